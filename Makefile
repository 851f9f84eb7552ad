# Two commands are all a newcomer needs: make demo, make test. `make help` lists the others.
PORT ?= 8000
DATA ?=
ARGS ?=
# The first Python on this machine that is new enough; else python3, which then says what it lacks.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)

LAUNCH = @exec $(PYTHON) -m config.local

.DEFAULT_GOAL := help
.PHONY: help demo test check bench setup lock clean

help:
	@echo "make demo   [PORT=8000] [DATA=folder]  install, build and run the demonstration"
	@echo "make test   [ARGS='tests/registry -n 0']  run the test suite"
	@echo "make check  lint, types, architecture, migrations, translations, templates"
	@echo "make bench  [ARGS='name ...']  measure"
	@echo "make setup  install and build only"
	@echo "make lock   write the requirement locks again"
	@echo "make clean  [DATA=folder]  remove everything that was made"

demo:
	$(LAUNCH) demo --port '$(PORT)' --data '$(DATA)'

test:
	$(LAUNCH) test --data '$(DATA)' $(ARGS)

check:
	$(LAUNCH) check

bench:
	$(LAUNCH) bench $(ARGS)

setup:
	$(LAUNCH) setup

lock:
	$(LAUNCH) lock $(ARGS)

clean:
	$(LAUNCH) clean --data '$(DATA)'
