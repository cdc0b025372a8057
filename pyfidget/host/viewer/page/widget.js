// The viewer in a notebook, drawn by the kernel (viewer/widget.py). `make page` bundles it into widget.bundle.js.

import { frameOf, numberOf } from './answers.js';
import { Viewer } from './viewer.js';

const MODES = ['plain', 'regions', 'sdf', 'height', 'normals', 'shaded'];
const MOST_PIXELS = 2048;  // along the longer side: a kernel may be far away

/** The renderer (view.js) that asks the kernel. */
class Kernel {
    constructor(model) {
        this.modes = MODES;
        this.model = model;
        this.number = 0;
        this.waiting = new Map();  // number -> { resolve, reject }
        model.on('msg:custom', (message, buffers) => this._take(message, buffers));
    }

    frame(view, width, height, mode) {
        return this._ask({ kind: 'frame', view, width, height, mode });
    }

    value(x, y, z) {
        return this._ask({ kind: 'value', x, y, z });
    }

    _ask(message) {
        const number = ++this.number;
        const answer = new Promise((resolve, reject) => this.waiting.set(number, { resolve, reject }));
        this.model.send({ ...message, number });
        return answer;
    }

    _take(message, buffers) {
        const waiting = this.waiting.get(message.number);
        this.waiting.delete(message.number);
        if (message.kind === 'frame') {
            waiting?.resolve(frameOf(buffers[0].buffer, buffers[0].byteOffset).frame);
        } else if (message.kind === 'value') {
            waiting?.resolve(numberOf(message.value));
        } else {
            waiting?.reject(new Error(message.text));
        }
    }
}

function render({ model, el }) {
    el.style.height = `${model.get('height')}px`;
    const viewer = new Viewer(el, new Kernel(model), { title: 'shape', pixels: MOST_PIXELS });
    viewer.tell({ isSpace: model.get('is_space') });
    model.on('change:version', () => {
        viewer.tell({ isSpace: model.get('is_space') });
        viewer.refresh();
    });
}

export default { render };
