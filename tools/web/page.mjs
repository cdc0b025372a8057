// Makes the page that needs no server: one HTML file with the engine, its worker and the examples in it, so that it opens from a
// disk as well, where a page may read no other file.
//
//     node tools/web/page.mjs PACKAGES MODULE MODELS PAGE
//
// PACKAGES: the folder where npm put what tools/page names; MODULE: pyfidget.wasm; MODELS: a folder; PAGE: index.html.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const [packages, modulePath, models, page] = process.argv.slice(2).map((path) => resolve(path));
const esbuild = createRequire(join(packages, 'package.json'))('esbuild');
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const web = join(root, 'web');
const viewer = join(root, 'pyfidget', 'host', 'viewer', 'page');

/** A script of all that a file imports. parts: what its names `pyfidget:...` stand for. */
async function bundle(entry, format, parts) {
    const { outputFiles: [script] } = await esbuild.build({
        entryPoints: [join(web, entry)], bundle: true, minify: true, format, target: 'es2022', charset: 'utf8', write: false,
        logLevel: 'error', plugins: [{ name: 'parts', setup: (build) => resolveParts(build, parts) }],
    });
    return script.text;
}

function resolveParts(build, parts) {
    build.onResolve({ filter: /^pyfidget:/ }, ({ path }) => ({ path, namespace: 'parts' }));
    build.onLoad({ filter: /./, namespace: 'parts' }, ({ path }) => parts[path.replace('pyfidget:', '')]);
}

function readExamples() {
    const names = readdirSync(models).filter((name) => name.endsWith('.vm')).sort();
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(models, name), 'utf8')]));
}

const worker = await bundle('worker.js', 'iife', {});
const script = await bundle('page.js', 'esm', {
    engine: { contents: gzipSync(readFileSync(modulePath), { level: 9 }), loader: 'binary' },
    examples: { contents: JSON.stringify(readExamples()), loader: 'json' },
    worker: { contents: worker, loader: 'text' },
});
const parts = {
    icon: readFileSync(join(viewer, 'icon.svg')).toString('base64'),
    style: [join(viewer, 'viewer.css'), join(web, 'page.css')].map((path) => readFileSync(path, 'utf8')).join(''),
    script: script.replaceAll('</script', '<\\/script'),
};
writeFileSync(page, readFileSync(join(web, 'index.html'), 'utf8').replace(/\{(icon|style|script)\}/g, (_, name) => parts[name]));
