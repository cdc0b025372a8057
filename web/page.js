// The page that needs no server: a model as text, and the viewer, drawn by the engine in a worker.

import { Viewer } from '../pyfidget/host/viewer/page/viewer.js';
import { findEngine } from './find_engine.js';
import { ModelPane } from './model_pane.js';
import { examples, script } from './parts.js';
import { WorkerRenderer } from './renderer.js';

const FIRST = 'gear.vm';
const HAS_Z = /^\s*\S+\s+var-z\s*(#.*)?$/m;

class Page {
    constructor(element, engine) {
        this.renderer = new WorkerRenderer(script, engine.bytes, engine.isPacked, (isBusy) => {
            element.setAttribute('aria-busy', isBusy);
        });
        this.pane = new ModelPane(element, Object.keys(examples), this);
        this.viewer = new Viewer(element, this.renderer, { keys: document });
        this.renderer.ready.then(() => this.choose(FIRST),
                                 ({ message }) => this.viewer.fault(`the engine does not start: ${message}`));
    }

    // ---- the listener of model_pane.js ----

    choose(name) {
        this.pane.show(name, examples[name]);
        this.draw(name, examples[name]);
    }

    async draw(name, text) {
        try {
            await this.renderer.model(text);
            this.viewer.fault('');
            this.viewer.tell({ title: name, isSpace: HAS_Z.test(text) });
            this.viewer.refresh();
        } catch (error) {
            this.viewer.fault(error.line ? `${name}:${error.line}:${error.column}: ${error.message}` : error.message);
        }
    }
}

const main = document.getElementById('main');
findEngine().then((engine) => new Page(main, engine), (error) => {
    main.textContent = error.message;
});
