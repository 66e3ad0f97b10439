#!/usr/bin/env python3
"""Runs the tools while the system fails them: see harness.py for what they are to do then.

    run_faults.py --bin build/release/bin --shim build/release/tests/faults/libfault-shim.so [--full] [module ...]

calls         each call of the system fails in turn
allocations   each allocation fails in turn
kills         a run that writes a file is killed
surroundings  full devices, closed streams, pipes, limits, locales

All of them if none is named. --full leaves out no step. The exit status is 1 if any check failed.
"""
import argparse
import pathlib
import sys
import time

sys.dont_write_bytecode = True  # not into the repository
import allocations
import calls
import harness
import kills
import surroundings

MODULES = {module.__name__: module for module in (calls, allocations, kills, surroundings)}
MOST_SHOWN = 40


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="folder of the built tools")
    parser.add_argument("--shim", required=True, type=pathlib.Path, help="the built library that makes calls fail")
    parser.add_argument("--full", action="store_true", help="leave out no step")
    parser.add_argument("module", nargs="*", help="calls, allocations, kills, surroundings")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    chosen = arguments.module or list(MODULES)
    if unknown := [name for name in chosen if name not in MODULES]:
        parser.error(f"there is no {unknown[0]}; there are: {', '.join(MODULES)}")
    bin_folder = arguments.bin.resolve()
    failed = False
    try:
        harness.make_inputs(bin_folder)
        for name in chosen:
            failures = harness.Failures()
            start = time.monotonic()
            with harness.Runner(bin_folder, arguments.shim.resolve()) as runner:
                done = MODULES[name].test(runner, failures, arguments.full)
            for text in failures.texts[:MOST_SHOWN]:
                print(f"FAILED {text}")
            if len(failures.texts) > MOST_SHOWN:
                print(f"and {len(failures.texts) - MOST_SHOWN} more")
            print(f"{name}: {done}; {failures.checks} checks, {len(failures.texts)} failed, {time.monotonic() - start:.1f} s")
            failed = failed or bool(failures.texts)
    finally:
        harness.remove_inputs()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
