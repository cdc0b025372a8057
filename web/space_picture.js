// A picture of space that is being drawn by the engine (engine.js): heights, normals, or shaded.

import { Picture } from './picture.js';

const DONE = 1n;
const GREYS = new Uint8Array(768).map((_, i) => i / 3);

export class SpacePicture extends Picture {
    /** mode: 'height', 'normals' or 'shaded'; depth: voxels; turn: of orientation.js. */
    constructor(engine, job, width, height, { mode, depth, turn }) {
        super(engine, job, width, height);
        Object.assign(this, { mode, depth, turn });
        this.isDrawn = false;
    }

    advance(milliseconds) {
        this.isDrawn ||= super.advance(milliseconds);
        return this.isDrawn && (this.mode !== 'shaded' || this._shade(milliseconds));
    }

    run(runnable, milliseconds) {
        return this.engine.functions.pyfidget_run_heights(runnable, milliseconds);
    }

    frame() {
        const { width, height } = this;
        const frame = { width, height, ...this[`_${this.mode}`](width * height) };
        this.finish();
        return frame;
    }

    _shade(milliseconds) {
        return this.engine.withNumbers(this.turn, (turn) => this.engine.succeed(
            this.engine.functions.pyfidget_shade(this.job, turn, 1n, milliseconds))) === DONE;
    }

    _shaded(count) {
        return { kind: 'rgb', data: this.copy('colours', 3 * count) };
    }

    /** The numbers of the nearest voxels as greys, rounded, as image/heightmap.py has them. */
    _height(count) {
        const heights = new Uint32Array(this.copy('bits', 4 * count).buffer);
        const data = new Uint8Array(count);
        for (let i = 0; i < count; i++) {
            data[i] = Math.floor((heights[i] * 510 + this.depth) / (2 * this.depth));
        }
        return { kind: 'indexed', palette: GREYS, data };
    }

    /** Normals as colours, as image/normalmap.py has them. */
    _normals(count) {
        const heights = new Uint32Array(this.copy('bits', 4 * count).buffer);
        const normals = new Float64Array(this.copy('normals', 24 * count).buffer);
        const data = new Uint8Array(3 * count);
        for (let i = 0; i < data.length; i++) {
            data[i] = heights[Math.floor(i / 3)] === 0 ? 0 : 127.5 + 127.5 * normals[i] + 0.5;
        }
        return { kind: 'rgb', data };
    }
}
