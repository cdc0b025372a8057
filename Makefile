# pyfidget: `make` sets up, translates and renders a picture; `make help` lists the other targets.
#
# Whatever is downloaded or made on the way lies in build/. These may be given on the command line or in the environment:
#   PYTHON2=  a Python 2.7 (CPython or PyPy), which the RPython toolchain runs on
#   PYTHON3=  a Python 3.10 or newer, for the set-up and the tests
#   PORTABLE=1  translates for any processor of this kind, not just for one like this machine's
#   CFLAGS=, LDFLAGS=  for the C compiler, after the toolchain's own

.DELETE_ON_ERROR:
# Two translations at once would write to the same compile cache, which lies inside the rpython package.
.NOTPARALLEL:
.PHONY: all help setup translate translate-jit library wasm docs dist force
.PHONY: test test-fast test-python3 test-python2 test-native test-jit test-package test-web test-browser coverage soak sanitize bench bench-base bench-web bench-elementary bench-posters bench-passes bench-peers bench-fidget gallery lint clean distclean

# The files of the RPython program, but for the target files.
sources := $(shell find pyfidget -name '*.py' -not -path 'pyfidget/host/*')

# The interpreters, looked for only if a goal needs them. Without a Python 2.7 everything but the translation still works.
ifneq ($(filter-out help clean distclean,$(or $(MAKECMDGOALS),all)),)
python3 := $(shell tools/find-python 3 '$(PYTHON3)')
python2 := $(shell tools/find-python 2 '$(PYTHON2)')
$(if $(python3),,$(error no Python 3.10 or newer: $(if $(PYTHON3),PYTHON3=$(PYTHON3) is none,install one or give PYTHON3=)))
$(if $(PYTHON2),$(if $(python2),,$(error no Python 2.7: PYTHON2=$(PYTHON2) is none)))
endif
no_python2 := no Python 2.7 found (`make help` says how to get one)
get_python2 := Get one as a package (python2.7, pypy), by `pyenv install 2.7.18`, or unpack a PyPy 2.7 and give PYTHON2=

phase := '$(python3)' tools/phase.py
in_python3 := build/python3/bin/python
# No .pyc beside a source: 2.7 would go on importing it when the source is gone.
in_python2 := env PYTHONPATH=build/python2 PYTHONDONTWRITEBYTECODE=1 '$(python2)'

# The toolchain keeps the C sources of its last three sessions here instead of in /tmp. It would ask Mercurial for the name.
export PYPY_USESSION_DIR := build/sessions
export PYPY_USESSION_BASENAME := pyfidget

all: tempest.png page-if-any ## what plain `make` does: set up, translate, render tempest.png
	$(if $(rendered),,@echo 'nothing to do, the picture is $(CURDIR)/tempest.png')

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo 'Python 2.7, which translates, is looked for in PYTHON2=, then on PATH, then among the versions of pyenv.'
	@echo '$(get_python2)'

# ---- Set-up, translation, picture

setup: build/ready ## make the environments build/python3 and build/python2

build/ready: requirements/python3.txt requirements/python2.txt requirements/python2-hypothesis.txt \
    tools/set-up tools/set-up-toolchain
	@rm -f $@
	@'$(python3)' -c 'import ensurepip' 2>/dev/null || { \
	    echo 'set-up: $(python3) has no ensurepip: install the package python3-venv, or name another Python with PYTHON3='; exit 1; }
	@$(phase) run set-up build/set-up.log tools/set-up '$(python3)'
	@touch $@

translate: prospero-c ## translate to ./prospero-c
translate-jit: prospero-jit ## translate to ./prospero-jit, with the meta-tracing JIT (takes about 10 minutes)

prospero-c: level := -O2
prospero-jit: level := -Ojit

# A static binary starts a quarter of a millisecond sooner; not every system has the libraries for one.
static = $(shell echo 'int main(void) { return 0; }' | $(CC) -xc - -static -lm -lz -o build/static 2>/dev/null && echo -static)
prospero-c: link = $(static)

# Tuned for the build machine's CPU, unless it is to run on others as well.
# Zen's gathers are slower than loads one after the other, which is what the compiler does without them.
no_gathers := -mtune-ctrl=^use_gather,^use_gather_2parts,^use_gather_4parts
has_no_gathers = $(shell $(CC) $(no_gathers) -xc -c /dev/null -o /dev/null 2>/dev/null && echo $(no_gathers))
tuned := $(if $(PORTABLE),,-march=native $(if $(filter x86_64,$(shell uname -m)),-mprefer-vector-width=512 $(has_no_gathers)))

# Changes when the flags do.
build/flags: force | build/sessions
	@echo '$(tuned) $(CFLAGS) $(LDFLAGS)' | cmp -s - $@ || echo '$(tuned) $(CFLAGS) $(LDFLAGS)' > $@
