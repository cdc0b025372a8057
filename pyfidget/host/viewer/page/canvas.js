// A frame onto a canvas, pixel for pixel. What a frame is: view.js.

const INSIDE = 0xffffffff;  // white and black, as in the files that pyfidget writes; 0xAABBGGRR as a canvas has it in memory
const OUTSIDE = 0xff000000;
const OPAQUE = 0xff000000;

/** A canvas of the page whose own pixels are those of the screen. */
export class PictureCanvas {
    constructor(canvas) {
        this.canvas = canvas;
        this.context = canvas.getContext('2d', { alpha: false, desynchronized: true });
        this.context.imageSmoothingEnabled = false;
        this.image = null;
        this.words = null;  // its pixels
        this.eights = eightsOf(INSIDE, OUTSIDE);
    }

    /** Draw a frame; where it has fewer pixels than the canvas it is drawn larger. */
    draw(frame) {
        const { width, height } = frame;
        if (!this.image || this.image.width !== width || this.image.height !== height) {
            this.image = new ImageData(width, height);
            this.words = new Uint32Array(this.image.data.buffer);
        }
        unpack(frame, this.words, this.eights);
        if (width === this.canvas.width && height === this.canvas.height) {
            this.context.putImageData(this.image, 0, 0);
        } else {
            this._drawLarger(width, height);
        }
    }

    clear() {
        this.context.fillStyle = '#000';
        this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    }

    _drawLarger(width, height) {
        const small = new OffscreenCanvas(width, height);
        small.getContext('2d').putImageData(this.image, 0, 0);
        this.context.imageSmoothingEnabled = false;
        this.context.drawImage(small, 0, 0, this.canvas.width, this.canvas.height);
    }
}

/** A frame's pixels as words of 32 bits. */
export function unpack(frame, words, eights = eightsOf(INSIDE, OUTSIDE)) {
    if (frame.kind === 'bits') {
        unpackBits(frame, words, eights);
    } else if (frame.kind === 'indexed') {
        unpackIndexed(frame, words);
    } else {
        unpackColours(frame, words);
    }
}

/** The eight words that a byte of bits stands for, for each byte. */
function eightsOf(inside, outside) {
    const eights = new Uint32Array(256 * 8);
    for (let byte = 0; byte < 256; byte++) {
        for (let bit = 0; bit < 8; bit++) {
            eights[byte * 8 + bit] = byte & 128 >> bit ? inside : outside;
        }
    }
    return eights;
}

function unpackBits({ width, height, data }, words, eights) {
    const stride = width + 7 >> 3;
    const whole = width >> 3;
    let place = 0;
    for (let row = 0; row < height; row++) {
        let from = row * stride;
        for (let i = 0; i < whole; i++, place += 8) {
            const eight = data[from++] * 8;
            words[place] = eights[eight];
            words[place + 1] = eights[eight + 1];
            words[place + 2] = eights[eight + 2];
            words[place + 3] = eights[eight + 3];
            words[place + 4] = eights[eight + 4];
            words[place + 5] = eights[eight + 5];
            words[place + 6] = eights[eight + 6];
            words[place + 7] = eights[eight + 7];
        }
        for (let bit = 0; bit < (width & 7); bit++) {
            words[place++] = eights[data[from] * 8 + bit];
        }
    }
}

function unpackIndexed({ data, palette }, words) {
    const colours = new Uint32Array(256);
    for (let i = 0; i < 256; i++) {
        colours[i] = OPAQUE | palette[3 * i + 2] << 16 | palette[3 * i + 1] << 8 | palette[3 * i];
    }
    for (let i = 0; i < words.length; i++) {
        words[i] = colours[data[i]];
    }
}

function unpackColours({ data }, words) {
    for (let i = 0, from = 0; i < words.length; i++, from += 3) {
        words[i] = OPAQUE | data[from + 2] << 16 | data[from + 1] << 8 | data[from];
    }
}
