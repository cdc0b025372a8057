// The engine in WebAssembly: pyfidget/library/entries.py says what its functions do. Words of 64 bits are BigInts here.
//
// A module is not to be used again after a WebAssembly.RuntimeError, a trap: what it had begun is left half done.

const ENGINES = ['wide', 'quadtree', 'scalar'];  // by their numbers in pyfidget/library/shapes.py
const CHALLENGE = 0n;  // of pyfidget/grid.py, CONVENTIONS
const READY = 1n;
const PARSE_FAULT = 1n;
const LONGEST_MESSAGE = 4096;  // bytes
const SLICE = 1000n;  // milliseconds of a call, where nobody waits for its end
const WORD = 8;  // bytes

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
        engine._succeed(engine.functions.pyfidget_start());
        engine.place = engine._allocate(WORD);
        return engine;
    }

    /** The shape of a program's text, a number; Fault. */
    parse(text) {
        const bytes = new TextEncoder().encode(text);
        const address = this._allocate(bytes.length || 1);
        try {
            new Uint8Array(this.memory.buffer, address, bytes.length).set(bytes);
            return this._succeed(this.functions.pyfidget_parse(BigInt(address), BigInt(bytes.length)));
        } finally {
            this.functions.free(address);
        }
    }

    /** Free a shape. */
    forget(shape) {
        this.functions.pyfidget_forget(shape);
    }

    /** A picture to be drawn: see Picture. view: x, y, z, scale; Fault. */
    begin(shape, view, width, height, engine = 'wide') {
        this._succeed(this.functions.pyfidget_prepare(
            shape, BigInt(ENGINES.indexOf(engine)), BigInt(width), BigInt(height), CHALLENGE,
            view.x, view.y, view.scale, view.z, 1n, 0n, BigInt(this.place)));
        return new Picture(this, new DataView(this.memory.buffer).getBigInt64(this.place, true), width, height);
    }

    /** All of a picture: rows of whole bytes, one bit a pixel, the highest one leftmost; Fault. */
    draw(shape, view, width, height, engine = 'wide') {
        const picture = this.begin(shape, view, width, height, engine);
        try {
            while (!picture.advance(SLICE)) {
                // as long as it takes
            }
            return picture.bits();
        } finally {
            picture.end();
        }
    }

    /** The value of a shape at a point; Fault. */
    value(shape, x, y, z) {
        const evaluator = this._succeed(this.functions.pyfidget_evaluator(shape));
        const address = this._allocate(4 * WORD);
        try {
            const numbers = new DataView(this.memory.buffer, address, 4 * WORD);
            [x, y, z].forEach((coordinate, i) => numbers.setFloat64(i * WORD, coordinate, true));
            const places = [0, 1, 2, 3].map((i) => BigInt(address + i * WORD));
            if (this.functions.pyfidget_evaluate(evaluator, 0n, 1n, ...places, SLICE) !== 1n) {
                throw new Fault('not enough memory');
            }
            return new DataView(this.memory.buffer, address).getFloat64(3 * WORD, true);
        } finally {
            this.functions.free(address);
        }
    }

    /** The answer of a function; where it is 0, what the engine says is wrong is thrown. */
    _succeed(answer) {
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

/** A picture that is being drawn. Whoever began it ends it. */
class Picture {
    constructor(engine, job, width, height) {
        Object.assign(this, { engine, job, width, height });
        this.isReady = false;
        this.runnable = 0n;
    }

    /** Go on for about so many milliseconds, a BigInt; whether it is whole. Fault. */
    advance(milliseconds) {
        const { functions } = this.engine;
        if (!this.isReady) {
            this.isReady = this.engine._succeed(functions.pyfidget_advance(this.job, milliseconds)) === READY;
            if (!this.isReady) {
                return false;
            }
            this.runnable = functions.pyfidget_runnable(this.job);
        }
        return this.runnable === 0n || functions.pyfidget_run(this.runnable, milliseconds) !== 0n;
    }

    /** A copy of its bits; it is whole, and over. Fault. */
    bits() {
        const address = Number(this.engine.functions.pyfidget_bits(this.job));
        const size = (this.width + 7 >> 3) * this.height;
        const bits = new Uint8Array(this.engine.memory.buffer, address, size).slice();
        const { job } = this;
        this.job = 0n;
        this.engine._succeed(this.engine.functions.pyfidget_finish(job));
        return bits;
    }

    /** Give its memory back, whole or not. */
    end() {
        this.engine.functions.pyfidget_abandon(this.job);
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
