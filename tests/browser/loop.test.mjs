// Which frames the page asks for, with renderers that the test answers for.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FrameLoop } from '../../pyfidget/host/viewer/page/loop.js';

/** A loop with a renderer whose frames come when the test says so: `asked` are the requests that wait. */
function makeLoop() {
    const asked = [];
    const shown = [];
    const faults = [];
    const renderer = {
        frame: (view, width, height) => new Promise((resolve, reject) => asked.push({
            view, width, height, reject,
            give: (milliseconds) => resolve({ width, height, milliseconds }),
            drop: () => resolve(null),
        })),
    };
    const loop = new FrameLoop(renderer, (frame, request) => shown.push([request.view, frame.width]),
                               (error) => faults.push(error.message));
    return { loop, asked, shown, faults, turn: () => new Promise((done) => setTimeout(done, 0)) };
}

test('while one frame is drawn the newest view alone waits', async () => {
    const { loop, asked, shown, turn } = makeLoop();
    for (let i = 0; i < 10; i++) {
        loop.request(i, 100, 100, 'plain', true);
    }
    assert.deepEqual(asked.map(({ view }) => view), [0]);
    asked[0].give(1);
    await turn();
    assert.deepEqual(asked.map(({ view }) => view), [0, 9]);
    asked[1].give(1);
    await turn();
    assert.deepEqual(shown, [[0, 100], [9, 100]]);
    assert.ok(loop.isIdle);
});

test('slow frames have fewer pixels while the view moves, and all of them when it is still', async () => {
    const { loop, asked, shown, turn } = makeLoop();
    loop.request('a', 100, 60, 'plain', true);
    loop.request('b', 100, 60, 'plain', true);
    asked[0].give(400);
    await turn();
    assert.deepEqual([asked[1].width, asked[1].height], [25, 15]);
    asked[1].give(25);
    await turn();
    assert.ok(!loop.isIdle);
    while (asked.length < 3) {
        await turn();
    }
    assert.deepEqual([asked[2].view, asked[2].width], ['b', 100]);
    asked[2].give(400);
    await turn();
    assert.deepEqual(shown.at(-1), ['b', 100]);
    assert.ok(loop.isIdle);
});

test('a still frame is overtaken at once; what comes out of turn is not shown', async () => {
    const { loop, asked, shown, turn } = makeLoop();
    loop.request('a', 9, 9, 'plain');
    loop.request('b', 9, 9, 'plain');
    assert.deepEqual(asked.map(({ view }) => view), ['a', 'b']);
    asked[1].give(1);
    await turn();
    asked[0].give(1);
    await turn();
    assert.deepEqual(shown, [['b', 9]]);
});

test('frames that there are none of, and faults, hold nothing up', async () => {
    const { loop, asked, shown, faults, turn } = makeLoop();
    loop.request('a', 9, 9, 'plain', true);
    asked[0].drop();
    await turn();
    loop.request('b', 9, 9, 'plain', true);
    asked[1].reject(new Error('no memory'));
    await turn();
    loop.request('c', 9, 9, 'plain', true);
    asked[2].give(1);
    await turn();
    assert.deepEqual([shown, faults], [[['c', 9]], ['no memory']]);
});
