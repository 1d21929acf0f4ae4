#!/usr/bin/env bash
# Everything, real parts included. The stages are in scripts/test/stages.mjs; the last line says how many passed.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

scripts/setup.sh test
export TARGET_DIR
exec node scripts/test/main.mjs
