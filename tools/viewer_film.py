"""Joins the pictures of viewer_film.mjs to an animated picture.

    python3 -m tools.viewer_film FOLDER FILM.webp
"""
import pathlib
import sys

import PIL.Image


def main():
    folder, film = pathlib.Path(sys.argv[1]), sys.argv[2]
    times = [int(line) for line in (folder / 'times.txt').read_text(encoding='ascii').split()]
    pictures = [PIL.Image.open(path).convert('RGB') for path in sorted(folder.glob('*.png'))]
    pictures[0].save(film, save_all=True, append_images=pictures[1:], duration=times, loop=0, quality=60, method=4)


if __name__ == '__main__':
    main()
