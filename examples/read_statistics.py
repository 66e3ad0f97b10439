#!/usr/bin/env python3
"""Reads what partnership-statistics prints, with the standard library only, and shows gaps with their intervals.

    partnership-statistics --by partnership DATA... | examples/read_statistics.py [FILE]
"""
import csv
import sys


def text(value):
    return f"{float(value):+.2f}" if value else "none"  # an empty cell: not available; the reason is in `note`


file = open(sys.argv[1], encoding="utf-8", newline="") if len(sys.argv) > 1 else sys.stdin
for row in csv.DictReader(file):
    if row["statistic"] == "gap_mean" and row["level"] == "principle" and row["partnership"]:
        print(f"{row['partnership']}, principle {row['key']}: gap {text(row['value'])}, "
              f"95 % {text(row['lower'])} to {text(row['upper'])}, n = {row['n']}")
