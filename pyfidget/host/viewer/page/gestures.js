// What a hand does on the picture: dragging, wheel, pinch, keys -> calls of a listener. All lengths in pixels of the screen.
//
//     drag(columns, rows, alternative)   alternative: with the shift key, the other button, or two fingers
//     zoom(factor, column, row)          about a pixel
//     point(column, row)                 the pointer is there; point(null) when it has left
//     key(name, event)                   a key by its name; true where it was of use

const WHEEL = 0.0015;  // of a zoom's logarithm for a pixel of the wheel's way
const PINCH = 0.01;  // the same for a touchpad, which sends wheels with the ctrl key
const LINE = 16;  // pixels that a line of the wheel is, where it counts lines

export class Gestures {
    constructor(element, listener) {
        this.element = element;
        this.listener = listener;
        this.pointers = new Map();  // those that are down: [column, row]
        this.isAlternative = false;
        element.addEventListener('pointerdown', (event) => this._down(event));
        element.addEventListener('pointermove', (event) => this._move(event));
        for (const name of ['pointerup', 'pointercancel']) {
            element.addEventListener(name, (event) => this._up(event));
        }
        element.addEventListener('pointerleave', () => this.listener.point(null));
        element.addEventListener('wheel', (event) => this._wheel(event), { passive: false });
        element.addEventListener('contextmenu', (event) => event.preventDefault());
        element.addEventListener('keydown', (event) => {
            if (!event.ctrlKey && !event.metaKey && !event.altKey && this.listener.key(event.key, event)) {
                event.preventDefault();
            }
        });
    }

    _place(event) {
        const box = this.element.getBoundingClientRect();
        const ratio = this.element.width / box.width;
        return [(event.clientX - box.left) * ratio, (event.clientY - box.top) * ratio];
    }

    _down(event) {
        this.element.focus({ preventScroll: true });
        this.element.setPointerCapture(event.pointerId);
        this.isAlternative = event.shiftKey || event.button > 0;
        this.pointers.set(event.pointerId, this._place(event));
    }

    _move(event) {
        const place = this._place(event);
        const before = this.pointers.get(event.pointerId);
        if (before) {
            const others = [...this.pointers].filter(([id]) => id !== event.pointerId);
            this.pointers.set(event.pointerId, place);
            if (others.length > 0) {
                this._pinch(before, place, others[0][1]);
            } else {
                this.listener.drag(place[0] - before[0], place[1] - before[1], this.isAlternative);
            }
        }
        this.listener.point(...place);
    }

    /** One of two fingers has moved. */
    _pinch(before, place, other) {
        const [was, is] = [before, place].map(([column, row]) => Math.hypot(column - other[0], row - other[1]));
        this.listener.drag((place[0] - before[0]) / 2, (place[1] - before[1]) / 2, true);
        if (was > 0 && is > 0) {
            this.listener.zoom(is / was, (place[0] + other[0]) / 2, (place[1] + other[1]) / 2);
        }
    }

    _up(event) {
        this.pointers.delete(event.pointerId);
    }

    _wheel(event) {
        event.preventDefault();
        const way = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
        this.listener.zoom(Math.exp(-way * (event.ctrlKey ? PINCH : WHEEL)), ...this._place(event));
    }
}
