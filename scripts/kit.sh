#!/usr/bin/env bash
# The design kit in a development build, rebuilt on each change.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

scripts/setup.sh run
say "the design kit: http://localhost:8081/kit"
exec trunk serve index.html --dist target/trunk/kit
