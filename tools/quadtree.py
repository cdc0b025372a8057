"""Draws what the quadtree engine did as a tree: for each region its program before and after, and what became of it.

    python3 tools/quadtree.py MODEL.vm [-o tree.svg] [--depth N] [--around X,Y] [--size N ...]
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from pyfidget.host.commands.quadtree import main
from pyfidget.host.diagrams.command import run_command

if __name__ == '__main__':
    run_command('quadtree.py', main, sys.argv[1:])
