"""Tells what each pass of the quadtree engine removed, level by level, as a table and a chart.

    pyfidget passes MODEL.vm [-o chart.svg] [--passes LIST] [--size N ...]
"""

from pyfidget.arguments import UsageError
from pyfidget.host.diagrams.command import load_program, tell
from pyfidget.host.diagrams.pass_chart import FORMATS, draw_chart, write_chart
from pyfidget.host.diagrams.pass_table import measure_passes, table_lines
from pyfidget.host.diagrams.run_options import RunParser


def main(words, name):
    """words: of the command line; name: of the command, for messages."""
    parser = RunParser(name, 'Tell what each pass of the quadtree engine removed from a model, as a table and a chart.')
    parser.add_output(FORMATS, 'draw the chart as well')
    parsed = parser.read(words)
    try:
        rows = measure_passes(load_program(parsed.model, parsed.largest_model), parsed.run)
    except UsageError as fault:
        parser.error(fault.message)
    tell('\n'.join(table_lines(rows)) + '\n')
    if parsed.output:
        write_chart(draw_chart(rows, parsed.title), parsed.output)
