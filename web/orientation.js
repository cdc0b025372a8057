// Where a picture of space looks from, as pyfidget/space/orientation.py: the same doubles, given the same sine and cosine.

const RADIANS = Math.PI / 180;

/** The 16 numbers of the matrix that takes samples to points, row by row, and the 9 whose columns are the viewer's axes.
 *  view: x, y, z, scale, and pitch and yaw in degrees; sine, cosine: of radians, rounded to nearest. */
export function orient({ x, y, z, scale, pitch, yaw }, sine, cosine) {
    const about = (degrees) => [sineOf(degrees, sine), cosineOf(degrees, cosine)];
    // There is no roll, but a zero may have a sign.
    const rotation = product(aboutY(...about(-yaw)), product(aboutX(...about(-pitch)), aboutZ(...about(-0))));
    const center = [x, y, z];
    const matrix = [0, 1, 2].flatMap((row) => [
        scale * rotation[3 * row], scale * rotation[3 * row + 1], scale * rotation[3 * row + 2] + center[row] * 0, center[row]]);
    const sign = scale > 0 ? 1 : -1;
    return { matrix: [...matrix, 0, 0, 0, 1], turn: rotation.map((entry) => sign * entry) };
}

/** Exact for multiples of 90 degrees. */
function sineOf(degrees, sine) {
    const turn = degrees - 360 * Math.trunc(degrees / 360);
    if (turn === 0 || Math.abs(turn) === 180) {
        return 0;
    }
    if (turn === 90 || turn === -270) {
        return 1;
    }
    if (turn === 270 || turn === -90) {
        return -1;
    }
    return sine(turn * RADIANS);
}

function cosineOf(degrees, cosine) {
    const turn = Math.abs(degrees - 360 * Math.trunc(degrees / 360));
    if (turn === 90 || turn === 270) {
        return 0;
    }
    return turn === 180 ? -1 : cosine(turn * RADIANS);
}

function aboutX(s, c) {
    return [1, 0, 0, 0, c, -s, 0, s, c];
}

function aboutY(s, c) {
    return [c, 0, s, 0, 1, 0, -s, 0, c];
}

function aboutZ(s, c) {
    return [c, -s, 0, s, c, 0, 0, 0, 1];
}

/** Of two matrices of 3 x 3. */
function product(one, other) {
    return [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) =>
        one[3 * row] * other[column] + one[3 * row + 1] * other[3 + column] + one[3 * row + 2] * other[6 + column]));
}
