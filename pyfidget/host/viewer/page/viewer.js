// A viewer on any element of a page: picture, tools, and what is said about them. What draws is a renderer (view.js).
//
//     new Viewer(element, renderer, options)
//         options   title: of the model; keys: whose keys are the viewer's when no field has them (default: the picture);
//                   pixels: of the picture's longer side, at most (default: none)
//     refresh()                    the model has changed: draw it again
//     tell({ title, isSpace })     what the model is
//     fault(text)                  show a line over the last good picture; '' takes it away
//     addTool(button, key)         one more button beside the others, and the key that does the same

import { PictureCanvas } from './canvas.js';
import { Gestures } from './gestures.js';
import { drawGrid } from './grid.js';
import { FrameLoop } from './loop.js';
import { SPACE, View } from './view.js';

const FIT = new View();
const FIT_IN_SPACE = new View({ pitch: 25, yaw: -30, scale: 1.5 });
const FAR_STEP = 0.15;  // of the picture's shorter side, for an arrow key
const KEY_ZOOM = 1.25;
const KEY_TURN = 10;  // degrees
const DEGREES = 0.4;  // that dragging by a pixel of the page turns
const NAMES = {
    plain: 'Plain', regions: 'Regions', sdf: 'Distance bands', height: 'Height', normals: 'Normals', shaded: 'Shaded',
};
const HELP = 'Arrow keys pan, plus and minus zoom, 0 fits, M changes the mode, G the grid, F full screen, S saves a picture.';
const BEYOND = 'Doubles end here: neighbouring samples are the same number.';

export class Viewer {
    constructor(element, renderer, options = {}) {
        this.renderer = renderer;
        this.options = options;
        this.mode = 'plain';
        this.isSpace = false;
        this.views = { plane: FIT, space: FIT_IN_SPACE };
        this.hasGrid = false;
        this.ratio = 1;
        this.isAsking = false;  // for the value under the pointer
        this.pointer = null;
        this.moreKeys = {};  // actions of tools that others have added
        this._build(element);
        this.picture = new PictureCanvas(this.canvas);
        this.loop = new FrameLoop(renderer, (frame, request, latency) => this._show(frame, request, latency),
                                  (error) => this.fault(error.message));
        new Gestures(this.canvas, this);
        options.keys?.addEventListener('keydown', (event) => this._keyElsewhere(event));
        new ResizeObserver((entries) => this._resize(entries[0])).observe(this.stage);
        this.tell({ title: options.title ?? '' });
    }

    // ---- what others call ----

    refresh() {
        this._draw();
        this._askValue();
    }

    tell({ title, isSpace }) {
        this.title = title ?? this.title;
        this.isSpace = isSpace ?? this.isSpace;
        for (const option of this.modes.options) {
            option.disabled = SPACE.includes(option.value) && !this.isSpace;
        }
        if (SPACE.includes(this.mode) && !this.isSpace) {
            this._setMode('plain');
        }
        this.canvas.setAttribute('aria-label', `Picture of ${this.title || 'the model'}, ${NAMES[this.mode]}. ${HELP}`);
    }

    fault(text) {
        this.faultLine.textContent = text;
        this.faultLine.hidden = !text;
    }

    addTool(tool, key) {
        this.tools.append(tool);
        this.moreKeys[key] = () => tool.click();
    }

    /** Whether what is on the screen is all that was asked for. */
    get isSettled() {
        return this.loop.isIdle && this.shown === this.view && this.shownMode === this.mode;
    }

    get view() {
        return this.views[this._inSpace() ? 'space' : 'plane'];
    }

    set view(view) {
        this.views[this._inSpace() ? 'space' : 'plane'] = view;
    }

    // ---- the listener of gestures.js ----

    drag(columns, rows, alternative) {
        if (!this._inSpace()) {
            this._move(this.view.panned(columns, rows, this.canvas.width, this.canvas.height));
        } else if (alternative) {
            this._move(this.view.pannedInSpace(columns, rows, this.canvas.width, this.canvas.height));
        } else {
            this._move(this.view.turned(rows / this.ratio * DEGREES, columns / this.ratio * DEGREES));
        }
    }

    zoom(factor, column, row) {
        const { width, height } = this.canvas;
        if (factor > 1 && this.view.isBeyondDoubles(width, height)) {
            return;
        }
        this._move(this._inSpace() ? this.view.zoomedInSpace(factor) : this.view.zoomed(factor, column, row, width, height));
    }

    point(column, row) {
        this.pointer = column === null ? null : [Math.floor(column), Math.floor(row)];
        this._askValue();
    }

