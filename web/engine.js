// The engine in WebAssembly: pyfidget/library/entries.py says what its functions do. Words of 64 bits are BigInts here.
//
// A module is not to be used again after a WebAssembly.RuntimeError, a trap: what it had begun is left half done.

import { orient } from './orientation.js';
import { Picture } from './picture.js';
import { SpacePicture } from './space_picture.js';

const ENGINES = ['wide', 'quadtree', 'scalar'];  // by their numbers in pyfidget/library/shapes.py
const CHALLENGE = 0n;  // of pyfidget/grid.py, CONVENTIONS
const PARSE_FAULT = 1n;
const LONGEST_MESSAGE = 4096;  // bytes
const SLICE = 1000n;  // milliseconds of a call, where nobody waits for its end
const WORD = 8n;  // bytes
const DEEPEST = 4096;  // voxels behind a pixel

/** What is wrong with a model, or that there is not enough memory; line and column are 0 where there is no place to tell. */
export class Fault extends Error {
    constructor(message, line = 0, column = 0) {
        super(message);
        this.line = line;
        this.column = column;
    }
}

export class Engine {
    /** An engine of a WebAssembly.Module; Fault where there is no memory for it. */
    static async start(module) {
        const engine = new Engine();
        const instance = await WebAssembly.instantiate(module, systemOf(() => engine.memory));
        engine.functions = instance.exports;
        engine.memory = instance.exports.memory;
        engine.functions._initialize();
        engine.functions.rpython_startup_code();
        engine.succeed(engine.functions.pyfidget_start());
        engine.place = engine._allocate(Number(WORD));
        return engine;
    }

    /** The shape of a program's text, a number; Fault. */
    parse(text) {
        const bytes = new TextEncoder().encode(text);
        const address = this._allocate(bytes.length || 1);
        try {
            new Uint8Array(this.memory.buffer, address, bytes.length).set(bytes);
            return this.succeed(this.functions.pyfidget_parse(BigInt(address), BigInt(bytes.length)));
        } finally {
            this.functions.free(address);
        }
    }

    /** Free a shape. */
    forget(shape) {
        this.functions.pyfidget_forget(shape);
    }

    /** A picture in the plane to be drawn: see picture.js. view: x, y, z, scale; Fault. */
    begin(shape, view, width, height, engine = 'wide') {
        this.succeed(this.functions.pyfidget_prepare(
            shape, BigInt(ENGINES.indexOf(engine)), BigInt(width), BigInt(height), CHALLENGE,
            view.x, view.y, view.scale, view.z, 1n, 0n, BigInt(this.place)));
        return new Picture(this, this._job(), width, height);
    }

    /** A picture of space to be drawn: see space_picture.js. mode: 'height', 'normals' or 'shaded'; view: x, y, z, scale, pitch,
     *  yaw; Fault. */
    beginSpace(shape, mode, view, width, height) {
        const { matrix, turn } = orient(view, ...this._sineAndCosine());
        const depth = Math.min(Math.max(width, height), DEEPEST);
        this.withNumbers(matrix, (address) => this.succeed(this.functions.pyfidget_prepare_heights(
            shape, 0n, BigInt(width), BigInt(height), BigInt(depth), CHALLENGE, address, 1n, 0n,
            mode === 'height' ? 0n : 1n, BigInt(this.place))));
        return new SpacePicture(this, this._job(), width, height, { mode, depth, turn });
    }

    /** The value of a shape at a point; Fault. */
    value(shape, x, y, z) {
        const evaluator = this.succeed(this.functions.pyfidget_evaluator(shape));
        return this.withNumbers([x, y, z, 0], (address) => {
            const places = [0n, 1n, 2n, 3n].map((i) => address + i * WORD);
            if (this.functions.pyfidget_evaluate(evaluator, 0n, 1n, ...places, SLICE) !== 1n) {
                throw new Fault('not enough memory');
            }
            return new DataView(this.memory.buffer).getFloat64(Number(places[3]), true);
        });
    }

    /** What a function of an address gives at which numbers lie meanwhile. Fault. */
    withNumbers(numbers, work) {
        const address = this._allocate(numbers.length * Number(WORD));
        try {
            new Float64Array(this.memory.buffer, address, numbers.length).set(numbers);
            return work(BigInt(address));
        } finally {
            this.functions.free(address);
        }
    }

    /** The number of the job that a function has just made. */
    _job() {
        return new DataView(this.memory.buffer).getBigInt64(this.place, true);
    }

    /** The engine's own, which are rounded to nearest. */
    _sineAndCosine() {
        this.circular ??= ['sin', 'cos'].map((name) => this.parse(`x var-x\ny ${name} x\n`));
        return this.circular.map((shape) => (angle) => this.value(shape, angle, 0, 0));
    }

    /** The answer of a function; where it is 0, what the engine says is wrong is thrown. */
    succeed(answer) {
        if (answer !== 0n) {
            return answer;
        }
        const address = this._allocate(LONGEST_MESSAGE);
        const size = Number(this.functions.pyfidget_fault_message(BigInt(address), BigInt(LONGEST_MESSAGE)));
        const message = new TextDecoder().decode(new Uint8Array(this.memory.buffer, address, size));
        this.functions.free(address);
        if (this.functions.pyfidget_fault_kind() !== PARSE_FAULT) {
            throw new Fault(message);
        }
        throw new Fault(message, Number(this.functions.pyfidget_fault_line()), Number(this.functions.pyfidget_fault_column()));
    }

    _allocate(size) {
        const address = this.functions.malloc(size) >>> 0;
        if (address === 0) {
            throw new Fault('not enough memory');
        }
        return address;
    }
}

/** What the module asks of a system: the time, and random numbers, which it hashes names with. It has no files. */
function systemOf(memory) {
    const NANOSECONDS = 1e6;  // of a millisecond
    const NO_SUCH_FILE = 8;  // EBADF
    const known = {
        clock_time_get(clock, precision, place) {
            new DataView(memory().buffer).setBigUint64(place, BigInt(Math.round(performance.now() * NANOSECONDS)), true);
            return 0;
        },
        random_get(place, size) {
            crypto.getRandomValues(new Uint8Array(memory().buffer, place, size));
            return 0;
        },
        proc_exit(status) {
            throw new WebAssembly.RuntimeError(`the engine ended with status ${status}`);
        },
    };
    return { wasi_snapshot_preview1: new Proxy(known, { get: (calls, name) => calls[name] ?? (() => NO_SUCH_FILE) }) };
}
