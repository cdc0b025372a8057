// The renderer (../pyfidget/host/viewer/page/view.js) whose engine is in a worker of the page, in WebAssembly.

export class WorkerRenderer {
    /** script: the worker's text; bytes: the module, packed by gzip if isPacked; tellWork(isBusy): has the engine work? */
    constructor(script, bytes, isPacked, tellWork) {
        this.modes = ['plain', 'height', 'normals', 'shaded'];
        this.tellWork = tellWork;
        this.script = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
        Object.assign(this, { bytes, isPacked });
        this.number = 0;
        this.text = null;  // of the model that the engine has
        this._start();
    }

    /** Resolved when the engine is there. Error. */
    get ready() {
        return this.started;
    }

    /** Give the engine another model; where it cannot be parsed it keeps the one that it has: an Error with line and column. */
    async model(text) {
        await this._ask({ kind: 'model', text });
        this.text = text;
    }

    async frame(view, width, height, mode) {
        const { frame } = await this._ask({ kind: 'frame', view: { ...view }, width, height, mode });
        return frame;
    }

    async value(x, y, z) {
        return (await this._ask({ kind: 'value', x, y, z })).value;
    }

    _start() {
        this.waiting = new Map();  // number -> what an answer is given to: { resolve, reject }
        this.worker = new Worker(this.script);
        this.worker.onmessage = ({ data }) => this._take(data);
        this.worker.onerror = (event) => this._startAnew(event.message);
        this.isStarted = false;
        this.started = this._ask({ kind: 'start', bytes: this.bytes, isPacked: this.isPacked }).then(() => {
            this.isStarted = true;
        });
    }

    _ask(message) {
        const number = ++this.number;
        this.worker.postMessage({ ...message, number });
        this.tellWork(true);
        return new Promise((resolve, reject) => this.waiting.set(number, { resolve, reject }));
    }

    _take({ number, fault, ...answer }) {
        const waiting = this.waiting.get(number);
        this.waiting.delete(number);
        this.tellWork(this.waiting.size > 0);
        if (!fault) {
            waiting?.resolve(answer);
            return;
        }
        waiting?.reject(Object.assign(new Error(fault.message), fault));
        if (fault.isTrap && this.isStarted) {
            this._startAnew(fault.message);
        }
    }

    /** After a trap nothing in the engine is to be trusted: another one takes its place, with the same model. */
    _startAnew(message) {
        this.worker.terminate();
        for (const { reject } of this.waiting.values()) {
            reject(new Error(`the engine stopped: ${message}`));
        }
        this._start();
        if (this.text !== null) {
            this.model(this.text).catch(() => {});
        }
    }
}
