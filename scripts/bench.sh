#!/usr/bin/env bash
# Prints the figures that the budgets speak of. Nothing here fails because a machine is slow.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

scripts/setup.sh run test
scripts/build-app.sh
cargo xtask budget dist
for file in crates/*/benches/*.rs crates/*/benches/*/main.rs; do
  [ -f "$file" ] || continue
  crate=${file#crates/}
  crate=${crate%%/*}
  name=${file#*/benches/}
  name=${name%/main.rs}
  name=${name%.rs}
  say "$crate: $name"
  cargo bench --locked --package "$crate" --bench "$name"
done
cargo build --locked --release --package server --bin main-tendue
export SERVER_BINARY="$TARGET_DIR/release/main-tendue"
say "a whole département (BENCH_PEOPLE=800000 for ten of them)"
# shellcheck disable=SC2086 # several sizes are several words
node tests/browser/scale.mjs ${BENCH_PEOPLE:-8000 81483}
say "the portal on the phone of the budgets"
node tests/browser/bench.mjs
