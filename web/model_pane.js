// The pane where a model comes from: examples, files, typing and pasting.

import { make } from '../pyfidget/host/viewer/page/viewer.js';

const PAUSE = 120;  // milliseconds without a key after which what was typed is drawn
const LARGEST = 64 << 20;  // bytes of a file
const OWN = 'model.vm';  // the name of what was typed

export class ModelPane {
    /** listener: choose(name) an example, draw(name, text). */
    constructor(element, names, listener) {
        this.listener = listener;
        this.name = OWN;
        this._build(element, names);
        this.text.addEventListener('input', () => this._typed());
        this.file.addEventListener('change', () => this._open(this.file.files[0]));
        this.examples.addEventListener('change', () => listener.choose(this.examples.value));
        document.addEventListener('dragover', (event) => event.preventDefault());
        document.addEventListener('drop', (event) => {
            event.preventDefault();
            this._open(event.dataTransfer.files[0]);
        });
    }

    /** Show a model that is drawn already. */
    show(name, text) {
        clearTimeout(this.pause);
        this.name = name;
        this.text.value = text;
        this.text.scrollTop = 0;
        this.examples.value = name;
        document.title = `${name} · pyfidget`;
    }

    _typed() {
        this.examples.value = '';
        clearTimeout(this.pause);
        this.pause = setTimeout(() => this.listener.draw(this.name, this.text.value), PAUSE);
    }

    async _open(file) {
        if (!file) {
            return;
        }
        if (file.size > LARGEST) {
            this.note.textContent = `${file.name} has more than ${LARGEST >> 20} MiB`;
            return;
        }
        this.note.textContent = '';
        const text = await file.text();
        this.show(file.name, text);
        this.examples.value = '';
        this.listener.draw(file.name, text);
    }

    _build(element, names) {
        const pane = make('section', { class: 'pane', 'aria-label': 'Model' });
        const tools = make('div', { class: 'pane-tools' });
        this.examples = make('select', { 'aria-label': 'Example' });
        this.examples.append(make('option', { value: '', hidden: '' }), ...names.map((name) => {
            const option = make('option', { value: name });
            option.textContent = name;
            return option;
        }));
        this.file = make('input', { type: 'file', accept: '.vm,text/plain' });
        const open = make('label', { class: 'open', title: 'a file; or drop it on the page' });
        open.append('Open…', this.file);
        tools.append(this.examples, open);
        this.note = make('p', { class: 'pane-note', role: 'alert' });
        this.text = make('textarea', {
            'aria-label': 'The model, an operation a line', wrap: 'off', spellcheck: 'false', autocapitalize: 'off',
            autocomplete: 'off',
        });
        pane.append(tools, this.note, this.text);
        element.append(pane);
    }
}
