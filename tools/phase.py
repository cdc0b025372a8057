"""Run the phases of `make` quietly, and report how long each took.

phase.py run NAME LOG COMMAND...
    Run the command with its output in the file LOG. Say in one line that it runs and how long it took; if it fails, print the end
    of the log, say where it is, and fail.
phase.py show NAME COMMAND...
    Run the command with its output shown, and say in one line how long it took.
phase.py times NAME...
    Say how long each of these took when it last ran, if it ran since the times were last said.
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


def show(name, *command):
    os.makedirs('build', exist_ok=True)
    started = time.monotonic()
    status = subprocess.call(command)
    taken = time.monotonic() - started
    shown = '%d min %02d s' % divmod(round(taken), 60) if taken >= 60 else '%.1f s' % taken
    print('%s %s %s' % (name, 'failed after' if status else 'took', shown), flush=True)
    if status == 0:
        time_file(name).write_text(shown)
    return status


def taken_by(names):
    """What the phases took, 'NAME TIME' each, and forgets it."""
    times = []
    for name in names:
        file = time_file(name)
        if file.exists():
            times.append('%s %s' % (name, file.read_text()))
            file.unlink()
    return ', '.join(times)


def times(*names):
    print('all passed: %s' % taken_by(names))
    return 0


def report(picture):
    print('the picture is %s (%s)' % (os.path.abspath(picture), taken_by(PHASES)))
    return 0


if __name__ == '__main__':
    try:
        sys.exit({'run': run, 'show': show, 'times': times, 'report': report}[sys.argv[1]](*sys.argv[2:]))
    except KeyboardInterrupt:
        print(' interrupted')
        sys.exit(130)
