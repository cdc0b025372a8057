// A viewer, a browser, and the binary's picture of what the browser shows. The browser is named by BROWSER: chromium or firefox.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const PYTHON = join(ROOT, 'build/python3/bin/python');
const PATHS = { chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser'], firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'] };
export const BROWSER = process.env.BROWSER ?? 'chromium';
export const PATIENCE = 60000;  // milliseconds for what takes a fraction of a second, on a machine that is busy

const puppeteer = createRequire(join(ROOT, 'build/page/'))('puppeteer-core');

export function newFolder() {
    return mkdtempSync(join(tmpdir(), 'viewer-'));
}

export async function launch() {
    const executablePath = PATHS[BROWSER].find(existsSync);
    if (!executablePath) {
        throw new Error(`no ${BROWSER}: install the package of that name`);
    }
    return await puppeteer.launch({
        browser: BROWSER === 'firefox' ? 'firefox' : 'chrome', executablePath, headless: true,
        args: BROWSER === 'chromium' ? ['--no-sandbox'] : [], defaultViewport: { width: 900, height: 640 },
    });
}

/** Start `pyfidget view` in a folder: { url, end() }. */
export async function startViewer(model, { folder = ROOT, options = [] } = {}) {
    const child = spawn(PYTHON, ['-m', 'pyfidget', 'view', model, '--no-browser', '--stay', ...options],
                        { cwd: folder, env: { ...process.env, PYTHONPATH: ROOT } });
    let said = '';
    child.stderr.on('data', (data) => process.stderr.write(data));
    const url = await new Promise((found, failed) => {
        child.stdout.on('data', (data) => {
            said += data;
            const match = said.match(/^(http:\S+) /);
            if (match) {
                found(match[1]);
            }
        });
        child.on('exit', (status) => failed(new Error(`the viewer has ended, status ${status}: ${said}`)));
    });
    return { url, end: () => new Promise((done) => { child.on('exit', done); child.kill('SIGINT'); }) };
}

/** A page with the viewer in it, which has drawn; its errors are collected in `page.faults`. */
export async function openPage(browser, url, viewport) {
    const page = await browser.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(error.message));
    if (viewport) {
        await page.setViewport(viewport);
    }
    await page.goto(url);
    await page.waitForSelector('.picture', { timeout: PATIENCE });
    return page;
}

/** Wait until what is on the screen is what the page's view and size ask for. */
export async function settle(page) {
    await page.waitForFunction(() => document.querySelector('.viewer').viewer.isSettled, { timeout: PATIENCE, polling: 10 });
}

/** How many frames the page has shown. */
export async function frameNumber(page) {
    return await page.$eval('.picture', (canvas) => canvas.dataset.frame);
}

/** Wait until the page has shown another frame than that of a number. */
export async function nextFrame(page, number) {
    await page.waitForFunction((number) => document.querySelector('.picture').dataset.frame !== number,
                               { timeout: PATIENCE, polling: 5 }, number);
}

export async function view(page) {
    return await page.evaluate(() => {
        const { view, canvas } = document.querySelector('.viewer').viewer;
        return { ...view, width: canvas.width, height: canvas.height };
    });
}

/** The canvas's pixels: red, green, blue, row by row. */
export async function pixels(page) {
    const text = await page.evaluate(() => {
        const canvas = document.querySelector('.picture');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let text = '';
        for (let start = 0; start < data.length; start += 4096) {
            text += String.fromCharCode(...data.subarray(start, start + 4096).filter((_, i) => i % 4 !== 3));
        }
        return btoa(text);
    });
    return Buffer.from(text, 'base64');
}

/** The same pixels, as the binary draws them. */
export async function expected(page, model, options = [], place = ({ x, y }) => `${x},${y}`) {
    const seen = await view(page);
    const ppm = execFileSync(join(ROOT, 'prospero-c'), [
        model, '-o', '-', '--format', 'ppm', '--width', seen.width, '--height', seen.height, `--center=${place(seen)}`,
        `--scale=${seen.scale}`, ...options.map((option) => option.replace('PITCH', seen.pitch).replace('YAW', seen.yaw))],
    { maxBuffer: 1 << 28 });
    return ppm.subarray(ppm.length - 3 * seen.width * seen.height);
}

export async function text(page, selector) {
    return await page.$eval(selector, (element) => element.hidden ? '' : element.textContent);
}

/** Wait until an element that is shown has a text in it; an empty one: until it is hidden or empty. */
export async function waitForText(page, selector, wanted) {
    await page.waitForFunction((selector, wanted) => {
        const element = document.querySelector(selector);
        const text = element.hidden ? '' : element.textContent;
        return wanted ? text.includes(wanted) : text === '';
    }, { timeout: PATIENCE, polling: 20 }, selector, wanted);
}
