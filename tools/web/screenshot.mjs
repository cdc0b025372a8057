// Takes the picture of the page for README.md: node screenshot.mjs PACKAGES BROWSER PAGE EXAMPLE PNG.
// PACKAGES: the folder where npm put puppeteer-core.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const WARM_UP = 60;  // frames
const [packages, executablePath, path, example, target] = process.argv.slice(2);
const puppeteer = createRequire(join(resolve(packages), 'package.json'))('puppeteer-core');
const browser = await puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox'], protocolTimeout: 240_000 });
const page = await browser.newPage();
await page.setViewport({ width: 1200, height: 720 });
await page.goto(pathToFileURL(path).href);
await page.waitForFunction(() => document.querySelector('canvas.picture')?.dataset.frame > 0);
await page.select('select[aria-label=Example]', example);
await page.keyboard.press('g');
// The first frames are slower, until the browser has compiled the engine well: the time in the picture is to be the usual one.
for (let i = 0; i < WARM_UP; i++) {
    await page.evaluate(() => document.querySelector('.viewer').viewer.refresh());
    await page.waitForFunction(() => document.getElementById('main').ariaBusy === 'false');
}
await page.mouse.move(700, 300);
await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
await page.screenshot({ path: target });
await browser.close();
