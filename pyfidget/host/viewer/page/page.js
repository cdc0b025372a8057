// The page of `pyfidget view`: the viewer, drawn by the server.

import { Connection } from './connection.js';
import { Viewer } from './viewer.js';

const MODES = ['plain', 'height', 'normals', 'shaded'];
const LOST = 'The viewer is not running any more, or cannot be reached.';

class Page {
    constructor(element) {
        const address = new URL('socket', location.href);
        address.protocol = 'ws:';
        this.connection = new Connection(address, MODES, this);
        this.viewer = new Viewer(element, this.connection, { keys: document });
    }

    // ---- what the server tells (viewer/session.py) ----

    file({ name }) {
        this.viewer.tell({ title: name.split('/').pop() });
        document.title = `${name} · pyfidget`;
    }

    model({ isSpace }) {
        this.viewer.tell({ isSpace });
        this.viewer.refresh();
    }

    fault({ text }) {
        this.viewer.fault(text);
    }

    saved() {}

    changed() {}

    found() {
        this.viewer?.fault('');
    }

    lost() {
        this.viewer.fault(LOST);
    }
}

new Page(document.getElementById('main'));
