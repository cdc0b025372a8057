"""Draws the dataflow graph of a model: what is computed from what, the whole, or its part that is live in a region.

    python3 tools/graph.py MODEL.vm [-o graph.svg] [--region X0,X1,Y0,Y1] [--predicates] [--z Z] [--levels N]
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from pyfidget.host.commands.graph import main
from pyfidget.host.diagrams.command import run_command

if __name__ == '__main__':
    run_command('graph.py', main, sys.argv[1:])
