// Runs the engine in Node for engine.py: node driver.mjs MODULE; a request in JSON a line, an answer a line.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

import { Engine, Fault } from '../../web/engine.js';

const engine = await Engine.start(await WebAssembly.compile(await readFile(process.argv[2])));
const SLICE = 3n;  // milliseconds, so that most pictures take several
let shape = 0n;

const answers = {
    parse({ text }) {
        engine.forget(shape);
        shape = 0n;
        shape = engine.parse(text);
        return {};
    },
    draw({ view, width, height, by }) {
        return drawn(engine.begin(shape, view, width, height, by));
    },
    space({ mode, view, width, height }) {
        return drawn(engine.beginSpace(shape, mode, view, width, height));
    },
    value: ({ x, y, z }) => ({ value: String(engine.value(shape, x, y, z)) }),
    memory: () => ({ bytes: engine.memory.buffer.byteLength }),
};

function drawn(picture) {
    try {
        while (!picture.advance(SLICE)) {
            // as long as it takes
        }
        const { data, palette } = picture.frame();
        return { data: Buffer.from(data).toString('base64'), palette: palette && Buffer.from(palette).toString('base64') };
    } finally {
        picture.end();
    }
}

for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let answer;
    try {
        answer = answers[request.what](request);
    } catch (error) {
        if (!(error instanceof Fault)) {
            throw error;
        }
        answer = { fault: [error.line, error.column, error.message] };
    }
    console.log(JSON.stringify(answer));
}
