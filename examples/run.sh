#!/bin/sh
# Builds the tools and shows what they say of the case studies. On a fresh Debian 12 this is all there is to do: missing
# packages are installed first.
set -eu
cd "$(dirname "$0")/.."
.ci/install-packages build
[ -f build/release/build.ninja ] || cmake --preset release -DPARTNERSHIP_TESTS=OFF
cmake --build --preset release --target apps/all

PATH=$PWD/build/release/bin:$PATH
show() {
  printf '\n$ %s\n' "$*"
  "$@"
}
show partnership-check examples/case-studies
show partnership-congruence --matrix examples/case-studies
printf '\nThe tools are in build/release/bin; README.md goes on from here.\n'
