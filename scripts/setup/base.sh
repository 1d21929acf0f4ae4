# What every part stands on: disk space, Rust, Node, a C linker. Sourced by setup.sh.
# shellcheck shell=bash

GB_COLD=5
GB_WARM=1

# A cold build writes about 5 GB; a warm one little. Cargo's own message on a full disk names a file, not the cause.
require_space() {
  local needed=$GB_COLD folder free_kb
  [ -d "$TARGET_DIR/debug" ] || [ -d "$TARGET_DIR/release" ] && needed=$GB_WARM
  mkdir -p "$TOOLS" 2>/dev/null || fail "The folder $TOOLS cannot be written: make it writable, or set XDG_CACHE_HOME to a folder that is."
  for folder in "$ROOT" "$TOOLS"; do
    free_kb=$(df -Pk "$folder" | awk 'NR == 2 { print $4 }')
    [ "$free_kb" -ge $((needed * 1000 * 1000)) ] ||
      fail "The disk that holds $folder has less than $needed GB free: make room, then run the same command again."
  done
}

wanted_toolchain() { awk -F '"' '/^channel/ { print $2 }' rust-toolchain.toml; }

toolchain_is_ready() {
  local sysroot
  [ "$(RUSTUP_AUTO_INSTALL=0 rustc --version 2>/dev/null | awk '{ print $2 }')" = "$(wanted_toolchain)" ] || return 1
  sysroot=$(rustc --print sysroot)
  [ -d "$sysroot/lib/rustlib/wasm32-unknown-unknown/lib" ] && have cargo-clippy && have rustfmt &&
    cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1
}

setup_toolchain() {
  toolchain_is_ready && return
  have rustup || fail "Rust is missing: install rustup from https://rustup.rs, open a new terminal, then run the same command again."
  say "Rust $(wanted_toolchain) and its WebAssembly target"
  rustup toolchain install ||
    fail "Rust $(wanted_toolchain) could not be downloaded: check the connection to static.rust-lang.org, then run the same command again."
  toolchain_is_ready || fail "Rust $(wanted_toolchain) is installed but incomplete: run \`rustup toolchain install $(wanted_toolchain) --force -t wasm32-unknown-unknown -c clippy -c rustfmt\`."
}

require_node() {
  local major
  have node && have npm || fail "Node.js is missing: install version 20 or newer from https://nodejs.org (it comes with npm), then run the same command again."
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || fail "Node.js $major is too old: install version 20 or newer from https://nodejs.org, then run the same command again."
}

setup_linker() { have cc || apt_install "A C compiler and linker" gcc libc6-dev; }

# apt_install WHAT PACKAGE...
apt_install() {
  local what=$1 as_root=()
  shift
  have apt-get || fail "$what is missing, and this is not Debian or Ubuntu: install what these packages hold there ($*), then run the same command again."
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || fail "$what is missing: ask an administrator to run \`apt-get install $*\`, then run the same command again."
    as_root=(sudo)
  fi
  say "$what ($*, by apt)"
  "${as_root[@]}" apt-get update -q || fail "apt could not refresh its lists: check the network, then run the same command again."
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" ||
    fail "apt could not install $*: read its message above, then run the same command again."
}
