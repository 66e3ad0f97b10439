#!/bin/sh
# Builds and runs the tests. On a fresh Debian 12 this is all there is to do: missing packages are installed first.
set -eu
cd "$(dirname "$0")/.."
.ci/install-packages build tests fuzz
CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$(nproc)}
export CMAKE_BUILD_PARALLEL_LEVEL CTEST_PARALLEL_LEVEL

cmake --workflow --preset asan      # with assertions of the library; stops at the first undefined behaviour
cmake --workflow --preset release   # what users run
if command -v clang++ >/dev/null; then
  tests/fuzz/run.py --seed 1        # a minute of each target, with the same changes each time: chance decides nothing
else
  echo "clang++ is missing: no fuzzing"
fi
