"""Docstrings as Markdown, for `make docs`: examples become blocks of code, and what is aligned in columns becomes a list."""
import re

import griffe

_EXAMPLE = re.compile(r'^>>> ')
_ARGUMENT = re.compile(r'^((?:[a-z_]\w*)(?:, [a-z_]\w*)*)(?:  +| {3})(\S.*)$')


def to_markdown(text):
    """Blocks between blank lines, each as it is but for examples and tables of arguments."""
    return '\n\n'.join(_block(block.split('\n')) for block in re.split(r'\n\s*\n', text))


def _block(lines):
    if _EXAMPLE.match(lines[0]):
        return '\n'.join(['```python', *lines, '```'])
    if lines[0].startswith('    '):
        return '\n'.join(lines)  # is code already
    if _ARGUMENT.match(lines[0]):
        return _arguments(lines)
    return '\n'.join(lines)


def _arguments(lines):
    items = []
    for line in lines:
        found = _ARGUMENT.match(line)
        if found:
            names = ', '.join(f'`{name}`' for name in found[1].split(', '))
            items.append(f'- {names}: {found[2]}')
        else:
            items.append('    ' + line.strip())
    return '\n'.join(items)


class Markdown(griffe.Extension):
    """Rewrites each docstring once it has been read."""

    def on_object(self, *, obj, **_):
        if obj.docstring:
            obj.docstring.value = to_markdown(obj.docstring.value)
