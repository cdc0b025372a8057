// The modules of the page that know nothing of any engine: view.js, canvas.js, loop.js, gestures.js, grid.js, viewer.js.
// What draws is a RENDERER, an object with
//
//     modes                                    names of what it can draw, 'plain' first; those of space are in view.js, SPACE
//     async frame(view, width, height, mode)   a FRAME of width x height pixels of a View; null where a later call has overtaken
//                                              this one; an Error, with one line for the user, where it cannot be drawn
//     async value(x, y, z)                     the shape's value at a point, a number; null where there is no model
//
// and a FRAME is an object with
//
//     width, height     pixels; they may be fewer than were asked for, and are then shown larger
//     kind, data        'bits': one bit a pixel, rows of whole bytes, the highest bit leftmost, 1 is inside
//                       'indexed': a byte a pixel, and `palette`, 768 bytes: red, green, blue of each number
//                       'rgb': three bytes a pixel
//                       each a Uint8Array, row 0 at the top
//     milliseconds      that the engine took
//
// connection.js is the renderer that asks the server; viewer.js puts it all together on an element of any page:
//
//     const viewer = new Viewer(element, renderer, { title: 'gear.vm' });      viewer.refresh() after the model has changed
//
// This file: what part of the plane, or of space, the picture shows. A View is never changed; its methods give another one.

export const SPACE = ['height', 'normals', 'shaded'];

const FARTHEST = 1e100;  // of a center from 0, and the largest scale
const STEEPEST = 90.0;  // degrees that one can look from above or below

/** What part is shown: the shorter side of the picture spans 2 * scale around (x, y, z), seen from pitch and yaw in degrees. */
export class View {
    constructor({ x = 0, y = 0, z = 0, scale = 1, pitch = 0, yaw = 0 } = {}) {
        Object.assign(this, { x, y, z, scale, pitch, yaw });
        Object.freeze(this);
    }

    with(changes) {
        return new View({ ...this, ...changes });
    }

    /** The sample of a pixel, [x, y]: the same doubles as those of pyfidget/grid.py, for its convention `challenge`. */
    sample(column, row, width, height) {
        const shorter = Math.min(width, height);
        const x = offset(column, width, shorter);
        const y = -offset(row, height, shorter);
        return this.x === 0 && this.y === 0 && this.scale === 1 ? [x, y] : [this.x + this.scale * x, this.y + this.scale * y];
    }

    /** The distance of neighbouring samples. */
    step(width, height) {
        return 2 * this.scale / Math.max(Math.min(width, height) - 1, 1);
    }

    /** The picture moved by pixels to the right and down. */
    panned(columns, rows, width, height) {
        const step = this.step(width, height);
        return this.with({ x: bounded(this.x - columns * step), y: bounded(this.y + rows * step) });
    }

    /** As `panned`, in space: the center moves along the picture's own axes. */
    pannedInSpace(columns, rows, width, height) {
        const step = this.step(width, height);
        const [right, up] = axes(this.pitch, this.yaw);
        const [x, y, z] = [this.x, this.y, this.z].map((value, i) =>
            bounded(value - columns * step * right[i] + rows * step * up[i]));
        return this.with({ x, y, z });
    }

    /** Nearer by a factor; what a pixel shows stays where it is. */
    zoomed(factor, column, row, width, height) {
        const [x, y] = this.sample(column, row, width, height);
        const scale = Math.min(this.scale / factor, FARTHEST);
        const share = scale / this.scale;
        return this.with({ x: bounded(x + (this.x - x) * share), y: bounded(y + (this.y - y) * share), scale });
    }

    /** As `zoomed`, in space: about the center. */
    zoomedInSpace(factor) {
        return this.with({ scale: Math.min(this.scale / factor, FARTHEST) });
    }

    /** Seen from elsewhere, by degrees. */
    turned(pitch, yaw) {
        return this.with({
            pitch: Math.max(-STEEPEST, Math.min(STEEPEST, this.pitch + pitch)),
            yaw: ((this.yaw + yaw + 180) % 360 + 360) % 360 - 180,
        });
    }

    /** Whether samples come so close that not all of them are different doubles. */
    isBeyondDoubles(width, height) {
        const step = this.step(width, height);
        return step <= Math.max(spacing(Math.abs(this.x) + step * width / 2), spacing(Math.abs(this.y) + step * height / 2));
    }
}

/** The distance from a positive double to the next one. */
function spacing(value) {
    return value === 0 ? 0 : 2 ** (Math.max(Math.floor(Math.log2(value)), -1022) - 52);
}

function bounded(value) {
    return Math.max(-FARTHEST, Math.min(FARTHEST, value));
}

/** The coordinate of pixel i of an axis of so many pixels, as pyfidget/grid.py. */
function offset(i, count, shorter) {
    const step = shorter > 1 ? 2 / (shorter - 1) : 0;
    if (count > shorter) {
        return i * step - step * (count - 1) / 2;
    }
    return i === count - 1 && i > 0 ? 1 : i * step - 1;
}

/** The picture's axes right and up, in the world, as pyfidget/space/orientation.py turns it. */
function axes(pitch, yaw) {
    const [p, q] = [pitch * Math.PI / 180, yaw * Math.PI / 180];
    return [[Math.cos(q), 0, Math.sin(q)], [Math.sin(q) * Math.sin(p), Math.cos(p), -Math.cos(q) * Math.sin(p)]];
}
