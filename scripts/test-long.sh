#!/usr/bin/env bash
# The slow proofs: the same tests with many more cases. LONG tells a test that it may take its time.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

scripts/setup.sh test
export LONG=1 PROPTEST_CASES="${PROPTEST_CASES:-20000}"
export TARGET_DIR
exec node scripts/test/main.mjs native postgres journeys interface
