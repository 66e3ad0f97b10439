#!/usr/bin/env python3
"""Which lines and branches of the library and the tools the tests run.

    cmake --workflow --preset coverage && tests/coverage.py
    tests/coverage.py --missing src/input          the lines of a folder or file with a branch never taken

Branches are those of the source: each condition once true and once false. Clang's coverage knows no others, so what only an
exception takes is not among them. What the compiler decides is none, nor is the value that no case of a switch names. Counters
are exact where several threads count, which makes the tests several times slower. The tests of faults are left out, because
they would fail the calls that write what was counted. Exit status 1: below the goals, 95 % of lines and 90 % of branches.
"""
import argparse
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "coverage"
GOALS = {"lines": 95.0, "branches": 90.0}
VERSION = "-14"  # of the tools, as of clang++ in Debian 12


def tool(name, *arguments):
    return subprocess.run([f"{name}{VERSION}", *map(str, arguments)], check=True, stdout=subprocess.PIPE).stdout


def collect():
    """Coverage of every source file, as llvm-cov exports it."""
    profile = BUILD / "all.profdata"
    tool("llvm-profdata", "merge", "--sparse", *sorted((BUILD / "profiles").glob("*.profraw")), "-o", profile)
    first, *others = sorted(path for path in (BUILD / "bin").iterdir() if path.is_file())
    objects = [f"--object={path}" for path in others]
    found = json.loads(tool("llvm-cov", "export", first, *objects, f"--instr-profile={profile}",
                            *(ROOT / folder for folder in ("include", "src", "apps"))))
    return {str(pathlib.Path(file["filename"]).relative_to(ROOT)): file for file in found["data"][0]["files"]}


def is_decided(line, column):
    """Not by what the program meets: by the compiler, or because a switch names every value (it warns where one does not)."""
    return line[:column - 1].endswith(("if constexpr (", "switch (")) or line[column - 1:].startswith("true)")


def source(name):
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def conditions(name, file):
    """The branches of a file by place: how often true and how often false, over all instances of a template."""
    text = source(name)
    found = {}
    for line, column, _, _, true, false, *_ in file["branches"]:
        if is_decided(text[line - 1], column):
            continue
        before = found.get((line, column), (0, 0))
        found[line, column] = (before[0] + true, before[1] + false)
    return found


def counts(name, file):
    outcomes = [count > 0 for both in conditions(name, file).values() for count in both]
    lines = file["summary"]["lines"]
    return {"lines": (lines["covered"], lines["count"]), "branches": (sum(outcomes), len(outcomes))}


def percent(part):
    covered, count = part
    return 100.0 * covered / count if count else 100.0


def show(name, sums):
    print(f"{name:<52}" + "".join(f"{covered:>7} of {count:>5} {percent((covered, count)):>6.1f} %" for covered, count in sums.values()))


def show_missing(files, wanted):
    for name, file in sorted(files.items()):
        if not name.startswith(wanted):
            continue
        text = source(name)
        for (line, column), (true, false) in sorted(conditions(name, file).items()):
            if not (true and false):
                never = "never reached" if not true and not false else "never true" if not true else "never false"
                print(f"{name}:{line}:{column}: {never}: {text[line - 1].strip()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--missing", metavar="PATH", help="list the conditions under this path that were never true or never false")
    arguments = parser.parse_args()
    files = collect()
    if arguments.missing is not None:
        return show_missing(files, arguments.missing)
    print(f"{'':<52}{'lines':>23}{'branches':>23}")
    totals = {what: (0, 0) for what in GOALS}
    for name, file in sorted(files.items()):
        own = counts(name, file)
        show(name, own)
        totals = {what: (totals[what][0] + own[what][0], totals[what][1] + own[what][1]) for what in GOALS}
    show("all", totals)
    return 0 if all(percent(totals[what]) >= goal for what, goal in GOALS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
