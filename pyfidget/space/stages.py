"""What workers do: the columns of a picture, or a mesh, stage by stage. Raw memory only.

    PICTURE   columns.py
    SIGNS     the signs at the corners of cells, tower by tower: towers.py
    COUNT     how many vertices and quads there are, layer by layer: quads.py
    VERTICES  tower by tower: towers.py, crossings.py, sheets.py
    FACES     layer by layer: quads.py
"""
from pyfidget.space.columns import begin_column, go_on_with_column, is_at_column
from pyfidget.space.quads import count_layer, make_layer
from pyfidget.space.towers import begin_tower, find_signs, find_vertices
from pyfidget.space.worker import COUNT, FACES, PICTURE, SIGNS, VERTICES


def begin(w, number):
    """Begin the next of what there is to do in a stage; some of it is done at once."""
    if w.stage == PICTURE:
        begin_column(w, number)
    elif w.stage == SIGNS or w.stage == VERTICES:
        begin_tower(w, number)
    elif w.stage == COUNT:
        count_layer(w, number)
        w.layers_done = 1
    elif w.stage == FACES:
        make_layer(w, number)
        w.layers_done = 1


def is_at_work(w):
    """Whether what was begun is not done yet."""
    return w.layers_done > 0 or is_at_column(w)


def go_on(w):
    """Do a part of it."""
    if w.stage == PICTURE:
        go_on_with_column(w)
    elif w.stage == SIGNS:
        find_signs(w)
    elif w.stage == VERTICES:
        find_vertices(w)
    else:
        w.layers_done = 0
