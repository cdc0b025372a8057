// The viewer in a real browser: `make test-browser`.

import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import {
    BROWSER, ROOT, expected, frameNumber, launch, newFolder, nextFrame, openPage, pixels, settle, startViewer, text, view,
    waitForText,
} from './driving.mjs';

const DISC = 'x var-x\ny var-y\nxx square x\nyy square y\ns add xx yy\nr const 0.25\nd sub s r\n';
const HALF = 'x var-x\n';
const BALL = 'x var-x\ny var-y\nz var-z\nxx square x\nyy square y\nzz square z\na add xx yy\ns add a zz\nr const 0.25\nd sub s r\n';
const TEMPEST = join(ROOT, 'models/tempest.vm');

let browser;
before(async () => { browser = await launch(); });
after(async () => await browser.close());

/** A test with a viewer and a page of it. */
function withViewer(name, { model, file = 'model.vm', content, options, viewport }, body) {
    test(name, async () => {
        const folder = newFolder();
        if (content !== undefined) {
            writeFileSync(join(folder, file), content);
        }
        const viewer = await startViewer(model ?? file, { folder, options });
        const page = await openPage(browser, viewer.url, viewport);
        try {
            await body({ page, viewer, path: join(folder, file) });
            assert.deepEqual(page.faults, []);
        } finally {
            await page.close();
            await viewer.end();
            rmSync(folder, { recursive: true });
        }
    });
}

async function checkPicture(page, model, ...options) {
    await settle(page);
    const [shown, drawn] = [await pixels(page), await expected(page, model, ...options)];
    assert.equal(shown.length, drawn.length);
    assert.equal(Buffer.compare(shown, drawn), 0, `${[...shown].filter((byte, i) => byte !== drawn[i]).length} bytes differ`);
}

async function drag(page, [x0, y0], [x1, y1]) {
    await page.mouse.move(x0, y0);
    await page.mouse.down();
    await page.mouse.move((x0 + x1) / 2, (y0 + y1) / 2);
    await page.mouse.move(x1, y1);
    await page.mouse.up();
}

withViewer('the canvas has the pixels of the binary, after a pan and two zooms as well', { model: TEMPEST }, async ({ page }) => {
    await checkPicture(page, TEMPEST);
    await drag(page, [400, 300], [311, 342]);
    await checkPicture(page, TEMPEST);
    await page.mouse.move(500, 250);
    await page.mouse.wheel({ deltaY: -900 });
    await checkPicture(page, TEMPEST);
    await page.mouse.wheel({ deltaY: -1300 });
    await checkPicture(page, TEMPEST);
    const { scale, x } = await view(page);
    assert.ok(scale < 0.1 && x !== 0);
});

withViewer('what is under the pointer stays there while it zooms', { content: DISC }, async ({ page }) => {
    await settle(page);
    await page.mouse.move(300, 200);
    await waitForText(page, '.place', 'x ');
    const before = await text(page, '.place');
    await page.mouse.wheel({ deltaY: -300 });
    await settle(page);
    const numbers = [before, await text(page, '.place')].map((words) => words.match(/-?\d+\.\d+/g).map(Number));
    assert.ok(Math.abs(numbers[0][0] - numbers[1][0]) < 0.005 && Math.abs(numbers[0][1] - numbers[1][1]) < 0.005, numbers);
    assert.ok(Math.abs(numbers[1][0] ** 2 + numbers[1][1] ** 2 - 0.25 - numbers[1][2]) < 0.01, numbers);
});

withViewer('two fingers zoom about the place between them', { content: DISC, viewport: { width: 600, height: 500, hasTouch: true } },
    async ({ page, path }) => {
        if (BROWSER === 'firefox') {
            return;  // which has no touch events on a desktop
        }
        await settle(page);
        const [one, other] = [await page.touchscreen.touchStart(250, 250), await page.touchscreen.touchStart(350, 250)];
        for (let i = 1; i <= 10; i++) {
            await one.move(250 - 5 * i, 250);
            await other.move(350 + 5 * i, 250);
        }
        await one.end();
        await other.end();
        await checkPicture(page, path);
        const { x, scale } = await view(page);
        assert.ok(Math.abs(scale - 0.5) < 0.02 && Math.abs(x) < 0.02, `${scale} ${x}`);
    });

