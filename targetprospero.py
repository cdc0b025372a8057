"""The RPython target: `rpython -O2 targetprospero.py`. `make translate` runs it."""
from pyfidget.cli import main
from pyfidget.version import BUILD


def target(driver, args):
    from rpython.memory.gc.incminimark import IncrementalMiniMarkGC
    # Start-up: the collector reads neither the environment nor the processor's cache size.
    IncrementalMiniMarkGC.TRANSLATION_PARAMS['read_from_env'] = False
    IncrementalMiniMarkGC.TRANSLATION_PARAMS['nursery_size'] = 256 * 1024
    # It has a dozen stacks, mostly empty: as many pages of memory to touch, if each had its usual first piece of 8 KB.
    IncrementalMiniMarkGC.TRANSLATION_PARAMS['chunk_size'] = 60  # addresses
    BUILD.native = True
    BUILD.jit = driver.config.translation.jit
    driver.exe_name = 'prospero-jit' if BUILD.jit else 'prospero-c'
    return main, None


def jitpolicy(driver):
    from rpython.jit.codewriter.policy import JitPolicy
    return JitPolicy()