    key(name, event) {
        const step = FAR_STEP * Math.min(this.canvas.width, this.canvas.height);
        const middle = [(this.canvas.width - 1) / 2, (this.canvas.height - 1) / 2];
        const actions = {
            ArrowLeft: () => this._arrow(1, 0, step, event.shiftKey),
            ArrowRight: () => this._arrow(-1, 0, step, event.shiftKey),
            ArrowUp: () => this._arrow(0, 1, step, event.shiftKey),
            ArrowDown: () => this._arrow(0, -1, step, event.shiftKey),
            '+': () => this.zoom(KEY_ZOOM, ...middle),
            '=': () => this.zoom(KEY_ZOOM, ...middle),
            '-': () => this.zoom(1 / KEY_ZOOM, ...middle),
            0: () => this.fit(),
            f: () => this.toggleFullScreen(),
            g: () => this.toggleGrid(),
            s: () => this.saveScreenshot(),
            m: () => this._nextMode(),
            ...this.moreKeys,
        };
        const action = actions[name] ?? actions[name.toLowerCase()];
        action?.();
        return Boolean(action);
    }

    // ---- what the tools do ----

    fit() {
        this._move(this._inSpace() ? FIT_IN_SPACE : FIT);
        this.loop.request(this.view, this.canvas.width, this.canvas.height, this.mode);
    }

    toggleGrid() {
        this.hasGrid = !this.hasGrid;
        this.gridButton.setAttribute('aria-pressed', this.hasGrid);
        this._drawGrid();
    }

    toggleFullScreen() {
        if (document.fullscreenElement) {
            document.exitFullscreen();
        } else {
            this.root.requestFullscreen().catch((error) => this.fault(`no full screen: ${error.message}`));
        }
    }

    saveScreenshot() {
        this.canvas.toBlob((blob) => {
            const link = document.createElement('a');
            link.href = URL.createObjectURL(blob);
            link.download = `${(this.title || 'model').replace(/\.\w+$/, '')}.png`;
            link.click();
            setTimeout(() => URL.revokeObjectURL(link.href), 1000);
        }, 'image/png');
    }

    _setMode(mode) {
        this.mode = mode;
        this.modes.value = mode;
        this.tell({});
        this._drawGrid();
        this._draw();
    }

    _nextMode() {
        const usable = [...this.modes.options].filter((option) => !option.disabled).map((option) => option.value);
        this._setMode(usable[(usable.indexOf(this.mode) + 1) % usable.length]);
    }

    // ---- inside ----

    _inSpace() {
        return SPACE.includes(this.mode);
    }

    /** An arrow key: pans, in space it turns, there with shift it pans. */
    _arrow(columns, rows, step, shift) {
        if (this._inSpace() && !shift) {
            this._move(this.view.turned(rows * KEY_TURN, columns * KEY_TURN));
        } else {
            this.drag(columns * step, rows * step, true);
        }
    }

    _move(view) {
        this.view = view;
        this._draw(true);
        this._drawGrid();
        this._askValue();
    }

    _draw(moving = false) {
        const { width, height } = this.canvas;
        const isBeyond = this.view.isBeyondDoubles(width, height);
        this.note.hidden = !isBeyond;
        if (isBeyond) {
            this.note.textContent = BEYOND;
            this.picture.clear();
        } else if (this.isSized) {
            this.loop.request(this.view, width, height, this.mode, moving);
        }
    }

    _show(frame, { view, mode }, latency) {
        if (!this.note.hidden) {
            return;
        }
        this.picture.draw(frame);
        this.shown = view;
        this.shownMode = mode;
        this.canvas.dataset.frame = Number(this.canvas.dataset.frame ?? 0) + 1;
        const rate = frame.width * frame.height / frame.milliseconds / 1000;
        this.timing.textContent = `${frame.milliseconds.toFixed(2)} ms · ${rate < 10 ? rate.toFixed(1) : rate.toFixed(0)} Mpx/s`;
        this.timing.title = `the engine's time for ${frame.width} × ${frame.height} pixels; on the screen after ` +
            `${latency.toFixed(1)} ms`;
    }

    _drawGrid() {
        const isShown = this.hasGrid && !this._inSpace();
        this.gridCanvas.hidden = !isShown;
        if (isShown) {
            drawGrid(this.gridCanvas, this.view, this.ratio);
        }
    }

