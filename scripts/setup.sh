#!/usr/bin/env bash
# Installs what is missing, once per machine: setup.sh run|check|test [...]
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
. scripts/setup/base.sh
. scripts/setup/tools.sh
. scripts/setup/browser.sh

[ $# -gt 0 ] || set -- run

require_space
setup_toolchain
require_node
for part in "$@"; do
  case "$part" in
    run) setup_linker; setup_trunk; setup_wasm_bindgen; setup_wasm_opt; setup_esbuild; setup_libheif ;;
    check) setup_linker; setup_trunk; setup_wasm_bindgen; setup_wasm_opt; setup_esbuild; setup_libheif; setup_cargo_deny ;;
    test) setup_linker; setup_trunk; setup_wasm_bindgen; setup_wasm_opt; setup_esbuild; setup_libheif; setup_system_packages; setup_npm_packages; setup_s3_server; setup_schemathesis ;;
    *) fail "setup.sh knows the parts run, check and test, not \"$part\"." ;;
  esac
done
