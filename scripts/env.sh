# Sourced by the other scripts: where things are, which versions, how a script speaks. Needs bash.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

locked_version() { awk -v name="name = \"$1\"" '$0 == name { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock; }

TRUNK_VERSION=0.22.1
CARGO_DENY_VERSION=0.20.2
# A real S3 server for the tests; a program of its own, so that no feature of what it is built from changes ours.
S3S_FS_VERSION=0.17.0
BINARYEN_VERSION=132.0.0
ESBUILD_VERSION=0.28.2
# Opens photos in Apple's format where the browser does not; no part of the app's own files.
LIBHEIF_VERSION=1.23.2
# Asks the interface by its own document; with what it needs, to the digit.
SCHEMATHESIS_VERSION=$(awk -F '==' '$1 == "schemathesis" { print $2 }' scripts/setup/schemathesis.txt)
# The two halves of wasm-bindgen speak a private format: the tool must be the version that the lock file names.
WASM_BINDGEN_VERSION=$(locked_version wasm-bindgen)

TOOLS="${XDG_CACHE_HOME:-$HOME/.cache}/main-tendue/tools"
BINARYEN_BIN="$TOOLS/binaryen-$BINARYEN_VERSION/node_modules/.bin"
LIBHEIF="$TOOLS/libheif-js-$LIBHEIF_VERSION/node_modules/libheif-js/libheif-wasm"
# Not on PATH: beside it is a python3 of its own.
SCHEMATHESIS="$TOOLS/schemathesis-$SCHEMATHESIS_VERSION/bin/schemathesis"
ESBUILD_BIN="$TOOLS/esbuild-$ESBUILD_VERSION/node_modules/.bin"
PATH="$TOOLS/trunk-$TRUNK_VERSION/bin:$TOOLS/wasm-bindgen-cli-$WASM_BINDGEN_VERSION/bin:$TOOLS/cargo-deny-$CARGO_DENY_VERSION/bin:$TOOLS/s3s-fs-$S3S_FS_VERSION/bin:$BINARYEN_BIN:$ESBUILD_BIN:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
export PATH
export TRUNK_SKIP_VERSION_CHECK=true

TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}

# On a terminal a step stands out; in a log it is plain.
if [ -t 1 ]; then BOLD=$'\e[1m' PLAIN=$'\e[0m'; else BOLD='' PLAIN=''; fi

say() { printf '%s==> %s%s\n' "$BOLD" "$*" "$PLAIN"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
