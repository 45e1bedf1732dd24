# Tout ce qu'il faut savoir : « make run » installe et sert, « make test » vérifie.
.DEFAULT_GOAL := help
.PHONY: help run test setup bench soak drift hostile lock clean
PORT ?= 5000
KILLS ?= 200
BIN := .venv/bin
COMPILE := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header

help: ## montre cette aide
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /  /' | sort

run: setup ## installe au besoin, charge la démonstration, sert le site et lit les versements
	@MEDIATHEQUE_PORT=$(PORT) sh .ci/serve

setup: .venv/.installed ## installe ce qu'il faut dans .venv

test: .venv/.tested ## toute la suite de tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -n $$(( $$(nproc) + 1 )) --dist loadfile

bench: .venv/.tested ## mesures, en rapports avec un pair
	@$(BIN)/python tests/benchmarks/run.py

soak: .venv/.tested ## deux cents « kill -9 » à des moments tirés au sort, longs (KILLS=20 pour un essai)
	@$(BIN)/python tests/soak/kills.py --kills $(KILLS)

drift: .venv/.tested ## trois cents liens donnés, puis tout ce qui peut arriver à une collection
	@DRIFT=all $(BIN)/pytest tests/flows/test_drift.py -s

hostile: .venv/.tested ## des fichiers hostiles et abîmés, le site répondant
	@$(BIN)/python tests/hostile/run.py
	@$(BIN)/python tests/hostile/run.py --desk

lock: ## refait les listes de versions exactes (demande « uv »)
	$(COMPILE) --group build -o requirements-build.lock
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -o requirements-dev.lock

clean: ## enlève l'environnement (pas les données)
	rm -rf .venv

.venv/.installed: requirements.lock pyproject.toml .ci/setup
	@sh .ci/setup
	@touch $@

.venv/.tested: requirements-dev.lock .venv/.installed .ci/setup
	@sh .ci/setup dev
	@touch $@
