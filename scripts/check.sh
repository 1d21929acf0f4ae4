#!/usr/bin/env bash
# What a change must hold before it is tested. Runs every check, then says which failed.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

scripts/setup.sh check

failed=()
# check WHAT COMMAND...
check() {
  local what=$1
  shift
  say "$what"
  "$@" || failed+=("$what")
}

WASM=(--target wasm32-unknown-unknown --locked --package main-tendue)

check "format" cargo fmt --all --check
check "lints, native" cargo clippy --workspace --all-targets --locked -- -D warnings
check "lints, the app in the browser" cargo clippy "${WASM[@]}" --lib --bins -- -D warnings
# Clippy does not see that a test of the browser is a test, where unwrap is allowed.
check "lints, the app's tests in the browser" \
  cargo clippy "${WASM[@]}" --lib --profile test -- -D warnings -A clippy::unwrap_used
check "dependencies: bans, licences, sources" cargo deny --log-level error --locked check bans licenses sources
check "house rules" cargo test --quiet --workspace --locked --test house_rules
check "the app and its size budget" scripts/build-app.sh

if [ ${#failed[@]} -gt 0 ]; then
  printf '\n' >&2
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
say "every check passed"
