#!/usr/bin/env bash
# Builds what changed, seeds a small demo the first time, serves. PORT= and DATA_DIR= choose another place.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

PORT=${PORT:-8080}
export LISTEN="127.0.0.1:$PORT" DATA_DIR="${DATA_DIR:-data}" APP_DIR="${APP_DIR:-dist}" CONTENT_DIR="${CONTENT_DIR:-content/default}"
export PUBLIC_ORIGIN="${PUBLIC_ORIGIN:-http://localhost:$PORT}"

[[ "$PORT" =~ ^[0-9]{1,5}$ ]] && [ "$PORT" -ge 1 ] && [ "$PORT" -le 65535 ] ||
  fail "PORT is \"$PORT\": give a number from 1 to 65535, for example \`make run PORT=8090\`."
if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  fail "Port $PORT is in use by another program: stop that one, or choose another with \`make run PORT=$((PORT < 65535 ? PORT + 1 : PORT - 1))\`."
fi
mkdir -p "$DATA_DIR" 2>/dev/null && [ -w "$DATA_DIR" ] ||
  fail "The folder $DATA_DIR cannot be written: make it writable, or choose another with \`make run DATA_DIR=…\`."

scripts/setup.sh run
scripts/build-app.sh
say "the server"
cargo build --release --locked --package server --bin main-tendue
server="$TARGET_DIR/release/main-tendue"

say "check the content of $CONTENT_DIR"
"$server" check-content "$CONTENT_DIR"
if [ -z "$(ls -A "$DATA_DIR")" ]; then
  say "seed a small demo population into $DATA_DIR"
  "$server" seed --demo >/dev/null
fi

say "Main Tendue is on $PUBLIC_ORIGIN (staff: $PUBLIC_ORIGIN/staff/). Ctrl-C stops it."
[ ! -f "$DATA_DIR/demo.txt" ] || cat "$DATA_DIR/demo.txt"
exec "$server" serve
