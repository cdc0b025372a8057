// Which module this browser runs.

import { bytes } from './parts.js';

// The smallest module that has instructions of 128 bits.
const VECTORS = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);
const PLAIN = 'pyfidget-plain.wasm';  // beside the page

/** The module that is in the page, or where the browser has no vector instructions the one beside it: its bytes, and whether gzip
 *  has packed them. Error. */
export async function findEngine() {
    if (WebAssembly.validate(VECTORS)) {
        return { bytes, isPacked: true };
    }
    try {
        const answer = await fetch(PLAIN);
        if (!answer.ok) {
            throw new Error(`${answer.status} ${answer.statusText}`);
        }
        return { bytes: new Uint8Array(await answer.arrayBuffer()), isPacked: false };
    } catch (error) {
        throw new Error(`this browser has no vector instructions in WebAssembly, and ${PLAIN} cannot be read: ${error.message}`);
    }
}
