# What only the tests need: a browser and its driver, PostgreSQL, the antivirus, a reader of pages, the npm tools. Sourced by setup.sh.
# shellcheck shell=bash

# The newest PostgreSQL's folder of commands; empty when there is none.
postgres_bin() { find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1 | xargs -r dirname; }

setup_system_packages() {
  local missing=()
  have chromium || missing+=(chromium)
  have chromedriver || missing+=(chromium-driver)
  [ -n "$(postgres_bin)" ] || missing+=(postgresql)
  # Without the signatures that freshclam would download: the tests bring their own.
  [ -x /usr/sbin/clamd ] || have clamd || missing+=(clamav-daemon)
  # Draw the pages of a PDF, and read what is on them.
  have pdftoppm || missing+=(poppler-utils)
  have tesseract || missing+=(tesseract-ocr)
  # Says what a process has used.
  [ -x /usr/bin/time ] || missing+=(time)
  # The engine without its windows, where the distribution has it; the journeys take the whole browser elsewhere.
  if [ "$(. /etc/os-release && printf %s "$ID")" = debian ]; then
    have chromium-headless-shell || missing+=(chromium-headless-shell)
  fi
  [ ${#missing[@]} -eq 0 ] || apt_install "Chromium, PostgreSQL, ClamAV, Poppler, Tesseract or time for the tests" "${missing[@]}"
}

setup_npm_packages() {
  local folder=tests/browser
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-lock" && return
  say "the journeys' tools (npm ci in $folder)"
  npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error ||
    fail "The journeys' tools could not be downloaded: check the connection to registry.npmjs.org, then run the same command again."
  cp "$folder/package-lock.json" "$folder/node_modules/.installed-lock"
}
