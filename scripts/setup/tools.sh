# The tools that build and check, each in a folder of its own named by its version. Sourced by setup.sh.
# shellcheck shell=bash

# has_version COMMAND VERSION: the right version is in the cache or anywhere else on PATH.
has_version() { [ "$("$1" --version 2>/dev/null | awk '{ print $2 }' | head -n 1)" = "$2" ]; }

# cargo_tool CRATE COMMAND VERSION MINUTES [CARGO OPTION...]
# Optimised lightly: the tools run for seconds, and a full release build of them takes twice as long.
cargo_tool() {
  local crate=$1 command=$2 version=$3 minutes=$4 home="$TOOLS/$1-$3"
  shift 4
  has_version "$command" "$version" && return
  say "$crate $version: about $minutes minutes on two cores, once per machine (kept in $TOOLS)"
  # An interrupted build goes on where it stopped; the tool appears under its name when it is whole.
  CARGO_TARGET_DIR="$TOOLS/.build-$crate-$version" \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    cargo install "$crate" --version "=$version" --root "$home.part" "$@" ||
    fail "$crate $version could not be built: read cargo's message above; when it speaks of the network, check the connection to crates.io and run the same command again."
  rm -rf "$home" "$TOOLS/.build-$crate-$version"
  mv "$home.part" "$home"
}

setup_trunk() { cargo_tool trunk trunk "$TRUNK_VERSION" 9 --locked; }

# Without --locked: the lock file inside 0.2.130 names a crate version that the index no longer has.
setup_wasm_bindgen() {
  [ -n "$WASM_BINDGEN_VERSION" ] || fail "Cargo.lock names no wasm-bindgen: restore it with \`git checkout Cargo.lock\`."
  cargo_tool wasm-bindgen-cli wasm-bindgen "$WASM_BINDGEN_VERSION" 7
}

setup_s3_server() { cargo_tool s3s-fs s3s-fs "$S3S_FS_VERSION" 2 --locked --features binary; }

setup_cargo_deny() { cargo_tool cargo-deny cargo-deny "$CARGO_DENY_VERSION" 8 --locked; }

# npm_tool WHAT COMMAND PATTERN PACKAGE VERSION: PATTERN in what `COMMAND --version` prints says that it is there.
npm_tool() {
  local what=$1 command=$2 pattern=$3 package=$4 version=$5
  "$command" --version 2>/dev/null | grep -q "$pattern" && return
  npm_package "$what" "$package" "$version"
}

# npm_package WHAT PACKAGE VERSION
npm_package() {
  local what=$1 package=$2 version=$3 home="$TOOLS/$2-$3"
  say "$what ($package $version, by npm)"
  mkdir -p "$home"
  npm install --prefix "$home" --no-save --no-audit --no-fund --loglevel=error "$package@$version" ||
    fail "$what could not be downloaded: check the connection to registry.npmjs.org, then run the same command again."
}

# Distributions carry a wasm-opt that is too old for today's Rust.
setup_wasm_opt() { npm_tool wasm-opt wasm-opt "version ${BINARYEN_VERSION%%.*}\b" binaryen "$BINARYEN_VERSION"; }

setup_esbuild() { npm_tool esbuild esbuild "^$ESBUILD_VERSION\$" esbuild "$ESBUILD_VERSION"; }

# The tool that asks an interface by its document, in a folder of Python's own; complete when it names what it was made from.
setup_schemathesis() {
  local home="$TOOLS/schemathesis-$SCHEMATHESIS_VERSION" wanted=scripts/setup/schemathesis.txt
  cmp -s "$wanted" "$home/.installed" && return
  # Debian's Python has the two in a package of their own.
  have python3 && python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install "Python with its venv" python3 python3-venv
  say "schemathesis $SCHEMATHESIS_VERSION (by pip, kept in $TOOLS)"
  rm -rf "$home"
  python3 -m venv "$home" || fail "Python could not make the folder $home: it needs version 3.10 or newer with venv."
  "$home/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted" ||
    fail "schemathesis could not be downloaded: check the connection to pypi.org, then run the same command again."
  cp "$wanted" "$home/.installed"
}

setup_libheif() { [ -f "$LIBHEIF/libheif.wasm" ] || npm_package "the decoder of HEIC photos" libheif-js "$LIBHEIF_VERSION"; }
