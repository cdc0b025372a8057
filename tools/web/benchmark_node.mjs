// Times the engine in Node for benchmark.py: node benchmark_node.mjs MODULE MODEL SIZE; prints milliseconds, as JSON.
import { readFile } from 'node:fs/promises';

import { Engine } from '../../web/engine.js';

const FRAMES = 200;
const SLICE = 1000n;  // milliseconds
const [modulePath, model, size] = process.argv.slice(2);
const bytes = await readFile(modulePath);
const text = await readFile(model, 'utf8');
const times = {};
let engine;
let shape;

async function timed(name, work) {
    const began = performance.now();
    await work();
    (times[name] ??= []).push(performance.now() - began);
}

await timed('start', async () => {
    engine = await Engine.start(await WebAssembly.compile(bytes));
});
await timed('parse', () => {
    shape = engine.parse(text);
});
const draw = (x) => {
    const picture = engine.begin(shape, { x, y: 0, z: 0, scale: 1 }, Number(size), Number(size));
    while (!picture.advance(SLICE)) {
        // as long as it takes
    }
    picture.frame();
};
await timed('first frame', () => draw(0));
for (let i = 0; i < FRAMES; i++) {
    await timed('frame', () => draw(0));
}
for (let i = 0; i < FRAMES; i++) {
    await timed('frame of a new view', () => draw(i / 1024));
}
console.log(JSON.stringify(times));
