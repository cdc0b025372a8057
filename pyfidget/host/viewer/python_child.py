"""The process that runs one Python file for the viewer, and nothing else.

It is started before it is needed, imports pyfidget, says READY, and waits for one line of JSON on its standard input: the file's
`path` and `text`, and the `limit` in seconds. The answer is one JSON object: `vm`, the shape as text, or `fault`, `path`, `line`
and `column`. It goes to what was the standard output; what the file itself prints goes to the standard error.
"""
from __future__ import annotations

import ast
import importlib
import json
import linecache
import os
import signal
import sys
import traceback
from types import CodeType, FrameType
from typing import Any, NoReturn

READY = '\n'  # what it says when all is imported
NAME = 'shape'  # of the variable that holds the shape, where the last line is no expression


class _TimeIsUp(BaseException):
    """Not an Exception: a file's own `except Exception` is not to catch it."""


def main() -> None:
    answer_to = os.fdopen(os.dup(1), 'w', encoding='utf-8')
    os.dup2(2, 1)
    importlib.import_module('pyfidget.host.api')
    try:
        answer_to.write(READY)
        answer_to.flush()
    except BrokenPipeError:
        os._exit(0)  # the viewer has ended meanwhile
    line = sys.stdin.readline()
    if not line:
        return  # the viewer has ended, and never had a file for this process
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    order = json.loads(line)
    answer = run_file(order['path'], order['text'], order['limit'])
    answer_to.write(json.dumps(answer))
    answer_to.flush()
    os._exit(0)  # threads that the file has started do not keep the answer back


def run_file(path: str, text: str, limit: float) -> dict[str, Any]:
    """The shape of a file's text, as an answer."""
    sys.argv = [path]
    sys.path[0] = os.path.dirname(os.path.abspath(path))
    # For tracebacks: the text may be newer than what is in the file.
    linecache.cache[path] = len(text), None, text.splitlines(keepends=True), path
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        shape = _shape_of(path, text)
        vm = shape.to_vm()
    except _TimeIsUp as error:
        line, column = _place_of(error, path)
        return _fault(path, f'stopped after {limit:g} s', line, column)
    except SyntaxError as error:
        return _fault(error.filename or path, f'SyntaxError: {error.msg}', error.lineno or 0, error.offset or 0)
    except SystemExit as error:
        line, column = _place_of(error, path)
        return _fault(path, f'the file has ended itself, by exit({error.code!r})', line, column)
    except BaseException as error:  # whatever the file raises is what is wrong with it
        line, column = _place_of(error, path)
        return _fault(path, _first_line(error), line, column)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
    return {'vm': vm}


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise _TimeIsUp


def _shape_of(path: str, text: str) -> Any:
    tree = ast.parse(text, path)
    names: dict[str, Any] = {'__name__': '__main__', '__file__': path, '__builtins__': __builtins__}
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        exec(_compiled(tree.body[:-1], path), names)
        shape = eval(compile(ast.Expression(last.value), path, 'eval'), names)
        if hasattr(shape, 'to_vm'):
            return shape
    else:
        exec(_compiled(tree.body, path), names)
    if not hasattr(names.get(NAME), 'to_vm'):
        raise _NoShape(f'no shape: the last line is none, and there is no variable `{NAME}` that is one')
    return names[NAME]


class _NoShape(Exception):
    pass


def _compiled(body: list[ast.stmt], path: str) -> CodeType:
    return compile(ast.Module(body, []), path, 'exec')


def _first_line(error: BaseException) -> str:
    message = (str(error).splitlines() or [''])[0]
    if isinstance(error, _NoShape):
        return message
    return f'{type(error).__name__}: {message}' if message else type(error).__name__


def _place_of(error: BaseException, path: str) -> tuple[int, int]:
    """Line and column of the innermost place in the file itself; 0, 0 where there is none."""
    place = (0, 0)
    for frame in traceback.TracebackException.from_exception(error).stack:
        if frame.filename == path:
            column = getattr(frame, 'colno', None)  # of Python 3.11 and newer
            place = frame.lineno or 0, 1 if column is None else column + 1
    return place


def _fault(path: str, message: str, line: int, column: int) -> dict[str, Any]:
    return {'fault': message, 'path': path, 'line': line, 'column': column}


if __name__ == '__main__':
    main()
