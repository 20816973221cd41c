# Heads Up. `make` alone lists what there is.

VENV ?= .venv
PYTHON ?= $$(sh make/find_python.sh)
WORKERS ?= 2
RUN = $(VENV)/bin/python
RASA = $(RUN) -m rasa
LOCK = uv pip compile --quiet --override overrides.txt --python "$$python" --python-version 3.10 \
    --generate-hashes --no-header --no-annotate --no-emit-index-url

# Rasa imports in 7 seconds with bytecode and in 19 without; it reports nothing to its makers.
unexport PYTHONDONTWRITEBYTECODE
export RASA_TELEMETRY_ENABLED = false
export TEXT
export SQLALCHEMY_SILENCE_UBER_WARNING = 1

.DEFAULT_GOAL = help
.PHONY: help run chat explain staff-user audit-check store-check check-content sign-off review-sheet red-flags-review test test-all lint
.PHONY: format environment train evaluate tune bench cluster-test mutation faults security rasa-test lock clean

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-17s %s\n", $$1, $$2}' Makefile

run: train  ## Set up what is missing and serve the assistant on http://127.0.0.1:8000
	@exec $(RUN) -m bot serve

chat: train  ## Talk to the assistant in this terminal
	@exec $(RUN) -m bot chat

explain: train  ## Show how a text is read, step by step (TEXT="..."; ASKED=question for an answer)
	@exec $(RUN) -m bot explain $(if $(ASKED),--asked "$(ASKED)") -- "$$TEXT"

staff-user: environment  ## Make an account for the staff console
	@exec $(RUN) -m bot staff-user

audit-check: environment  ## Follow the chain of the audit trail
	@exec $(RUN) -m bot audit-check

store-check: environment  ## Check that what is stored fits together, as after a restore
	@exec $(RUN) -m bot store-check

check-content: environment  ## Check what clinicians and owners edit, without starting
	@exec $(RUN) -m bot check-content

sign-off: environment  ## Say who read and approved the content as it is (NAME="Dr ...")
	@exec $(RUN) -m bot sign-off

review-sheet: environment  ## Print all that a named clinician decides, as a document to sign
	@exec $(RUN) -m bot review-sheet

red-flags-review: environment  ## Write the sheet on which a clinician reviews the red flags
	@exec $(RUN) -m bot red-flags-review

test: lint train  ## Set up what is missing and run every check and test
	@exec $(RUN) -m pytest -n $(WORKERS) --dist loadgroup

test-all:  ## Run `make test` on each supported Python on this machine
	@sh make/find_python.sh all | while read -r python; do \
	    version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	    echo "Python $$version"; \
	    $(MAKE) --no-print-directory test VENV=.venv-$$version PYTHON="$$python" </dev/null || exit 1; \
	done

lint: environment  ## Check style, format and types
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check
	@$(RUN) -m mypy

format: environment  ## Format the code and mend what ruff can
	@$(RUN) -m ruff check --fix
	@$(RUN) -m ruff format

environment:  ## Install the locked packages into .venv where they are missing
	@python=$(PYTHON) && "$$python" make/environment.py $(VENV)

train: environment  ## Train the model where its inputs have changed
	@$(RUN) -m bot train

evaluate: train  ## Measure how well messages are understood (FILES="..." for others), into docs/evaluation.md
	@exec $(RUN) -m benchmarks.evaluation $(FILES)

tune:  ## Tune the learned ear anew, an hour of one core (FILES="..." of other trades set its thresholds)
	@python=$$(sh make/find_python.sh 3.11) && "$$python" make/environment.py $(VENV)-tune requirements/tune.txt
	@$(VENV)-tune/bin/python -m pip install --quiet --no-deps torch==2.13.0
	@exec $(VENV)-tune/bin/python -m benchmarks.tune $(FILES)

cluster-test: train  ## Three processes behind nginx: load, a kill, restarts (needs nginx), into docs/cluster.md
	@exec $(RUN) -m benchmarks.cluster

bench: train  ## Measure speed and memory against a stock Rasa project, into docs/performance.md
	@exec $(RUN) -m benchmarks.performance

faults: train  ## Kill, cut off and break it for an hour (ROWS="..." for some), into docs/faults.md
	@exec $(RUN) -m benchmarks.faults $(ROWS)

rasa-test: train  ## Let Rasa check its own data, the stories of tests/stories, and how it understands its examples
	@$(RASA) data validate
	@$(RASA) test core --e2e --stories tests/stories --fail-on-prediction-errors --no-plot --out results
	@$(RASA) test nlu --nlu data/nlu --no-plot --out results

security: train  ## Attack it at length, into docs/security.md (an hour on two cores)
	@python=$(PYTHON) && "$$python" make/environment.py $(VENV)-security requirements/security.txt
	@exec $(RUN) -m benchmarks.security $(VENV)-security/bin

mutation:  ## Break rules and code on purpose and see whether the tests notice (OPTIONS="..."), into docs/mutation.md
	@python=$(PYTHON) && "$$python" make/environment.py $(VENV)-mutation requirements/mutation.txt
	@$(VENV)-mutation/bin/python -m benchmarks.broken_rules
	@exec $(VENV)-mutation/bin/python -m benchmarks.mutation $(OPTIONS)

lock:  ## Lock the requirements anew, for both Pythons (needs uv and Python 3.10)
	@cd requirements && python=$$(sh ../make/find_python.sh 3.10) && \
	    $(LOCK) --output-file app.txt app.in && \
	    $(LOCK) --constraint app.txt --output-file dev.txt dev.in && \
	    $(LOCK) --output-file security.txt security.in && \
	    $(LOCK) --constraint dev.txt --output-file mutation.txt mutation.in && \
	    $(subst 3.10,3.11,$(LOCK)) --output-file tune.txt tune.in

clean:  ## Remove environments, models, results and caches; conversations (var/) stay
	@rm -rf .venv .venv-* models results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +
