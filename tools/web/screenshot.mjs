// Takes the picture of the page for README.md: node screenshot.mjs PACKAGES BROWSER PAGE EXAMPLE PNG.
// PACKAGES: the folder where npm put puppeteer-core.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [packages, executablePath, path, example, target] = process.argv.slice(2);
const puppeteer = createRequire(join(resolve(packages), 'package.json'))('puppeteer-core');
const browser = await puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.setViewport({ width: 1200, height: 720 });
await page.goto(pathToFileURL(path).href);
await page.waitForFunction(() => document.querySelector('canvas.picture')?.dataset.frame > 0);
await page.select('select[aria-label=Example]', example);
for (const key of ['+', '-', '+', '-', '+', '-', '0', 'g']) {
    await page.keyboard.press(key);
    await page.waitForNetworkIdle({ idleTime: 500 });
}
await page.mouse.move(700, 300);
await page.waitForNetworkIdle({ idleTime: 2000 });
await page.screenshot({ path: target });
await browser.close();
