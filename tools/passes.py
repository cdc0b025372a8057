"""Tells what each pass of the quadtree engine removed, level by level, as a table and a chart.

    python3 tools/passes.py MODEL.vm [-o chart.svg] [--passes LIST] [--size N ...]
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from pyfidget.host.commands.passes import main
from pyfidget.host.diagrams.command import run_command

if __name__ == '__main__':
    run_command('passes.py', main, sys.argv[1:])
