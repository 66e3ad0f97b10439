#!/usr/bin/env python3
"""The same input gives the same bytes: in any locale, time zone and environment, and in any order of files and rows where
order says nothing. Table and Markdown may follow the locale's character set, nothing else.
"""
import csv
import itertools
import pathlib
import random
import sys
import tempfile

import tools

CASES = tools.EXAMPLES / "case-studies"
MACHINE = ("csv", "json")  # the other formats differ in their renderer only, which knows nothing of its surroundings

ENVIRONMENTS = [  # each differs from that of tools.py in several ways at once
    {"LC_ALL": "C", "TZ": "Australia/Lord_Howe", "COLUMNS": "20", "LINES": "3", "TERM": "xterm-256color"},
    {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "TZ": ":/nonexistent", "COLUMNS": "400", "NO_COLOR": "1", "POSIXLY_CORRECT": "1"},
    {"LC_ALL": "", "LC_NUMERIC": "de_DE.UTF-8", "LANG": "no such locale", "PARTNERSHIP_KERNEL": "plain", "MALLOC_PERTURB_": "165"},
]


def check_environments(tool):
    for (name, options), form in itertools.product(tools.RUNS, (*MACHINE, "table")):
        what = [name, "--quiet", *options, "--format", form, CASES, tools.NETWORK]
        wanted = tool.run(*what, cwd=CASES)
        for environment in ENVIRONMENTS:
            if form not in MACHINE and "LC_ALL" in environment and "UTF-8" not in environment["LC_ALL"]:
                continue  # what the terminal can show
            tool.check(tool.run(*what, cwd=CASES, **environment) == wanted, what, f"other bytes with {environment}")
        for width in ("40",) if form in MACHINE else ():
            tool.check(tool.run(*what, "--width", width, cwd=CASES) == wanted, what, f"other bytes with --width {width}")


def check_order(tool, folder):
    """Files and rows in another order. Where respondents are named one by one they stay in the order of their names."""
    numbers = random.Random(5)
    rows = list(csv.reader(tools.NETWORK.open(encoding="utf-8")))
    files = sorted(CASES.glob("*.csv"))
    for name, options in tools.RUNS:
        what = [name, "--quiet", *options, "--format", "csv"]
        wanted = tool.run(*what, *files, tools.NETWORK, cwd=folder)[0]
        for _ in range(2):
            shuffled = rows[1:]
            numbers.shuffle(shuffled)
            with (folder / "shuffled.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([rows[0], *shuffled])
            inputs = [*files, "shuffled.csv"]
            numbers.shuffle(inputs)
            tool.check(tool.run(*what, *inputs, cwd=folder)[0] == wanted, what, "other bytes for another order of files and rows")


def main():
    tool = tools.Tools(tools.arguments(__doc__).bin)
    check_environments(tool)
    with tempfile.TemporaryDirectory(prefix="partnership-same-") as place:
        check_order(tool, pathlib.Path(place))
    return tool.report()


if __name__ == "__main__":
    sys.exit(main())
