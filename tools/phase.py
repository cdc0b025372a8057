"""Run the phases of `make` quietly, and report how long each took.

phase.py run NAME LOG COMMAND...
    Run the command with its output in the file LOG. Say in one line that it runs and how long it took; if it fails, print the end
    of the log, say where it is, and fail.
phase.py report PICTURE
    Say where the picture is, and the times of the phases that ran since the last report.
"""
import os
import pathlib
import subprocess
import sys
import time

PHASES = ('set-up', 'translation', 'rendering')
TAIL_LINES = 30


def time_file(name):
    return pathlib.Path('build', name + '.time')


def run(name, log, *command):
    print('%s ...' % name, end='', flush=True)
    os.makedirs(os.path.dirname(log), exist_ok=True)
    started = time.monotonic()
    with open(log, 'wb') as output:
        status = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    taken = '%.3f s' % (time.monotonic() - started)
    if status != 0:
        print(' failed after %s, the log ends with' % taken)
        with open(log, errors='replace') as text:
            sys.stdout.writelines(text.readlines()[-TAIL_LINES:])
        print('%s failed (status %d), the whole log is %s' % (name, status, log))
        return 1
    print(' %s' % taken)
    time_file(name).write_text(taken)
    return 0


def report(picture):
    times = []
    for name in PHASES:
        file = time_file(name)
        if file.exists():
            times.append('%s %s' % (name, file.read_text()))
            file.unlink()
    print('the picture is %s (%s)' % (os.path.abspath(picture), ', '.join(times)))
    return 0


if __name__ == '__main__':
    try:
        sys.exit({'run': run, 'report': report}[sys.argv[1]](*sys.argv[2:]))
    except KeyboardInterrupt:
        print(' interrupted')
        sys.exit(130)
