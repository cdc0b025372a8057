"""The pages of docs/: what they show runs, top to bottom, and draws the pictures that they show."""
import re
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from pyfidget.host import api, combinations, copies, curves, ellipses, halves, polygons, shapes, solids, transforms
from pyfidget.version import VERSION
from tests.conftest import ROOT
from tests.host.native import needs_library

PAGES = sorted((Path(ROOT) / 'docs').glob('*.md'))


def blocks(page):
    return re.findall(r'^```python\n(.*?)^```', page.read_text(encoding='utf-8'), re.MULTILINE | re.DOTALL)


def test_pages_are_short():
    assert len(PAGES) > 10
    for page in PAGES:
        assert page.read_text(encoding='utf-8').count('\n') <= 150


def test_the_reference_has_every_name_of_the_package():
    page = (Path(ROOT) / 'docs' / 'reference.md').read_text(encoding='utf-8')
    listed = re.findall(r'\w+', ' '.join(re.findall(r'members: \[(.*)\]', page)))
    assert sorted(listed) == sorted(set(api.__all__) - {'X', 'Y', 'Z'} | {'Mesh'})


def test_the_citation_is_of_this_version():
    assert f'\nversion: {VERSION}\n' in (Path(ROOT) / 'CITATION.cff').read_text(encoding='ascii')


def test_every_finding_is_listed():
    folder = Path(ROOT) / 'findings'
    listed = re.findall(r'^\| `(.*?)` \|', (folder / 'README.md').read_text(encoding='utf-8'), re.MULTILINE)
    assert listed == sorted(script.name for script in folder.glob('*.sh'))


@pytest.mark.slow
@needs_library
@pytest.mark.parametrize('page', PAGES, ids=lambda page: page.stem)
def test_the_examples_of_a_page_run(page, tmp_path, monkeypatch, capsys):
    (tmp_path / 'models').symlink_to(Path(ROOT) / 'models')
    monkeypatch.chdir(tmp_path)
    names = {}
    for source in blocks(page):
        exec(compile(source, page.name, 'exec'), names)
    check_pictures(page, tmp_path)
    check_comments(page, capsys.readouterr().out)


def check_pictures(page, folder):
    """Those that a page with examples shows are what these save, but for how Pillow's version shrinks them."""
    if not blocks(page):
        return
    for name in re.findall(r'!\[.*\]\((.*)\)', page.read_text(encoding='utf-8')):
        shown, drawn = (np.asarray(PIL.Image.open(place / name), float) for place in (page.parent, folder))
        assert shown.shape == drawn.shape and np.abs(shown - drawn).mean() < 1.0


def check_comments(page, output):
    """A comment beside the printing of an error is that error, or how it begins."""
    for comment in re.findall(r'print\(error\) +# (.*?)(?:, \.\.\.)?$', page.read_text(encoding='utf-8'), re.MULTILINE):
        assert comment in output


@pytest.mark.parametrize('page', PAGES, ids=lambda page: page.stem)
def test_every_file_that_a_page_names_is_there(page):
    for target in re.findall(r'\]\(([^):]+)\)', page.read_text(encoding='utf-8')):
        assert (page.parent / target.split('#')[0]).exists(), target


@pytest.mark.parametrize('module', [combinations, copies, curves, ellipses, halves, polygons, shapes, solids, transforms])
def test_the_page_about_drawing_has_every_function(module):
    page = (Path(ROOT) / 'docs' / 'drawing.md').read_text(encoding='utf-8')
    public = [name for name, value in vars(module).items()
              if name[0] != '_' and getattr(value, '__module__', '') == module.__name__ and callable(value)]
    assert public and [name for name in public if not re.search(rf'\b{name}\b', page)] == []
