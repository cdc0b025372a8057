// The pictures of docs/viewer.webp: the viewer in Chromium, at work. `make film`.
//
//     node tools/viewer_film.mjs FOLDER        writes 0000.png, ... there, and times.txt: the milliseconds of each

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, launch, newFolder, openPage, settle, startViewer, waitForText } from '../tests/browser/driving.mjs';

const SIZE = { width: 880, height: 560 };
const FIRST = `import pyfidget as pf

ball = pf.sphere(0, 0, 0, 0.8)
`;
const LINES = ['rod = pf.cylinder(0, 0, -1, 1, 0.35)', 'part = ball & ~(rod | rod.rotate_x(1.57)', ')', '\npf.blend(part, pf.torus(0, 0, 0, 0.9, 0.12), 0.1)'];

const target = process.argv[2];
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const times = [];

async function shoot(page, milliseconds) {
    await page.screenshot({ path: join(target, `${String(times.length).padStart(4, '0')}.png`) });
    times.push(milliseconds);
}

async function drag(page, steps, columns, rows) {
    for (let i = 0; i < steps; i++) {
        await page.evaluate((columns, rows) => document.querySelector('.viewer').viewer.drag(columns, rows, false), columns, rows);
        await settle(page);
        await shoot(page, 60);
    }
}

/** Text, seen as it is, then what was proven of it, nearer and nearer. */
async function filmTempest(browser) {
    const viewer = await startViewer('models/tempest.vm');
    const page = await openPage(browser, viewer.url, SIZE);
    await settle(page);
    await shoot(page, 900);
    await drag(page, 6, -14, 10);
    await page.mouse.move(330, 225);
    for (let i = 0; i < 12; i++) {
        await page.mouse.wheel({ deltaY: -150 });
        await settle(page);
        await shoot(page, 60);
    }
    await page.select('select', 'regions');
    await settle(page);
    await shoot(page, 900);
    for (let i = 0; i < 8; i++) {
        await page.mouse.wheel({ deltaY: 160 });
        await settle(page);
        await shoot(page, 70);
    }
    await shoot(page, 700);
    await page.close();
    await viewer.end();
}

/** A Python file: drawn as it is typed, a fault, and the whole thing turned. */
async function filmPart(browser) {
    const folder = newFolder();
    writeFileSync(join(folder, 'part.py'), `${FIRST}ball\n`);
    const viewer = await startViewer('part.py', { folder });
    const page = await openPage(browser, viewer.url, SIZE);
    await settle(page);
    await page.keyboard.press('e');
    await page.waitForSelector('.cm-content');
    await page.waitForFunction(() => !document.querySelector('option[value=shaded]').disabled);
    await page.select('select', 'shaded');
    await settle(page);
    await shoot(page, 900);
    await page.focus('.cm-content');
    await page.keyboard.down('Control');
    await page.keyboard.press('End');
    await page.keyboard.up('Control');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.down('Shift');
    await page.keyboard.press('End');
    await page.keyboard.up('Shift');
    await type(page, LINES[0] + '\n');
    await type(page, LINES[1]);
    await waitForText(page, '.fault', 'SyntaxError');
    await shoot(page, 1600);
    await type(page, LINES[2] + '\npart');
    await waitForText(page, '.fault', '');
    await settle(page);
    await shoot(page, 900);
    for (let i = 0; i < 4; i++) {
        await page.keyboard.press('Backspace');
    }
    await type(page, LINES[3]);
    await new Promise((done) => setTimeout(done, 1500));
    await waitForText(page, '.fault', '');
    await settle(page);
    await shoot(page, 900);
    await drag(page, 16, 13, 3);
    await shoot(page, 1200);
    await page.close();
    await viewer.end();
    rmSync(folder, { recursive: true });
}

async function type(page, words) {
    for (let start = 0; start < words.length; start += 9) {
        await page.keyboard.type(words.slice(start, start + 9));
        await shoot(page, 90);
    }
}

const browser = await launch();
await filmTempest(browser);
await filmPart(browser);
await browser.close();
writeFileSync(join(target, 'times.txt'), times.join('\n'));