withViewer('as many pixels as the screen has', { content: DISC, viewport: { width: 500, height: 400, deviceScaleFactor: 2 } },
    async ({ page, path }) => {
        await checkPicture(page, path);
        assert.equal((await view(page)).width, 1000);
        await page.setViewport({ width: 333, height: 401, deviceScaleFactor: 1 });
        await page.waitForFunction(() => document.querySelector('.picture').width === 333);
        await checkPicture(page, path);
    });

withViewer('a change of the file shows within 300 ms', { content: DISC }, async ({ page, path }) => {
    await checkPicture(page, path);
    const times = [];
    for (let i = 0; i < 5; i++) {
        const frame = await frameNumber(page);
        const started = performance.now();
        writeFileSync(path, i % 2 ? DISC : HALF);
        await nextFrame(page, frame);
        times.push(performance.now() - started);
        await checkPicture(page, path);
    }
    assert.ok(times.sort((a, b) => a - b)[2] < 300, `${times}`);
});

withViewer('a fault shows its line and column over the last picture, until it is mended', { content: DISC }, async ({ page, path }) => {
    await checkPicture(page, path);
    const before = await pixels(page);
    writeFileSync(path, `${DISC}e foo d\n`);
    await waitForText(page, '.fault', "model.vm:8:3: unknown operation 'foo'");
    assert.deepEqual(await pixels(page), before);
    writeFileSync(path, HALF);
    await waitForText(page, '.fault', '');
    await settle(page);
    await checkPicture(page, path);
});

withViewer('a Python file without an end is stopped', { file: 'shape.py', options: ['--time-limit', '1'],
    content: 'import pyfidget as pf\npf.circle(0.0, 0.0, 0.5)\n' }, async ({ page, path }) => {
    await settle(page);
    writeFileSync(path, 'while True:\n    pass\n');
    await waitForText(page, '.fault', 'stopped after 1 s');
    assert.match(await text(page, '.fault'), /^shape\.py:[12]:\d+: /);
    writeFileSync(path, 'import pyfidget as pf\nshape = pf.circle(0.0, 0.0, 0.25)\n');
    await waitForText(page, '.fault', '');
    await settle(page);
});

withViewer('two pages at once', { content: DISC }, async ({ page, viewer, path }) => {
    const other = await openPage(browser, viewer.url);
    await settle(other);
    await other.keyboard.press('+');
    await checkPicture(other, path);
    await checkPicture(page, path);
    assert.ok((await view(other)).scale < (await view(page)).scale);
    await other.close();
});

withViewer('no page of another origin, and none without the token', { content: DISC }, async ({ page, viewer }) => {
    await settle(page);
    const server = createServer((request, response) => response.end('<!doctype html>')).listen(0, '127.0.0.1');
    const stranger = await browser.newPage();
    await stranger.goto(`http://127.0.0.1:${server.address().port}/`);
    const socket = `${viewer.url.replace('http:', 'ws:')}socket`;
    const connects = (page, address) => page.evaluate((address) => new Promise((done) => {
        const socket = new WebSocket(address);
        socket.onopen = () => done(true);
        socket.onerror = () => done(false);
    }), address);
    assert.equal(await connects(page, socket), true);
    assert.equal(await connects(stranger, socket), false);
    assert.equal(await connects(page, socket.replace(/\/[\w-]+\/socket/, '/AAAAAAAAAAAAAAAAAAAAAA/socket')), false);
    assert.equal(await stranger.evaluate(async (url) => await fetch(url).then(() => true, () => false), viewer.url), false);
    assert.equal(await page.evaluate(async () => (await fetch('/')).status), 403);
    await stranger.close();
    server.close();
    page.faults = [];  // what the browser says of the connections that failed
});

