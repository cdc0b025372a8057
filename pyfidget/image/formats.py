"""The picture formats by name and by file extension."""
from pyfidget.image.png import write_colour_png, write_grey_png, write_png, write_rgb_png
from pyfidget.image.raster import write_colour_ppm, write_grey_pgm, write_pbm, write_pgm, write_ppm, write_rgb_ppm

PNG, PGM, PPM, PBM = range(4)
NAMES = ['png', 'pgm', 'ppm', 'pbm']


def format_named(name):
    """The format of a name or of a file extension without its dot, in either case; -1 if there is none."""
    name = name.lower()
    for i in range(len(NAMES)):
        if NAMES[i] == name:
            return i
    return -1


def has_colours(picture_format):
    return picture_format == PNG or picture_format == PPM


def has_greys(picture_format):
    return picture_format == PNG or picture_format == PGM


def write_picture(canvas, output, picture_format):
    """Write all of a picture to an Output; OSError. ValueError for a number that is no format."""
    if picture_format == PNG:
        write_png(canvas, output)
    elif picture_format == PGM:
        write_pgm(canvas, output)
    elif picture_format == PPM:
        write_ppm(canvas, output)
    elif picture_format == PBM:
        write_pbm(canvas, output)
    else:
        raise ValueError('no picture format has the number %d' % picture_format)


def write_painting(painting, output, picture_format):
    """Write all of a painting to an Output; OSError. ValueError for a number that is no format with colours."""
    if picture_format == PNG:
        write_colour_png(painting, output)
    elif picture_format == PPM:
        write_colour_ppm(painting, output)
    else:
        raise ValueError('no picture format with colours has the number %d' % picture_format)


def write_grey(rows, output, picture_format):
    """Write rows of 16-bit greys to an Output; OSError. ValueError for a number that is no format with greys."""
    if picture_format == PNG:
        write_grey_png(rows, output)
    elif picture_format == PGM:
        write_grey_pgm(rows, output)
    else:
        raise ValueError('no picture format with greys has the number %d' % picture_format)


def write_rgb(rows, output, picture_format):
    """Write rows of red, green and blue to an Output; OSError. ValueError for a number that is no format with colours."""
    if picture_format == PNG:
        write_rgb_png(rows, output)
    elif picture_format == PPM:
        write_rgb_ppm(rows, output)
    else:
        raise ValueError('no picture format with colours has the number %d' % picture_format)
