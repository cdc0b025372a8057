// A picture that is being drawn by the engine (engine.js). Whoever began it ends it.

const READY = 1n;

export class Picture {
    /** job: its number. */
    constructor(engine, job, width, height) {
        Object.assign(this, { engine, job, width, height });
        this.isReady = false;
        this.runnable = 0n;
    }

    /** Go on for about so many milliseconds, a BigInt; whether it is whole. Fault. */
    advance(milliseconds) {
        const { functions } = this.engine;
        if (!this.isReady) {
            this.isReady = this.engine.succeed(functions.pyfidget_advance(this.job, milliseconds)) === READY;
            if (!this.isReady) {
                return false;
            }
            this.runnable = functions.pyfidget_runnable(this.job);
        }
        return this.runnable === 0n || this.run(this.runnable, milliseconds) !== 0n;
    }

    run(runnable, milliseconds) {
        return this.engine.functions.pyfidget_run(runnable, milliseconds);
    }

    /** Of a whole one: the frame that view.js of the viewer describes, without its time; it is over then. Fault. */
    frame() {
        const { width, height } = this;
        const data = this.copy('bits', (width + 7 >> 3) * height);
        this.finish();
        return { width, height, kind: 'bits', data };
    }

    /** A copy of so many bytes from where a function of the job says. */
    copy(name, size) {
        const address = Number(this.engine.functions[`pyfidget_${name}`](this.job));
        return new Uint8Array(this.engine.memory.buffer, address, size).slice();
    }

    finish() {
        const { job } = this;
        this.job = 0n;
        this.engine.succeed(this.engine.functions.pyfidget_finish(job));
    }

    /** Give its memory back, whole or not. */
    end() {
        this.engine.functions.pyfidget_abandon(this.job);
    }
}
