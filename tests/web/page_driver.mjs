// Opens the page in a browser for page.py: node page_driver.mjs PACKAGES BROWSER; a request in JSON a line, an answer a line.
// PACKAGES: the folder where npm put puppeteer-core.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const [packages, executablePath] = process.argv.slice(2);
const puppeteer = createRequire(join(resolve(packages), 'package.json'))('puppeteer-core');
const PATIENCE = 240_000;  // milliseconds; only a page that hangs takes as long
const browser = await puppeteer.launch({
    executablePath, headless: true, args: ['--no-sandbox'], timeout: PATIENCE, protocolTimeout: PATIENCE,
});
const QUIET = 250;  // milliseconds without work after which the picture is the last one
let page;
let faults;

const answers = {
    async open({ address, before }) {
        await page?.close();
        page = await browser.newPage();
        page.setDefaultTimeout(PATIENCE);
        faults = [];
        page.on('pageerror', (error) => faults.push(error.message));
        if (before) {
            await page.evaluateOnNewDocument(before);
        }
        await page.setViewport({ width: 1400, height: 1100 });
        await page.goto(address);
        await page.waitForFunction(() => document.querySelector('.stage') || document.getElementById('main').textContent);
        await settle();
        return {};
    },
    /** Give the picture so many pixels. */
    async resize({ width, height }) {
        await page.evaluate((width, height) => {
            const stage = document.querySelector('.stage');
            Object.assign(stage.style, { flex: 'none', width: `${width}px`, height: `${height}px` });
        }, width, height);
        await page.waitForFunction((width, height) => {
            const canvas = document.querySelector('canvas.picture');
            return canvas.width === width && canvas.height === height;
        }, {}, width, height);
        await settle();
        return {};
    },
    async choose({ name }) {
        await page.select('select[aria-label=Example]', name);
        await settle();
        return {};
    },
    async type({ text }) {
        await page.evaluate((text) => {
            const area = document.querySelector('textarea');
            area.value = text;
            area.dispatchEvent(new Event('input'));
        }, text);
        await settle();
        return {};
    },
    async drop({ name, text }) {
        await page.evaluate((name, text) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], name));
            document.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
        }, name, text);
        await settle();
        return {};
    },
    async press({ keys }) {
        await page.focus('canvas.picture');
        for (const key of keys) {
            await page.keyboard.press(key);
        }
        await settle();
        return {};
    },
    /** Have the page believe that its engine has trapped, while it draws. */
    async trap() {
        await page.evaluate(() => {
            const { viewer } = document.querySelector('.viewer');
            viewer.refresh();
            viewer.renderer.worker.onmessage({ data: { number: 0, fault: { message: 'unreachable', isTrap: true } } });
        });
        await settle();
        return {};
    },
    async look() {
        const found = await page.evaluate(() => ({
            text: document.querySelector('.fault')?.textContent ?? document.body.innerText, title: document.title,
            label: document.querySelector('canvas.picture')?.getAttribute('aria-label'),
        }));
        return { ...found, faults };
    },
    /** The picture, a byte a pixel, 1 where it is white; any other colour than black and white is an error. */
    async pixels() {
        return await page.evaluate(() => {
            const canvas = document.querySelector('canvas.picture');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const words = new Uint32Array(data.buffer);
            let pixels = '';
            for (const word of words) {
                if (word !== 0xffffffff && word !== 0xff000000) {
                    throw new Error(`a pixel is ${word.toString(16)}`);
                }
                pixels += word === 0xffffffff ? '1' : '0';
            }
            return { width: canvas.width, height: canvas.height, pixels };
        });
    },
    /** The picture, red, green and blue of each pixel. */
    async colours() {
        return await page.evaluate(() => {
            const canvas = document.querySelector('canvas.picture');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return { colours: [...data.filter((_, i) => i % 4 < 3)] };
        });
    },
};

/** Wait until the engine has had no work for a while. */
async function settle() {
    await page.evaluate((quiet) => new Promise((resolve) => {
        const frames = () => document.querySelector('canvas.picture')?.dataset.frame;
        let last = frames();
        let since = performance.now();
        const look = () => {
            if (frames() !== last || document.getElementById('main').ariaBusy === 'true') {
                last = frames();
                since = performance.now();
            }
            performance.now() - since > quiet ? resolve() : setTimeout(look, 20);
        };
        look();
    }), QUIET);
}

for await (const line of createInterface({ input: process.stdin })) {
    const { what, ...request } = JSON.parse(line);
    console.log(JSON.stringify(await answers[what](request)));
}
await browser.close();
