#!/usr/bin/env bash
# Builds the app for the browser into dist/, when something changed, and holds its first load to the budget.
# BUDGET=report only prints the figures: the journeys run on a heavy app too, and `make check` is where it fails.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

STAMP=target/trunk/stamp
INPUTS=(src crates/domain crates/contract crates/one-component assets xtask build.rs index.html staff.html Trunk.toml Cargo.toml Cargo.lock
  rust-toolchain.toml scripts/env.sh scripts/build-app.sh scripts/styles.sh)

# A name for everything that the build reads: the files' names and what they hold.
inputs_name() {
  local files
  files=$(find "${INPUTS[@]}" -type f 2>/dev/null | sort)
  { printf '%s\n' "$files"; printf '%s\n' "$files" | git hash-object --no-filters --stdin-paths; } | git hash-object --stdin
}

measure() { cargo xtask budget dist || [ "${BUDGET:-hold}" = report ]; }

wanted=$(inputs_name)
if [ -f dist/index.html ] && [ "$(cat "$STAMP" 2>/dev/null)" = "$wanted" ]; then
  say "the app is built already: nothing that it is made of has changed"
  measure
  exit
fi

# The standard library is built with the app, for size, and without the words of Debug and the places of panics: a tenth
# less to download (docs/decisions/0007-the-standard-library-is-built-with-the-app.md). Only here: tests and lints use the library that comes with the compiler.
export RUSTC_BOOTSTRAP=1
export CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
# A bug ends in a trap, without words of its own: boot.js hears it and says so.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zlocation-detail=none -Zfmt-debug=none -Zunstable-options -Cpanic=immediate-abort"

say "the portal, for the browser"
trunk build index.html --features split --cargo-profile wasm-release --minify --dist target/trunk/portal
say "the staff desk, for the browser"
trunk build staff.html --cargo-profile wasm-release --minify --dist target/trunk/desk --public-url /staff/
# Fetched only by whoever chooses a HEIC photo that their browser does not open.
mkdir -p target/trunk/portal/heic
cp "$LIBHEIF/libheif.js" "$LIBHEIF/libheif.wasm" "$LIBHEIF/LICENSE" target/trunk/portal/heic/
unset RUSTC_BOOTSTRAP CARGO_UNSTABLE_BUILD_STD CARGO_UNSTABLE_BUILD_STD_FEATURES
say "optimise, compress, measure"
cargo xtask split "$TARGET_DIR/wasm32-unknown-unknown/wasm-release/portal.wasm" target/trunk/portal
cargo xtask dist target/trunk/portal target/trunk/desk dist
printf '%s\n' "$wanted" > "$STAMP"
measure
