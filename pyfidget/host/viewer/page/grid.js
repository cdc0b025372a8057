// Lines at round coordinates over the picture, with their numbers.

const APART = 90;  // pixels of the page between lines, at least
const FONT = 11;

/** Draw onto a canvas of the picture's size; ratio: of its pixels to those of the page. */
export function drawGrid(canvas, view, ratio) {
    const context = canvas.getContext('2d');
    const { width, height } = canvas;
    context.clearRect(0, 0, width, height);
    context.font = `${FONT * ratio}px system-ui, sans-serif`;
    const step = roundStep(APART * ratio * view.step(width, height));
    const [left, top] = view.sample(0, 0, width, height);
    const [right, bottom] = view.sample(width - 1, height - 1, width, height);
    for (const x of multiples(step, left, right)) {
        const column = Math.round((x - left) / (right - left) * (width - 1));
        line(context, column + 0.5, 0, column + 0.5, height, x === 0);
        label(context, text(x, step), column + 4 * ratio, height - 6 * ratio, ratio);
    }
    for (const y of multiples(step, bottom, top)) {
        const row = Math.round((top - y) / (top - bottom) * (height - 1));
        line(context, 0, row + 0.5, width, row + 0.5, y === 0);
        label(context, text(y, step), 4 * ratio, row - 4 * ratio, ratio);
    }
}

/** 1, 2 or 5 times a power of ten, at least so much. */
function roundStep(least) {
    const power = 10 ** Math.floor(Math.log10(least));
    return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= least) ?? 10 * power;
}

function multiples(step, first, last) {
    const found = [];
    const start = Math.ceil(first / step);
    for (let i = 0; start + i <= last / step && i < 1000; i++) {
        found.push((start + i) * step);
    }
    return found;
}

function text(value, step) {
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return digits > 7 || Math.abs(value) >= 1e7 ? value.toPrecision(12).replace(/\.?0+(e|$)/, '$1') : value.toFixed(digits);
}

function line(context, x0, y0, x1, y1, isAxis) {
    context.strokeStyle = isAxis ? 'rgb(64 150 255 / 0.95)' : 'rgb(128 160 200 / 0.45)';
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
}

function label(context, words, x, y, ratio) {
    context.lineWidth = 3 * ratio;
    context.strokeStyle = 'rgb(0 0 0 / 0.7)';
    context.strokeText(words, x, y);
    context.lineWidth = 1;
    context.fillStyle = '#cfe3ff';
    context.fillText(words, x, y);
}
