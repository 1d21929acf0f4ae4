#!/usr/bin/env bash
# Prints the figures that the budgets speak of. Nothing here fails because a machine is slow.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

scripts/setup.sh run test
scripts/build-app.sh
cargo xtask budget dist
for file in crates/*/benches/*.rs; do
  [ -f "$file" ] || continue
  crate=${file#crates/}
  crate=${crate%%/*}
  name=$(basename "$file" .rs)
  say "$crate: $name"
  cargo bench --locked --package "$crate" --bench "$name"
done
say "the portal on the phone of the budgets"
cargo build --locked --release --package server --bin main-tendue
SERVER_BINARY="$TARGET_DIR/release/main-tendue" node tests/browser/bench.mjs
