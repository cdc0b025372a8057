// What Python answers: frames as viewer/frames.py has them, and numbers.

const KINDS = ['bits', 'indexed', 'rgb'];
const HEADER = 24;  // bytes
const PALETTE = 768;

/** The number of the request, and the frame, of an ArrayBuffer or of a part of one from a place on. */
export function frameOf(buffer, start = 0) {
    const header = new DataView(buffer, start);
    const [number, kind, width, height] = [0, 4, 8, 12].map((place) => header.getUint32(place, true));
    const frame = { width, height, kind: KINDS[kind], milliseconds: header.getFloat64(16, true) };
    if (frame.kind === 'indexed') {
        frame.palette = new Uint8Array(buffer, start + HEADER, PALETTE);
    }
    frame.data = new Uint8Array(buffer, start + HEADER + (frame.palette ? PALETTE : 0));
    return { number, frame };
}

/** A number as Python writes it; null for an empty text. */
export function numberOf(text) {
    return text === '' ? null : { inf: Infinity, '-inf': -Infinity }[text] ?? Number(text);
}