force:

# The binary gets the time at which the translation began: a source that changed meanwhile is newer, as it should be. And it is
# copied: the toolchain writes it in small pieces, in which it stays in the system's memory, and would start 0.1 ms later.
prospero-c prospero-jit: build/ready build/flags Makefile targetprospero.py $(sources) | build/sessions
	$(if $(python2),,$(error $(no_python2)))
	@touch build/$@.began
	@CFLAGS='$(tuned) $(CFLAGS)' LDFLAGS='$(LDFLAGS) $(link)' $(phase) run translation build/translate.log $(in_python2) \
	    -m rpython.translator.goal.translate --batch $(level) --output=build/$@ targetprospero.py
	@cp build/$@ build/$@.whole
	@touch -r build/$@.began build/$@.whole
	@mv build/$@.whole $@
	@rm build/$@

build/sessions:
	@mkdir -p $@

ifneq ($(python2),)
renderer := ./prospero-c
tempest.png: prospero-c
else
renderer := $(in_python3) -m pyfidget.untranslated
tempest.png: build/ready $(sources)
endif

tempest.png: models/tempest.vm
	$(if $(python2),,@echo 'no Python 2.7 found: rendering the slow way, untranslated under Python 3. $(get_python2)')
	@$(phase) run rendering build/rendering.log $(renderer) models/tempest.vm -o $@
	@$(phase) report $@
	$(eval rendered := yes)

# ---- The Python package

library := pyfidget/host/libpyfidget.so
library: $(library) page-if-any ## translate to the native library of the Python package

# Of the folder build/csource; like the binaries it gets the time at which the translation began.
build/csource/build: build/ready targetlibrary.py tools/library_source.py LICENSE.rpython $(sources)
	$(if $(python2),,$(error $(no_python2)))
	@touch build/csource.began
	@$(phase) run translation build/translate.log $(in_python3) -m tools.library_source '$(python2)' build/python2 build/csource
	@touch -r build/csource.began $@

$(library): build/csource/build build/flags
	@CC='$(CC)' CFLAGS='$(tuned) $(CFLAGS)' LDFLAGS='$(LDFLAGS)' $(phase) run compilation build/compile.log sh $< $@

# ---- The page without a server

# The compiler keeps what it has compiled of its C library, and of ours.
build/web/pyfidget.wasm build/web/pyfidget-plain.wasm: export ZIG_GLOBAL_CACHE_DIR := $(CURDIR)/build/web-cache
in_web := build/web-env/bin/python

wasm: build/web/index.html build/web/pyfidget-plain.wasm ## make build/web, the page that needs no server (needs Node and npm)

build/web-ready: requirements/web.txt
	@rm -rf build/web-env
	@'$(python3)' -m venv build/web-env
	@$(phase) run set-up build/set-up-web.log $(in_web) -m pip install --disable-pip-version-check --no-deps \
	    --require-hashes -r $<
	@touch $@

