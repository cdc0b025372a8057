// The page of `pyfidget view`: the viewer, drawn by the server, and the editor.

import { Connection } from './connection.js';
import { EditorPane } from './editor-pane.js';
import { Viewer } from './viewer.js';

const MODES = ['plain', 'regions', 'sdf', 'height', 'normals', 'shaded'];
const LOST = 'The viewer is not running any more, or cannot be reached.';

class Page {
    constructor(element) {
        const address = new URL('socket', location.href);
        address.protocol = 'ws:';
        this.connection = new Connection(address, MODES, this);
        this.viewer = new Viewer(element.querySelector('.main'), this.connection, { keys: document });
        this.pane = new EditorPane(element, (message) => this.connection.tell(message));
        this.viewer.addTool(this.pane.toggleButton, 'e');
    }

    // ---- what the server tells (viewer/session.py) ----

    file(file) {
        this.viewer.tell({ title: file.name.split('/').pop() });
        document.title = `${file.name} · pyfidget`;
        this.pane.setFile(file);
    }

    model({ isSpace }) {
        this.viewer.tell({ isSpace });
        this.viewer.refresh();
    }

    fault(fault) {
        this.viewer.fault(fault.text);
        this.pane.setFault(fault);
    }

    saved({ base }) {
        this.pane.setSaved(base);
    }

    changed() {
        this.pane.setChanged();
    }

    found() {
        this.viewer?.fault('');
    }

    lost() {
        this.viewer.fault(LOST);
    }
}

new Page(document.querySelector('.page'));