withViewer('by keyboard alone', { content: DISC }, async ({ page, path }) => {
    await settle(page);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('+');
    await checkPicture(page, path);
    const { x, y, scale } = await view(page);
    assert.ok(x > 0 && y > 0 && scale < 1);
    await page.keyboard.press('g');
    assert.equal(await page.$eval('.lines', (canvas) => canvas.hidden), false);
    await page.keyboard.press('0');
    await settle(page);
    assert.deepEqual(await view(page).then(({ x, y, scale }) => [x, y, scale]), [0, 0, 1]);
    const names = [];
    for (let i = 0; i < 9; i++) {
        await page.keyboard.press('Tab');
        names.push(await page.evaluate(() => document.activeElement.getAttribute('aria-label')));
    }
    assert.ok(names.every(Boolean), `${names}`);
    assert.ok(names.some((name) => name.startsWith('Picture of model.vm')) && names.includes('Fit'), `${names}`);
});

withViewer('where doubles end it says so', { content: DISC }, async ({ page }) => {
    await settle(page);
    await page.mouse.move(600, 250);
    for (let i = 0; i < 14; i++) {
        await page.mouse.wheel({ deltaY: -2500 });
    }
    await waitForText(page, '.note', 'Doubles end here');
    assert.ok((await pixels(page)).every((byte) => byte === 0));
    await page.keyboard.press('0');
    await waitForText(page, '.note', '');
    await settle(page);
});

withViewer('regions and bands are those of the binary', { model: TEMPEST }, async ({ page }) => {
    for (const mode of ['regions', 'sdf']) {
        await page.select('select', mode);
        await checkPicture(page, TEMPEST, ['--mode', mode, '--no-legend']);
        await page.keyboard.press('+');
        await checkPicture(page, TEMPEST, ['--mode', mode, '--no-legend']);
    }
});

withViewer('space: what needs z can be chosen, turned, and is the picture of the binary', { content: HALF }, async ({ page, path }) => {
    await settle(page);
    assert.equal(await page.$eval('option[value=shaded]', (option) => option.disabled), true);
    writeFileSync(path, BALL);
    await page.waitForFunction(() => !document.querySelector('option[value=shaded]').disabled);
    for (const mode of ['height', 'normals', 'shaded']) {
        await page.select('select', mode);
        await settle(page);
        await drag(page, [400, 300], [433, 288]);
        const options = ['--mode', mode, '--rotate=PITCH,YAW,0', ...(mode === 'shaded' ? ['--ambient-occlusion'] : [])];
        if (mode === 'height') {
            await settle(page);
            assert.ok((await pixels(page)).some((byte) => byte > 0));
        } else {
            await checkPicture(page, path, options, ({ x, y, z }) => `${x},${y},${z}`);
        }
    }
});

withViewer('a screenshot is the picture', { content: DISC }, async ({ page }) => {
    await settle(page);
    await page.evaluate(() => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { window.saved = blob; return make(blob); };
        HTMLAnchorElement.prototype.click = function () { window.savedName = this.download; };
    });
    await page.keyboard.press('s');
    await page.waitForFunction(() => window.savedName === 'model.png');
    const [saved, shown] = await page.evaluate(async () => {
        const canvas = document.querySelector('.picture');
        const image = await createImageBitmap(window.saved);
        const copy = new OffscreenCanvas(image.width, image.height).getContext('2d');
        copy.drawImage(image, 0, 0);
        return [copy, canvas.getContext('2d')].map((context) =>
            context.getImageData(0, 0, canvas.width, canvas.height).data.join());
    });
    assert.equal(saved, shown);
});

