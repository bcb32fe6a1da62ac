#!/usr/bin/env bash
# What the lock brings: known holes, a list of parts (SBOM), licences. The tools have an environment of their own.
set -euo pipefail
python=$1
tools=.supply
if ! { [ -x "$tools/bin/pip-audit" ] || { "$python" -m venv "$tools" && "$tools/bin/python" -m pip install -qq \
  --disable-pip-version-check --require-hashes --only-binary :all: -r scripts/supply.lock; }; } >/dev/null 2>&1; then
  echo "supply: its tools could not be installed here: known holes and SBOM are skipped"
  exec "$python" scripts/supply.py licences
fi
mkdir -p dist
"$tools/bin/cyclonedx-py" requirements requirements.lock --pyproject pyproject.toml --output-reproducible \
  --of JSON -o dist/sbom.cdx.json
"$tools/bin/pip-audit" --disable-pip --require-hashes -r requirements.lock -f json --progress-spinner off \
  --timeout 15 -o dist/audit.json >dist/audit.log 2>&1 || true
exec "$python" scripts/supply.py licences sbom holes
