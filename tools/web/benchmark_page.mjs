// Times the page in a browser for benchmark.py: node benchmark_page.mjs PACKAGES BROWSER PAGE MODEL SIZE; prints milliseconds, as
// JSON. PACKAGES: the folder where npm put puppeteer-core.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const FRAMES = 100;
const [packages, executablePath, path, model, size] = process.argv.slice(2);
const puppeteer = createRequire(join(resolve(packages), 'package.json'))('puppeteer-core');
const PATIENCE = 240_000;  // milliseconds
const browser = await puppeteer.launch({
    executablePath, headless: true, args: ['--no-sandbox'], timeout: PATIENCE, protocolTimeout: PATIENCE,
});
const page = await browser.newPage();
page.setDefaultTimeout(PATIENCE);
await page.setViewport({ width: Number(size) + 400, height: Number(size) + 100 });
await page.goto(pathToFileURL(path).href);
await page.waitForFunction(() => document.querySelector('canvas.picture')?.dataset.frame > 0);
const start = await page.evaluate(() => performance.now());

const times = await page.evaluate(async (text, size, count) => {
    const { viewer } = document.querySelector('.viewer');
    const { canvas } = viewer;
    const times = { 'the engine, of a moved view': [], 'from the move to the frame on the canvas': [] };
    const quiet = () => new Promise((resolve) => setTimeout(resolve, 500));
    Object.assign(viewer.stage.style, { flex: 'none', width: `${size}px`, height: `${size}px` });
    const area = document.querySelector('textarea');
    area.value = text;
    area.dispatchEvent(new Event('input'));
    await quiet();
    while (document.getElementById('main').ariaBusy === 'true') {
        await quiet();
    }
    for (let i = 0; i < count; i++) {
        const before = canvas.dataset.frame;
        const began = performance.now();
        viewer.drag(i % 2 ? 7 : -9, 3, false);
        while (canvas.dataset.frame === before) {
            await new Promise((resolve) => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = resolve;
                port2.postMessage(null);
            });
        }
        times['from the move to the frame on the canvas'].push(performance.now() - began);
        times['the engine, of a moved view'].push(parseFloat(viewer.timing.textContent));
        await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return times;
}, readFileSync(model, 'utf8'), Number(size), FRAMES);
console.log(JSON.stringify({ 'from opening to the first picture': [start], ...times }));
await browser.close();
