#!/usr/bin/env python3
"""Runs the command-line cases and compares everything a user sees.

A case is a folder with a file `cmd`: one shell command line, with comments if need be. It runs in a copy of the folder,
with the tools on PATH and the repository's examples as `examples`, under a fixed environment. Its standard output,
standard error and exit status must be those of the files `stdout`, `stderr` (absent: empty) and `exit` (absent: 0).
The version of the tools is written there as @VERSION@. Folders are named for the tools; `common` holds what several
do alike, and `faults` a case for every kind of fault, named by its code.

    run_cases.py --bin build/dev/bin                      all cases
    run_cases.py --bin build/dev/bin gaps check/ascii     those of a tool, or one
    run_cases.py --bin build/release/bin --valgrind       every tool under Valgrind; takes a quarter of an hour
    run_cases.py --bin build/dev/bin --update             rewrite the golden files; review them with git diff

The line at the end counts the cases that passed and failed; the exit status is 1 if any failed.
"""
import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"
GOLDEN = ("stdout", "stderr", "exit")
SECONDS = 60  # after which a case is stuck
SECONDS_IN_VALGRIND = 1200
# In JSON, and as --version prints it.
VERSION = re.compile(rb'("version": ?"|^partnership-[a-z]+ )\d+\.\d+\.\d+', re.MULTILINE)


def environment(bin_folder):
    return {"PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}", "HOME": "/nonexistent",
            "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "dumb",
            **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}


def in_valgrind(bin_folder, folder):
    """A folder of programs that run the tools under Valgrind, which writes what it finds into files of folder/found."""
    found, programs = pathlib.Path(folder, "found"), pathlib.Path(folder, "bin")
    found.mkdir()
    programs.mkdir()
    for tool in bin_folder.glob("partnership-*"):
        program = programs / tool.name
        program.write_text(f'#!/bin/sh\nexec valgrind -q --leak-check=full --log-file={found}/{tool.name}.%p {shlex.quote(str(tool))} "$@"\n')
        program.chmod(0o755)
    return programs


def findings(folder):
    return "".join(path.read_text(errors="backslashreplace") for path in sorted(pathlib.Path(folder).glob("found/*")))


def run(case, bin_folder, seconds):
    """What the case gives: bytes by the name of the golden file."""
    with tempfile.TemporaryDirectory(prefix="partnership-cli-") as folder:
        place = pathlib.Path(folder, "case")
        shutil.copytree(case, place, ignore=shutil.ignore_patterns("cmd", *GOLDEN))
        place.joinpath("examples").symlink_to(EXAMPLES)
        command = "set -o pipefail\n" + (case / "cmd").read_text(encoding="utf-8")
        done = subprocess.run(["bash", "-c", command], cwd=place, env=environment(bin_folder), stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=seconds, check=False)
    shown = {"stdout": done.stdout, "stderr": done.stderr}
    shown = {name: VERSION.sub(rb"\1@VERSION@", text) for name, text in shown.items()}
    return {**shown, "exit": b"" if done.returncode == 0 else b"%d\n" % done.returncode}


def golden(case):
    return {name: (case / name).read_bytes() if (case / name).exists() else b"" for name in GOLDEN}


def update(case, given):
    for name, text in given.items():
        if text:
            (case / name).write_bytes(text)
        else:
            (case / name).unlink(missing_ok=True)


def difference(case, name, wanted, given):
    def lines(text):
        return text.decode("utf-8", "backslashreplace").splitlines(keepends=True)

    found = difflib.unified_diff(lines(wanted), lines(given), f"{case}/{name}", "this run")
    return "".join(line if line.endswith("\n") else line + "\n\\ no newline at the end\n" for line in found)


def chosen_cases(names):
    cases = sorted(path.parent for path in HERE.rglob("cmd"))
    if not names:
        return cases
    chosen = [case for case in cases for name in names if (HERE / name) in (case, *case.parents)]
    for name in names:
        if not any((HERE / name) in (case, *case.parents) for case in cases):
            sys.exit(f"run_cases.py: there is no case {name}")
    return list(dict.fromkeys(chosen))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="folder of the built tools")
    parser.add_argument("--valgrind", action="store_true", help="fail if Valgrind finds anything; needs a build without sanitizers")
    parser.add_argument("--update", action="store_true", help="rewrite the golden files")
    parser.add_argument("case", nargs="*", help="a tool, or tool/case; all if none is named")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    bin_folder = arguments.bin.resolve()
    if not (bin_folder / "partnership-check").exists():
        sys.exit(f"run_cases.py: no tools in {bin_folder}")
    if arguments.valgrind and arguments.update:
        parser.error("--update writes what the tools print by themselves, without --valgrind")
    cases = chosen_cases(arguments.case)
    failed = 0
    # Valgrind computes long double with 64 bits, so the last digits of some numbers are others: only the rest is compared.
    compared = GOLDEN[1:] if arguments.valgrind else GOLDEN
    seconds = SECONDS_IN_VALGRIND if arguments.valgrind else SECONDS
    with tempfile.TemporaryDirectory(prefix="partnership-valgrind-") as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        if arguments.valgrind:
            bin_folder = in_valgrind(bin_folder, folder)
        for case, given in zip(cases, pool.map(lambda one: run(one, bin_folder, seconds), cases)):
            wanted = golden(case)
            if all(given[name] == wanted[name] for name in compared):
                continue
            if arguments.update:
                update(case, given)
                print(f"updated {case.relative_to(HERE)}")
                continue
            failed += 1
            print(f"FAILED {case.relative_to(HERE)}: {(case / 'cmd').read_text(encoding='utf-8').strip()}")
            for name in compared:
                print(difference(case.relative_to(HERE), name, wanted[name], given[name]), end="")
        found = findings(folder)
    print(f"{found}{len(cases) - failed} passed, {failed} failed{', VALGRIND FOUND SOMETHING' if found else ''}")
    return 1 if failed or found else 0


if __name__ == "__main__":
    sys.exit(main())
