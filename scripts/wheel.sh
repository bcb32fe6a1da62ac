#!/usr/bin/env bash
# Build the wheel and run `qa --help` and `qa doctor` from it in an empty environment.
set -euo pipefail
python=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"$python" -m pip wheel -qq --no-deps --wheel-dir "$place/dist" .
"$python" -m venv "$place/venv"
# The wheel itself has no hash in the lock: the versions of the lock alone are asked for.
sed -e 's/ \\$//' -e '/^ *--hash/d' requirements.lock >"$place/constraints.txt"
"$place/venv/bin/python" -m pip install -qq --disable-pip-version-check -c "$place/constraints.txt" "$place"/dist/*.whl
cd "$place"
HOME=$place "$place/venv/bin/qa" --help >help.txt
grep -q summarize help.txt
HOME=$place "$place/venv/bin/qa" doctor
echo "wheel: $(basename "$place"/dist/*.whl) works in an empty environment"
