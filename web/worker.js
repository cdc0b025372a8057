// The worker in which the engine is, for renderer.js. A message has a kind and a number; its answer has the number, too, and
// `fault` where there is one. What comes before the engine has started waits for that. The newest request for a frame stops the
// one that is being drawn, whose answer is null.

import { Engine } from './engine.js';

const SLICE = 12n;  // milliseconds of drawing, after which messages are looked for

let tellStarted;
const started = new Promise((resolve) => {
    tellStarted = resolve;
});
let engine;
let shape = 0n;
let wanted = null;  // the request for a frame that is to be drawn next
let isDrawing = false;

const actions = {
    async start({ bytes, isPacked }) {
        const stream = new Blob([bytes]).stream();
        const module = isPacked ? stream.pipeThrough(new DecompressionStream('gzip')) : stream;
        engine = await Engine.start(await WebAssembly.compile(await new Response(module).arrayBuffer()));
        tellStarted();
        return {};
    },
    model({ text }) {
        const parsed = engine.parse(text);
        engine.forget(shape);
        shape = parsed;
        return {};
    },
    value({ x, y, z }) {
        return { value: shape === 0n ? null : engine.value(shape, x, y, z) };
    },
};

onmessage = async ({ data: request }) => {
    if (request.kind !== 'start') {
        await started;
    }
    if (request.kind === 'frame') {
        stop(wanted);
        wanted = request;
        if (!isDrawing) {
            await drawWanted();
        }
        return;
    }
    await answer(request, () => actions[request.kind](request));
};

async function answer({ number }, work) {
    try {
        postMessage({ number, ...await work() });
    } catch (error) {
        const { message, line = 0, column = 0 } = error;
        postMessage({ number, fault: { message, line, column, isTrap: error instanceof WebAssembly.RuntimeError } });
    }
}

async function drawWanted() {
    isDrawing = true;
    while (wanted) {
        const request = wanted;
        wanted = null;
        await answer(request, () => drawFrame(request));
    }
    isDrawing = false;
}

async function drawFrame({ view, width, height, mode }) {
    if (shape === 0n) {
        return { frame: null };
    }
    let milliseconds = 0;
    const drawn = shape;
    const timed = (work) => {
        const began = performance.now();
        const result = work();
        milliseconds += performance.now() - began;
        return result;
    };
    const picture = timed(() => mode === 'plain' ? engine.begin(shape, view, width, height)
        : engine.beginSpace(shape, mode, view, width, height));
    try {
        while (!timed(() => picture.advance(SLICE))) {
            await messages();
            if (wanted || shape !== drawn) {
                return { frame: null };
            }
        }
        const frame = timed(() => picture.frame());
        return { frame: { ...frame, milliseconds } };
    } finally {
        picture.end();
    }
}

function stop(request) {
    if (request) {
        postMessage({ number: request.number, frame: null });
    }
}

/** Wait until the messages that are there have been taken. */
function messages() {
    return new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            port1.close();
            resolve();
        };
        port2.postMessage(null);
    });
}
