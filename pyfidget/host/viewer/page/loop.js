// Which frames are asked for: the newest view only. While one is drawn, those that come are not queued; the last of them is next.

const SLOW = 40;  // milliseconds: while the view moves, frames that take longer have fewer pixels
const STILL = 150;  // milliseconds after which a view that has not changed is drawn with all its pixels
const COARSEST = 8;

export class FrameLoop {
    /** renderer: view.js; show(frame, request, latency) draws, latency being the milliseconds since its view came; fail(error). */
    constructor(renderer, show, fail) {
        this.renderer = renderer;
        this.show = show;
        this.fail = fail;
        this.wanted = null;  // the newest request that has not been sent
        this.drawn = null;  // the request that is being drawn
        this.number = 0;
        this.shown = 0;  // the number of the newest frame on the screen
        this.coarseness = 1;  // pixels of the screen along a side of a frame's
        this.isCoarse = false;  // what is shown
        this.still = 0;  // a timer
    }

    /** Ask for a frame. moving: whether more views are about to come. */
    request(view, width, height, mode, moving = false) {
        this.wanted = { view, width, height, mode, moving, since: performance.now() };
        clearTimeout(this.still);
        this._send();
    }

    /** Whether the last frame that was asked for has been shown, with all its pixels. */
    get isIdle() {
        return !this.wanted && !this.drawn && !this.isCoarse;
    }

    /** A frame that is drawn while the view moves is waited for: overtaken again and again, none would ever be shown. */
    _send() {
        if (!this.wanted || this.drawn?.moving) {
            return;
        }
        this.drawn = this.wanted;
        this.wanted = null;
        this._draw(this.drawn, ++this.number);
    }

    async _draw(request, number) {
        const { view, width, height, mode, moving, since } = request;
        const side = moving ? this.coarseness : 1;
        try {
            const frame = await this.renderer.frame(view, Math.ceil(width / side), Math.ceil(height / side), mode);
            if (frame && number > this.shown) {
                this.shown = number;
                this.isCoarse = side > 1;
                this._learn(frame.milliseconds * side * side);
                this.show(frame, request, performance.now() - since);
            }
        } catch (error) {
            this.fail(error);
        } finally {
            if (this.drawn === request) {
                this.drawn = null;
                if (side > 1 && !this.wanted) {
                    this.still = setTimeout(() => this.request(view, width, height, mode), STILL);
                }
                this._send();
            }
        }
    }

    /** How coarse moving frames are to be, from the milliseconds that one with all pixels takes. */
    _learn(milliseconds) {
        this.coarseness = 1;
        while (this.coarseness < COARSEST && milliseconds > SLOW * this.coarseness * this.coarseness) {
            this.coarseness *= 2;
        }
    }
}