    async _askValue() {
        if (!this.pointer || this._inSpace()) {
            this.place.textContent = this._inSpace()
                ? `pitch ${this.view.pitch.toFixed(0)}° · yaw ${this.view.yaw.toFixed(0)}°` : '';
            return;
        }
        if (this.isAsking) {
            this.isAskedAgain = true;
            return;
        }
        this.isAsking = true;
        this.isAskedAgain = false;
        const { width, height } = this.canvas;
        const [x, y] = this.view.sample(...this.pointer, width, height);
        const digits = Math.max(3, Math.min(17, Math.ceil(-Math.log10(this.view.step(width, height)))));
        const words = `x ${x.toFixed(digits)} · y ${y.toFixed(digits)}`;
        try {
            const value = await this.renderer.value(x, y, this.view.z);
            this.place.textContent = value === null ? words : `${words} · ${value.toPrecision(6)}`;
        } finally {
            this.isAsking = false;
            if (this.isAskedAgain) {
                this._askValue();
            }
        }
    }

    _keyElsewhere(event) {
        const inField = event.target.closest?.('input, select, textarea, [contenteditable]');
        if (event.target !== this.canvas && !inField && !event.ctrlKey && !event.metaKey && !event.altKey &&
            this.key(event.key, event)) {
            event.preventDefault();
        }
    }

    _resize(entry) {
        const box = this.stage.getBoundingClientRect();
        const exact = entry.devicePixelContentBoxSize?.[0];
        let [width, height] = [box.width, box.height].map((length) => Math.round(length * devicePixelRatio));
        if (exact && Math.abs(exact.inlineSize - width) <= 1 && Math.abs(exact.blockSize - height) <= 1) {
            [width, height] = [exact.inlineSize, exact.blockSize];  // of two roundings the one that the browser makes
        }
        const excess = Math.max(width, height) / (this.options.pixels ?? Infinity);
        if (excess > 1) {
            [width, height] = [Math.round(width / excess), Math.round(height / excess)];
        }
        if (!width || !height) {
            return;
        }
        this.isSized = true;
        this.ratio = width / box.width;
        for (const canvas of [this.canvas, this.gridCanvas]) {
            [canvas.width, canvas.height] = [width, height];
        }
        this._drawGrid();
        this._draw();
    }

    _build(element) {
        this.root = make('div', { class: 'viewer' });
        this.stage = make('div', { class: 'stage' });
        this.canvas = make('canvas', { class: 'picture', tabindex: 0, role: 'img' });
        this.gridCanvas = make('canvas', { class: 'lines', 'aria-hidden': 'true', hidden: '' });
        this.note = make('p', { class: 'note', role: 'status', hidden: '' });
        this.faultLine = make('p', { class: 'fault', role: 'alert', hidden: '' });
        this.stage.append(this.canvas, this.gridCanvas, this.note, this.faultLine);
        this.tools = make('div', { class: 'tools', role: 'toolbar', 'aria-label': 'Picture' });
        this.modes = make('select', { 'aria-label': 'Mode', title: 'what is drawn (M)' });
        this.modes.append(...this.renderer.modes.map((mode) => {
            const option = make('option', { value: mode });
            option.textContent = NAMES[mode];
            return option;
        }));
        this.modes.addEventListener('change', () => this._setMode(this.modes.value));
        const middle = () => [(this.canvas.width - 1) / 2, (this.canvas.height - 1) / 2];
        this.gridButton = button('#', 'Grid', 'G', () => this.toggleGrid());
        this.gridButton.setAttribute('aria-pressed', 'false');
        this.tools.append(
            this.modes, button('−', 'Zoom out', '-', () => this.zoom(1 / KEY_ZOOM, ...middle())),
            button('+', 'Zoom in', '+', () => this.zoom(KEY_ZOOM, ...middle())), button('Fit', 'Fit', '0', () => this.fit()),
            this.gridButton, button('Full', 'Full screen', 'F', () => this.toggleFullScreen()),
            button('PNG', 'Save the picture', 'S', () => this.saveScreenshot()));
        this.place = make('span', { class: 'place' });
        this.timing = make('span', { class: 'timing' });
        const status = make('div', { class: 'status' });
        status.append(this.place, this.timing);
        this.root.append(this.tools, this.stage, status);
        element.append(this.root);
        this.root.viewer = this;  // for whoever drives the page
    }
}

export function make(name, attributes) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        element.setAttribute(key, value);
    }
    return element;
}

/** A button; key: the one that does the same. */
export function button(sign, name, key, action) {
    const element = make('button', { type: 'button', title: `${name} (${key})`, 'aria-label': name, 'aria-keyshortcuts': key });
    element.textContent = sign;
    element.addEventListener('click', action);
    return element;
}
