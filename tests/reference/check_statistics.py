#!/usr/bin/env python3
"""Compares what partnership-statistics prints with the expected values of a dataset.

    check_statistics.py TOOL EXPECTED.csv.xz DATA.csv...

A row is found by statistic, group, level and key; the expected files hold group and level as one column, group|level.
Rows the tool prints beyond them are not looked at; a missing one fails. n must be equal, a value that is not available
must be so on both sides, and the rest agrees within the tolerances of statistics.csv.
"""
import csv
import lzma
import math
import pathlib
import subprocess
import sys

SHOWN = 20


def number(text):
    return math.nan if text in ("", "NA") else float(text)


def difference(expected, actual, rule):
    """What differs, or None."""
    if actual is None:
        return "missing"
    for column in ("value", "lower", "upper", "n"):
        want, got = number(expected[column]), number(actual[column])
        slack = float(rule["abs_tol"]) + float(rule["rel_tol"]) * abs(want) if column != "n" else 0
        if math.isnan(want) != math.isnan(got) or abs(want - got) > slack:
            return f"{column}: expected {expected[column] or 'none'}, got {actual[column] or 'none'}"
    return None


def main(tool, expected_file, *data):
    here = pathlib.Path(__file__).parent
    with open(here / "statistics.csv", newline="") as file:
        rules = {row["statistic"]: row for row in csv.DictReader(file)}
    run = subprocess.run([tool, "--tier", "advanced", "--by", "partnership", "--by", "role", "--on-error", "blank", *data],
                         stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    actual = {(row["statistic"], f"{row['group']}|{row['level']}", row["key"]): row for row in csv.DictReader(run.stdout.splitlines())}
    compared, failures = 0, []
    with lzma.open(expected_file, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rule = rules[row["statistic"]]
            place = row["statistic"], row["scope"], row["key"]
            compared += 1
            why = difference(row, actual.get(place), rule)
            if why:
                failures.append(f"{' '.join(place)}: {why}")
    print(*failures[:SHOWN], sep="\n")
    print(f"{compared} values compared, {len(failures)} differ")
    return 1 if failures or compared == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
