#!/usr/bin/env sh
# One file of styles for the portal, one for the desk, in the order of the layers: Trunk does not resolve @import, and
# each link costs a request on a slow network. A new component's css is picked up by itself. The theme stays apart
# (assets/styles/theme.css).
set -eu
cd "$(dirname "$0")/.."
mkdir -p target/gen

# join OUT FILE...: unchanged styles keep their date, so that `trunk serve` does not see a change of its own making.
join() {
  out=target/gen/$1
  shift
  cat "$@" > "$out.$$"
  if cmp -s "$out.$$" "$out"; then rm "$out.$$"; else mv "$out.$$" "$out"; fi
}

FIRST="assets/styles/tokens.css assets/styles/base.css assets/styles/layout.css"
KIT="src/ui/*/*.css"
PAGES="src/features/*/*.css"
LAST="assets/styles/shell.css assets/styles/utilities.css"
# shellcheck disable=SC2086
join portal.css $FIRST $KIT $PAGES $LAST
# shellcheck disable=SC2086
join desk.css $FIRST $KIT src/desk/*.css $LAST