build/web-c/runtime.c: build/csource/build tools/web/adapt.py tools/web/runtime.c $(wildcard tools/web/headers/*/*.h) build/ready
	@$(in_python3) -m tools.web.adapt build/csource build/web-c
	@touch $@

build/web/pyfidget.wasm build/web/pyfidget-plain.wasm: build/web-c/runtime.c tools/web/compile.py build/web-ready
	@$(phase) run compilation build/compile-web.log $(in_web) -m tools.web.compile build/csource build/web-c $@ \
	    $(if $(findstring plain,$@),--no-simd)

build/page-ready: tools/page/package.json tools/page/package-lock.json
	$(if $(npm),,$(error no npm: install Node.js 18 or newer))
	@rm -rf build/page
	@mkdir -p build/page
	@cp $^ build/page
	@$(phase) run set-up build/set-up-page.log npm ci --prefix build/page --no-audit --no-fund
	@touch $@

page_sources := $(wildcard web/*) $(wildcard pyfidget/host/viewer/page/*)
build/web/index.html: build/web/pyfidget.wasm build/page-ready tools/web/page.mjs $(page_sources) $(wildcard models/*.vm)
	@node tools/web/page.mjs build/page build/web/pyfidget.wasm models $@

# What the viewer's page takes from npm, bundled. Where npm or its packages are not to be had all else works without.
page := pyfidget/host/viewer/page
bundle := $(page)/editor.bundle.js
npm = $(shell command -v npm)
page: $(bundle) ## bundle the editor of the viewer's page (needs npm)

page-if-any:
	@test -e $(bundle) || $(if $(npm),$(MAKE) --no-print-directory page,false) || \
	    echo 'the viewer has no editor here: `make page` says why'

$(bundle): build/page-ready tools/build-page tools/page/editor.js $(filter-out %.bundle.js,$(wildcard $(page)/*.js))
	@$(phase) run page build/page.log tools/build-page build/page $(page)

docs/web.png: build/web/index.html tools/web/screenshot.mjs
	node tools/web/screenshot.mjs build/page '$(shell command -v chromium)' build/web/index.html tempest.vm $@

build/docs-ready: requirements/docs.txt
	@rm -rf build/docs-env
	@'$(python3)' -m venv build/docs-env
	@$(phase) run set-up build/set-up-docs.log build/docs-env/bin/python -m pip install --disable-pip-version-check --no-deps \
	    --require-hashes -r $<
	@touch $@

# mkdocs.yml makes every warning an error, and warns of links to what is not there.
docs: build/docs-ready ## build the documentation and the reference of every function into build/docs
	@$(phase) run documentation build/docs.log build/docs-env/bin/python -m mkdocs build

build/dist-ready: requirements/dist.txt
	@rm -rf build/dist-env
	@'$(python3)' -m venv build/dist-env
	@$(phase) run set-up build/set-up-dist.log build/dist-env/bin/python -m pip install --disable-pip-version-check --no-deps \
	    --require-hashes -r $<
	@touch $@

# The wheel is built from the source package, by the C in it: for any processor of this kind.
dist: build/csource/build build/dist-ready $(bundle) ## make dist/: a source package that carries the translated C, and wheels
	@rm -rf dist
	@PYFIDGET_CSOURCE=build/csource $(phase) run packaging build/dist.log build/dist-env/bin/pyproject-build --no-isolation
	@if grep 'without its native library' build/dist.log; then exit 1; fi
	@$(phase) run wheels build/wheels.log build/dist-env/bin/python tools/tag_wheels.py dist
	@grep -h 'no wheel for musl' build/wheels.log || true
	@ls -l dist

# ---- Tests

parts := test-python3 test-python2 test-native
test: $(parts) ## run the tests in all three worlds
	@$(phase) times $(parts)

ifneq ($(python2),)
test-python3: $(library)
endif
test-python3: build/ready ## test the sources untranslated and the Python package, under Python 3
	$(phase) show $@ $(in_python3) -m pytest --ignore=tests/native --ignore=tests/package --ignore=tests/web

ifneq ($(python2),)
test-fast: $(library)
endif
test-fast: build/ready ## run the quick tests of every room, with few random examples, in about a minute
	HYPOTHESIS_PROFILE=fast $(phase) show $@ $(in_python3) -m pytest -m 'not slow' --ignore=tests/native --ignore=tests/package \
	    --ignore=tests/web

coverage: $(library) build/ready ## say how much of pyfidget/host its tests run through
	$(in_python3) -m coverage erase
	$(in_python3) -m coverage run -m pytest tests/host tests/library
	$(in_python3) -m coverage combine --quiet
	$(in_python3) -m coverage report

test-python2: build/ready | build/sessions ## test the RPython sources untranslated, under Python 2.7
ifneq ($(python2),)
	$(phase) show $@ $(in_python2) -m pytest --ignore=tests/native --ignore=tests/package --ignore=tests/web --ignore=tests/host
else
	@echo '$@ skipped: $(no_python2)'
endif

ifneq ($(python2),)
test-native: prospero-c
endif
test-native: build/ready ## test the translated binary ./prospero-c
	$(if $(python2),$(phase) show $@ $(in_python3) -m pytest tests/native,@echo '$@ skipped: $(no_python2)')

test-jit: prospero-jit build/ready ## run the tests of the binary on ./prospero-jit
	PYFIDGET_BINARY=./prospero-jit $(in_python3) -m pytest tests/native

test-package: dist build/ready ## install what is in dist/ into fresh environments, and test it there
	$(in_python3) -m pytest tests/package

test-web: wasm $(library) build/ready ## test what is in build/web, in Node and in Chromium
	$(in_python3) -m pytest tests/web

# One browser after the other; of those that are not installed it says so.
test-browser: $(bundle) build/ready ## test the viewer in Chromium and Firefox
ifneq ($(python2),)
test-browser: prospero-c $(library)
endif
test-browser:
	@tools/test-browsers tests/browser/*.test.mjs

soak: build/ready prospero-c ## run the tests under Python 3, and the binary on random programs, with many more examples (takes long)
	HYPOTHESIS_PROFILE=soak $(in_python3) -m pytest tests/native/test_random_native.py
	HYPOTHESIS_PROFILE=soak $(in_python3) -m pytest --ignore=tests/native --ignore=tests/package --ignore=tests/web

sanitize: prospero-c $(library) ## pictures, heights, normals and meshes with the translated C under the compiler's sanitizers
	tools/sanitize $(in_python3) models/*.vm $(wildcard ../shared/models/*.vm)

bench: prospero-c build/ready ## measure ./prospero-c
	$(in_python3) tools/benchmark.py

BASE := bbd891f
bench-base: prospero-c build/ready ## measure frames beside those of an earlier commit, BASE=
	$(in_python3) -m tools.compare_builds --base '$(BASE)'

bench-elementary: build/ready build/flags | build/sessions ## measure the elementary functions beside the C library's
	$(if $(python2),,$(error $(no_python2)))
	@CFLAGS='$(tuned) $(CFLAGS)' LDFLAGS='$(LDFLAGS)' $(phase) run translation build/translate.log $(in_python2) \
	    -m rpython.translator.goal.translate --batch -O2 --output=build/elementary-speed tools/elementary_speed.py
	@build/elementary-speed

prospero := $(firstword $(wildcard ../shared/models/prospero.vm) models/tempest.vm)

bench-web: wasm $(library) build/ready ## measure what is in build/web, in Node and in Chromium, beside the native library
	$(in_python3) -m tools.web.benchmark build/web build/page $(prospero)

bench-passes: prospero-c build/ready ## measure frames of the compiled engine on what passes make of a model
	$(in_python3) -m tools.passes_benchmark $(prospero)

bench-posters: $(library) build/ready ## measure posters by one worker and by two, beside the engine alone
	$(in_python3) -m tools.poster_benchmark $(prospero)

# Fidget: the crates that benchmarks/fidget/Cargo.lock names, compiled by cargo, which takes some minutes the first time.
bench-peers: $(library) build/ready ## measure pictures, height maps and meshes beside Fidget's (needs cargo)
	CARGO_TARGET_DIR=build/fidget cargo build --quiet --release --locked --manifest-path benchmarks/fidget/Cargo.toml
	$(in_python3) -m benchmarks.peers

bench-fidget: bench-peers ## the same, by its old name

# The pictures of the documents, made anew by what they show.
gallery: prospero-c $(library) build/ready ## draw the pictures of docs/gallery (needs Graphviz)
	@mkdir -p docs/gallery
	./prospero-c models/tempest.vm --mode regions --size 512 -o docs/gallery/tempest-regions.png
	./prospero-c models/tempest.vm --mode sdf --size 512 -o docs/gallery/tempest-sdf.png
	./prospero-c models/gear.vm --mode regions --size 512 -o docs/gallery/gear-regions.png
	./prospero-c models/gear.vm --mode sdf --size 512 -o docs/gallery/gear-sdf.png
	$(in_python3) tools/graph.py models/gear.vm -o docs/gallery/gear-graph.svg
	$(in_python3) tools/graph.py models/gear.vm --predicates -o docs/gallery/gear-predicates.svg
	$(in_python3) tools/graph.py models/tempest.vm --region -0.25,0,0.25,0.5 -o docs/gallery/tempest-graph.svg
	$(in_python3) tools/quadtree.py models/gear.vm --size 64 --depth 2 -o docs/gallery/gear-tree.svg
	$(in_python3) tools/quadtree.py models/tempest.vm --depth 2 -o docs/gallery/tempest-tree.svg
	$(in_python3) tools/passes.py models/gear.vm -o docs/gallery/gear-passes.svg > /dev/null
	$(in_python3) tools/passes.py models/tempest.vm -o docs/gallery/tempest-passes.svg > /dev/null
	$(in_python3) -m tools.space_pictures
	$(in_python3) -m pyfidget film --random --seed 7 --frames 24 --size 256 -o docs/gallery/random.webp

# From a pointer's move to its frame, and from saving a file to its picture, in Chromium.
bench-viewer: $(bundle) $(library) build/ready ## measure the viewer in Chromium
	node tools/viewer_benchmark.mjs $(firstword $(wildcard ../shared/models/prospero.vm) models/tempest.vm)

film: $(bundle) $(library) build/ready ## make the animated picture of the viewer, docs/viewer.webp (needs Chromium)
	node tools/viewer_film.mjs build/film
	$(in_python3) -m tools.viewer_film build/film docs/viewer.webp

lint: build/ready ## check the style with ruff, and the types of pyfidget/host with mypy
	$(in_python3) -m ruff check
	$(in_python3) -m mypy

# ---- Cleaning

clean: ## remove what was built, but not the environments
	rm -rf prospero-c prospero-jit tempest.png $(library) $(page)/*.bundle.js $(page)/editor.LICENSE.txt dist pyfidget.egg-info .hypothesis .ruff_cache
	rm -rf build/sessions build/prospero-* build/csource* build/web build/web-c build/web-cache build/sanitize
	rm -rf build/*.log build/*.time build/mypy build/coverage build/docs
	find pyfidget tests tools -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## remove the environments as well
	rm -rf build
