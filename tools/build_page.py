"""Bundles what the viewer's page takes from npm, for a package that is being built: by tools/build-page."""
import pathlib
import shutil
import subprocess
import tempfile

SCRIPT = pathlib.Path(__file__).with_name('build-page')


class NoPage(Exception):
    """There are no bundles to be had; the message says why."""


def build_page(page):
    """Put them into a folder; NoPage."""
    if not shutil.which('npm'):
        raise NoPage('there is no npm')
    with tempfile.TemporaryDirectory() as work:
        done = subprocess.run(['sh', str(SCRIPT), work, str(page)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise NoPage(f'npm has failed: {(done.stdout.strip().splitlines() or [""])[-1]}')
