// The renderer (view.js) that asks the server: one websocket. What goes over it: viewer/session.py.

import { frameOf, numberOf } from './answers.js';

const AGAIN = 500;  // milliseconds until a lost connection is tried again

export class Connection {
    /** listener: an object with a method for each kind of message that is not an answer, and lost() and found(). */
    constructor(address, modes, listener) {
        this.modes = modes;
        this.address = address;
        this.listener = listener;
        this.number = 0;
        this.waiting = new Map();  // number -> what an answer is given to: { resolve, reject }
        this._connect();
    }

    frame(view, width, height, mode) {
        return this._ask({ kind: 'frame', view, width, height, mode });
    }

    value(x, y, z) {
        return this._ask({ kind: 'value', x, y, z });
    }

    tell(message) {
        if (this.socket.readyState === WebSocket.OPEN) {
            this.socket.send(JSON.stringify(message));
        }
    }

    _connect() {
        this.socket = new WebSocket(this.address);
        this.socket.binaryType = 'arraybuffer';
        this.socket.onopen = () => this.listener.found();
        this.socket.onmessage = ({ data }) => typeof data === 'string' ? this._take(JSON.parse(data)) : this._takeFrame(data);
        this.socket.onclose = () => {
            for (const { resolve } of this.waiting.values()) {
                resolve(null);
            }
            this.waiting.clear();
            this.listener.lost();
            setTimeout(() => this._connect(), AGAIN);
        };
    }

    _ask(message) {
        if (this.socket.readyState !== WebSocket.OPEN) {
            return Promise.resolve(null);
        }
        const number = ++this.number;
        this.tell({ ...message, number });
        return new Promise((resolve, reject) => this.waiting.set(number, { resolve, reject }));
    }

    /** What waits for the answer of a number; nothing where it has been answered already. */
    _waiting(number) {
        const waiting = this.waiting.get(number);
        this.waiting.delete(number);
        return waiting;
    }

    _take(message) {
        if (message.kind === 'value') {
            this._waiting(message.number)?.resolve(numberOf(message.value));
        } else if (message.kind === 'refused') {
            const waiting = this._waiting(message.number);
            message.text ? waiting?.reject(new Error(message.text)) : waiting?.resolve(null);
        } else {
            this.listener[message.kind](message);
        }
    }

    _takeFrame(buffer) {
        const { number, frame } = frameOf(buffer);
        this._waiting(number)?.resolve(frame);
    }
}
