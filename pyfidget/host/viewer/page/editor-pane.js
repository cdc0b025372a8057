// The pane beside the picture in which the model is edited: what is typed is drawn, Ctrl-S writes the file.
// The editor itself is CodeMirror, in editor.bundle.js (tools/page/editor.js).

import { button, make } from './viewer.js';

const AFTER = { model: 0, python: 250 };  // milliseconds without a key until a text is drawn
const MISSING = 'The editor has not been built: `make page` does it, and needs npm.';
const TOO_LONG = 'The file is too long to be edited here.';
const CHANGED = 'The file has changed on disk meanwhile.';

export class EditorPane {
    /** send(message): to the server, as viewer/session.py has messages. */
    constructor(element, send) {
        this.send = send;
        this.file = null;  // as the server has told of it last
        this.base = '';  // of the text that the editor's was made of
        this.saved = '';  // the text that the editor had when it was equal to the file
        this.fault = { line: 0 };
        this.editor = null;
        this.typing = 0;
        this._build(element);
        window.addEventListener('beforeunload', (event) => this.isDirty && event.preventDefault());
    }

    get isDirty() {
        return this.editor !== null && this.editor.text !== this.saved;
    }

    get isOpen() {
        return !this.pane.hidden;
    }

    async toggle() {
        this.pane.hidden = this.isOpen;
        this.toggleButton.setAttribute('aria-pressed', this.isOpen);
        if (this.isOpen) {
            await this._open();
            this.editor?.focus();
        }
    }

    // ---- what the server tells ----

    setFile(file) {
        this.file = file;
        if (this.isDirty && file.base !== this.base && file.text !== this.editor.text) {
            this._offerChoice();
        } else {
            this._takeFile();
        }
    }

    setFault(fault) {
        this.fault = fault;
        this.editor?.mark(fault);
    }

    setSaved(base) {
        this.base = base;
        this.saved = this.sent;
        this.choice.hidden = true;
        this._showState();
    }

    /** The server has not written: the file is another one than the text came from. */
    setChanged() {
        this._offerChoice();
    }

    // ---- inside ----

    async _open() {
        if (this.editor || !this.file) {
            return;
        }
        if (this.file.text === null) {
            this.note.textContent = TOO_LONG;
            return;
        }
        try {
            const { makeEditor } = await import('./editor.bundle.js');
            this.editor ??= makeEditor(this.body, {
                text: this.file.text, isPython: this.file.isPython, label: `Text of ${this.file.name}`,
                changed: () => this._changed(), save: () => this.save(),
            });
        } catch (error) {
            this.note.textContent = MISSING;
            console.warn(error);
            return;
        }
        this._takeFile();
        this.editor.mark(this.fault);
    }

    /** What is in the file is what is in the editor. */
    _takeFile() {
        const { text, base } = this.file;
        this.base = base;
        this.choice.hidden = true;
        if (this.editor && text !== null) {
            if (this.editor.text !== text) {
                this.editor.text = text;
            }
            this.saved = this.editor.text;
        }
        this._showState();
    }

    save() {
        if (this.editor) {
            clearTimeout(this.typing);
            this.sent = this.editor.text;
            this.send({ kind: 'save', text: this.sent, base: this.base });
        }
    }

    _changed() {
        this._showState();
        clearTimeout(this.typing);
        this.typing = setTimeout(() => this.send({ kind: 'edit', text: this.isDirty ? this.editor.text : null }),
                                 this.file.isPython ? AFTER.python : AFTER.model);
    }

    _offerChoice() {
        this.choice.hidden = false;
        this._showState();
    }

    _showState() {
        this.title.textContent = this.file ? this.file.name.split('/').pop() : '';
        this.state.textContent = this.isDirty ? 'not saved' : '';
        this.saveButton.disabled = !this.isDirty;
    }

    _build(element) {
        this.pane = make('section', { class: 'editor', 'aria-label': 'Editor', hidden: '' });
        this.toggleButton = button('Edit', 'Edit the model', 'E', () => this.toggle());
        this.toggleButton.setAttribute('aria-pressed', 'false');
        this.title = make('span', { class: 'name' });
        this.state = make('span', { class: 'state', role: 'status' });
        this.saveButton = button('Save file', 'Save the file', 'Control+S', () => this.save());
        const head = make('div', { class: 'tools' });
        head.append(this.title, this.state, this.saveButton);
        this.choice = make('div', { class: 'choice', role: 'alert', hidden: '' });
        const words = make('span', {});
        words.textContent = CHANGED;
        const take = make('button', { type: 'button' });
        take.textContent = 'Take the file';
        take.addEventListener('click', () => {
            this._takeFile();
            this.send({ kind: 'edit', text: null });
        });
        const keep = make('button', { type: 'button' });
        keep.textContent = 'Keep mine';
        keep.title = 'the next save writes over the file';
        keep.addEventListener('click', () => {
            this.base = this.file.base;
            this.choice.hidden = true;
            this._showState();
            this.editor.focus();
        });
        this.choice.append(words, take, keep);
        this.note = make('p', { class: 'missing' });
        this.body = make('div', { class: 'text' });
        this.pane.append(head, this.choice, this.note, this.body);
        element.append(this.pane);
    }
}
