#!/usr/bin/env python3
"""Checks that partnership-statistics prints what its table of statistics lists, and nothing else.

    check_table.py TOOL DATASET...

A dataset is one file or several, joined by commas. Over all of them every statistic of --list must be printed at each of its
levels.
"""
import csv
import subprocess
import sys


def rows(tool, *arguments):
    run = subprocess.run([tool, *arguments], stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    return list(csv.DictReader(run.stdout.splitlines()))


def main(tool, *data):
    listed = {(row["statistic"], level) for row in rows(tool, "--list", "--format", "csv") for level in row["levels"].split()}
    printed = {(row["statistic"], row["level"]) for dataset in data
               for row in rows(tool, "--quiet", "--tier", "advanced", "--on-error", "blank", *dataset.split(","))}
    for title, found in (("printed, but not in the table", printed - listed), ("in the table, but not printed", listed - printed)):
        for statistic, level in sorted(found):
            print(f"{statistic} at {level}: {title}")
    print(f"{len(listed)} statistics and levels")
    return 0 if listed and listed == printed else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
