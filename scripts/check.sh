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

# Beside the lints, which have another folder of the build: linking takes one processor only.
app_log=$(mktemp)
scripts/build-app.sh > "$app_log" 2>&1 &
app=$!
# app_is_built: whether it was, once it has ended, with what it printed.
app_is_built() {
  local code=0
  wait "$app" || code=$?
  cat "$app_log"
  rm -f "$app_log"
  return "$code"
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
check "the app and its size budget" app_is_built

if [ ${#failed[@]} -gt 0 ]; then
  printf '\n' >&2
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
say "every check passed"
