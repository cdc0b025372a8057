// How quick the viewer is, in Chromium: `make bench-viewer`. Prints medians and 95th percentiles in milliseconds.
//
//     node tools/viewer_benchmark.mjs [MODEL.vm]

import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, launch, newFolder, openPage, settle, startViewer } from '../tests/browser/driving.mjs';

const SIZE = 1024;
const MOVES = 200;
const SAVES = 30;
const model = process.argv[2] ?? join(ROOT, 'models/tempest.vm');
const folder = newFolder();
const file = join(folder, 'model.vm');
copyFileSync(model, file);

function tell(name, times) {
    const sorted = [...times].sort((a, b) => a - b);
    const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1);
    console.log(`${name.padEnd(46)} median ${at(0.5)}   95 % ${at(0.95)}   of ${sorted.length}`);
}

/** A window whose picture is SIZE x SIZE. */
async function fit(page) {
    await page.setViewport({ width: SIZE, height: SIZE + 80 });
    await settle(page);
    const height = await page.$eval('.picture', (canvas) => canvas.height);
    await page.setViewport({ width: SIZE, height: 2 * SIZE + 80 - height });
    await page.waitForFunction((size) => document.querySelector('.picture').height === size, {}, SIZE);
    await settle(page);
}

/** Have the page note when each pointer's move came, and when its frame was drawn. */
async function watch(page) {
    await page.evaluate(() => {
        const viewer = document.querySelector('.viewer').viewer;
        window.taken = { event: [], request: [], draw: [], shown: [] };
        const came = new Map();  // view -> when the browser had the event
        let event = 0;
        viewer.canvas.addEventListener('pointermove', ({ timeStamp }) => { event = timeStamp; }, { capture: true });
        const [move, show] = [viewer._move, viewer.loop.show];
        viewer._move = function (view) { came.set(view, event); move.call(viewer, view); };
        viewer.loop.show = (frame, request, latency) => {
            const started = performance.now();
            show(frame, request, latency);
            const now = performance.now();
            window.taken.shown.push(performance.timeOrigin + now);
            window.taken.draw.push(now - started);
            if (came.has(request.view)) {
                window.taken.event.push(now - came.get(request.view));
                window.taken.request.push(latency);
            }
        };
    });
}

async function measureMoves(page) {
    await page.mouse.move(SIZE / 2, SIZE / 2);
    await page.mouse.down();
    for (let i = 0; i < MOVES; i++) {
        await page.mouse.move(SIZE / 2 + 100 * Math.sin(i / 9), SIZE / 2 + 100 * Math.cos(i / 7));
        await new Promise((done) => setTimeout(done, 12));
    }
    await page.mouse.up();
    await settle(page);
    const { event, request, draw } = await page.evaluate(() => window.taken);
    tell('from a pointer move to its frame, drawn', event);
    tell('  of this: asked for, drawn by the engine, there', request);
    tell('  of this: onto the canvas', draw);
}

async function measureSaves(page) {
    const text = readFileSync(file, 'utf8');
    const times = [];
    for (let i = 0; i < SAVES; i++) {
        const before = await page.evaluate(() => window.taken.shown.length);
        const started = performance.timeOrigin + performance.now();
        writeFileSync(file, `${text}# ${i}\n`);
        await page.waitForFunction((before) => window.taken.shown.length > before, { polling: 5 }, before);
        times.push(await page.evaluate((before) => window.taken.shown[before], before) - started);
        await new Promise((done) => setTimeout(done, 50));
    }
    tell('from saving the file to its picture', times);
}

async function measureFormats(page) {
    const made = JSON.parse(execFileSync(join(ROOT, 'build/python3/bin/python'), ['-m', 'tools.frame_formats', model, `${SIZE}`],
                                         { cwd: ROOT, maxBuffer: 1 << 28 }));
    for (const [name, { milliseconds, content }] of Object.entries(made)) {
        const [median, bytes] = await page.evaluate(async (name, content, size) => {
            const { unpack } = await import('./canvas.js');
            const data = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
            const context = new OffscreenCanvas(size, size).getContext('2d');
            const image = new ImageData(size, size);
            const words = new Uint32Array(image.data.buffer);
            const palette = new Uint8Array(768).map((_, i) => Math.floor(i / 3));
            const draw = async () => {
                if (name === 'png') {
                    context.drawImage(await createImageBitmap(new Blob([data], { type: 'image/png' })), 0, 0);
                    return;
                }
                const stream = () => new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate'));
                const plain = name === 'bits, deflated' ? new Uint8Array(await new Response(stream()).arrayBuffer()) : data;
                unpack({ width: size, height: size, kind: name === 'bytes' ? 'indexed' : 'bits', data: plain, palette }, words);
                context.putImageData(image, 0, 0);
            };
            const times = [];
            for (let i = 0; i < 41; i++) {
                const started = performance.now();
                await draw();
                times.push(performance.now() - started);
            }
            return [times.sort((a, b) => a - b)[20], data.length];
        }, name, content, SIZE);
        console.log(`as ${name.padEnd(16)} ${String(bytes).padStart(8)} bytes, made in ${milliseconds.toFixed(2)}, ` +
                    `read and drawn in ${median.toFixed(2)}`);
    }
}

const viewer = await startViewer('model.vm', { folder });
const browser = await launch();
const page = await openPage(browser, viewer.url);
await fit(page);
await watch(page);
console.log(`${model}, ${SIZE} x ${SIZE}, milliseconds`);
await measureMoves(page);
await measureSaves(page);
await measureFormats(page);
await browser.close();
await viewer.end();
rmSync(folder, { recursive: true });