withViewer('the editor: what is typed shows, faults are underlined, Ctrl-S writes', { content: DISC }, async ({ page, path }) => {
    await settle(page);
    await page.keyboard.press('e');
    await page.waitForSelector('.cm-content');
    const type = async (words) => {
        await page.keyboard.down('Control');
        await page.keyboard.press('End');
        await page.keyboard.up('Control');
        await page.keyboard.type(words);
    };
    const save = async () => {
        await page.keyboard.down('Control');
        await page.keyboard.press('s');
        await page.keyboard.up('Control');
    };
    await type('e foo d');
    await waitForText(page, '.fault', "model.vm:8:3: unknown operation 'foo'");
    await page.waitForSelector('.cm-lintRange-error');
    assert.equal(await page.$eval('.cm-lintRange-error', (mark) => mark.textContent), 'foo');
    assert.equal(readFileSync(path, 'utf8'), DISC);
    for (let i = 0; i < 5; i++) {
        await page.keyboard.press('Backspace');
    }
    await type('neg d');
    await waitForText(page, '.fault', '');
    await page.waitForFunction(() => !document.querySelector('.cm-lintRange-error'));
    await settle(page);
    await waitForText(page, '.editor .state', 'not saved');
    await save();
    await waitForText(page, '.editor .state', '');
    assert.equal(readFileSync(path, 'utf8'), `${DISC}e neg d`);
    await checkPicture(page, path);

    // Changed on disk while the editor has something else: neither is lost.
    await type('\nf neg e');
    await waitForText(page, '.editor .state', 'not saved');
    writeFileSync(path, HALF);
    await waitForText(page, '.choice', 'changed on disk');
    await save();
    await waitForText(page, '.choice', 'changed on disk');
    assert.equal(readFileSync(path, 'utf8'), HALF);
    await page.click('.choice button:nth-of-type(2)');
    await page.focus('.cm-content');
    await save();
    await waitForText(page, '.editor .state', '');
    assert.equal(readFileSync(path, 'utf8'), `${DISC}e neg d\nf neg e`);

    // Changed on disk while the editor has nothing of its own.
    const frame = await frameNumber(page);
    writeFileSync(path, HALF);
    await page.waitForFunction(() => document.querySelector('.cm-content').textContent === 'x var-x');
    await nextFrame(page, frame);
    await checkPicture(page, path);
});

test('the widget draws what its kernel gives', async () => {
    const files = { '/': '<!doctype html><link rel=stylesheet href=viewer.css><div id=el></div>' };
    for (const name of ['widget.bundle.js', 'viewer.css']) {
        files[`/${name}`] = readFileSync(join(ROOT, 'pyfidget/host/viewer/page', name));
    }
    const server = createServer((request, response) => response.writeHead(request.url in files ? 200 : 404, {
        'content-type': { js: 'text/javascript', css: 'text/css' }[request.url.split('.').pop()] ?? 'text/html',
    }).end(files[request.url])).listen(0, '127.0.0.1');
    const page = await browser.newPage();
    try {
        await page.goto(`http://127.0.0.1:${server.address().port}/`);
        await page.evaluate(async () => {
            // A kernel that draws stripes: the columns of the left half of each byte are inside.
            const { default: { render } } = await import('/widget.bundle.js');
            let take;
            const model = {
                get: (name) => ({ height: 300, is_space: false })[name],
                on: (name, action) => { take = name === 'msg:custom' ? action : take; },
                send: (message) => {
                    if (message.kind !== 'frame') {
                        take({ kind: 'value', number: message.number, value: 'inf' }, []);
                        return;
                    }
                    const stride = message.width + 7 >> 3;
                    const bytes = new Uint8Array(24 + stride * message.height + 4).fill(0xf0);
                    const view = new DataView(bytes.buffer, 4);
                    [message.number, 0, message.width, message.height].forEach((word, i) => view.setUint32(4 * i, word, true));
                    view.setFloat64(16, 1, true);
                    take({ kind: 'frame', number: message.number }, [view]);
                },
            };
            render({ model, el: document.getElementById('el') });
        });
        await settle(page);
        const { width } = await view(page);
        const shown = await pixels(page);
        assert.ok(shown.every((byte, i) => byte === (Math.floor(i / 3) % width % 8 < 4 ? 255 : 0)));
        await page.mouse.move(100, 100);
        await waitForText(page, '.place', 'Infinity');
    } finally {
        await page.close();
        server.close();
    }
});

withViewer('labels and colours for everybody', { content: DISC }, async ({ page }) => {
    await settle(page);
    assert.deepEqual(await page.$$eval('button, select, canvas, main, section', (elements) => elements
        .filter((element) => !element.getAttribute('aria-label') && !element.textContent && !element.ariaHidden &&
                element.getAttribute('aria-hidden') !== 'true').map((element) => element.outerHTML)), []);
    if (BROWSER === 'chromium') {  // the other one is told of its user's wish by its own settings
        const paper = () => page.$eval('.viewer', (element) => getComputedStyle(element).backgroundColor);
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
        const light = await paper();
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
        assert.notEqual(await paper(), light);
    }
});
