// The editor of the viewer's page: CodeMirror, with the language of models. `make page` bundles it into editor.bundle.js.

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const OPERATIONS = new Set(('var-x var-y var-z const abs neg sqrt square floor ceil round sin cos tan asin acos atan exp ln not ' +
    'rand recip add sub mul div min max atan2 compare mod and or mix').split(' '));

/** A line of a model: a name, an operation, its arguments. */
const models = StreamLanguage.define({
    name: 'pyfidget model',
    startState: () => ({ word: 0 }),
    token(stream, state) {
        if (stream.sol()) {
            state.word = 0;
        }
        if (stream.eatSpace()) {
            return null;
        }
        if (stream.peek() === '#') {
            stream.skipToEnd();
            return 'comment';
        }
        stream.eatWhile(/[^\s#]/);
        state.word++;
        if (state.word === 1) {
            return 'variableName.definition';
        }
        if (state.word === 2) {
            return OPERATIONS.has(stream.current()) ? 'keyword' : 'invalid';
        }
        return /^[-+]?[\d.]/.test(stream.current()) ? 'number' : 'variableName';
    },
    languageData: { commentTokens: { line: '#' } },
});

const colours = HighlightStyle.define([
    { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
    { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: 'var(--code-keyword)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
    { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
    { tag: [tags.definition(tags.variableName), tags.function(tags.variableName)], color: 'var(--code-name)' },
    { tag: tags.invalid, color: 'var(--fault)' },
]);

const theme = EditorView.theme({
    '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--paper)', fontSize: '13px' },
    '&.cm-focused': { outline: 'none' },  // viewer.css has one for all
    '.cm-scroller': { fontFamily: 'ui-monospace, monospace' },
    '.cm-content': { caretColor: 'var(--ink)' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--muted)', borderRightColor: 'var(--edge)' },
    '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 10%, transparent)' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
        backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent) !important',
    },
    '.cm-tooltip': { backgroundColor: 'var(--paper)', color: 'var(--ink)', borderColor: 'var(--edge)' },
});

/**
 * An editor in an element. Options: text; isPython; label; changed(), after each edit of the user's; save(), for Ctrl-S.
 * Gives an object with `text`, to read or to set; mark(fault), which underlines a place (`line`, `column`, `text`; line 0: none);
 * focus().
 */
export function makeEditor(element, { text, isPython, label, changed, save }) {
    let isQuiet = false;
    const view = new EditorView({ parent: element });
    view.setState(EditorState.create({
        doc: text,
        extensions: [
            EditorState.lineSeparator.of(text.includes('\r\n') ? '\r\n' : '\n'),
            lineNumbers(), lintGutter(), history(), drawSelection(), bracketMatching(), highlightActiveLine(),
            keymap.of([{ key: 'Mod-s', run: () => (save(), true), preventDefault: true }, ...defaultKeymap, ...historyKeymap]),
            isPython ? python() : models, syntaxHighlighting(colours), theme,
            EditorView.contentAttributes.of({ 'aria-label': label }),
            EditorView.updateListener.of((update) => update.docChanged && !isQuiet && changed()),
        ],
    }));
    return {
        get text() {
            return view.state.sliceDoc();
        },
        set text(newText) {
            isQuiet = true;
            view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: view.state.toText(newText) } });
            isQuiet = false;
        },
        mark(fault) {
            view.dispatch(setDiagnostics(view.state, fault.line ? [diagnosticOf(view.state.doc, fault)] : []));
        },
        focus() {
            view.focus();
        },
    };
}

/** From the fault's column to the end of its word. */
function diagnosticOf(doc, { line, column, text }) {
    const place = doc.line(Math.max(1, Math.min(line, doc.lines)));
    const before = [...place.text].slice(0, Math.max(column - 1, 0)).join('');  // columns count characters, not UTF-16
    const from = place.from + Math.min(before.length, place.length);
    const word = doc.sliceString(from, place.to).match(/^\S+/);
    const to = word ? from + word[0].length : place.to;
    return { from: Math.min(from, Math.max(to - 1, place.from)), to, severity: 'error', message: text };
}
