"""pyyaml_job.py FOLDER OUT: PyYAML with libyaml's scanner."""
import csv
import os
import sys

import yaml

IDEAL = {1: "1", 2: "2", 3: "3", 4: "4", "N/A": "na", None: "blank"}
ACTUAL = {"a": "a", "b": "b", "c": "c", "d": "d", "N/A": "na", None: "blank"}
CELLS = [f"n_{i}_{a}" for i in IDEAL.values() for a in ACTUAL.values()]

table = {}
respondents = 0
for name in os.listdir(sys.argv[1]):
    with open(os.path.join(sys.argv[1], name), "rb") as opened:
        response = yaml.load(opened, Loader=yaml.CSafeLoader)
    respondents += 1
    for practice, rating in response["ratings"].items():
        counts = table.setdefault(practice, dict.fromkeys(CELLS, 0))
        counts[f"n_{IDEAL[rating.get('ideal')]}_{ACTUAL[rating.get('actual')]}"] += 1

with open(sys.argv[2], "w", newline="", encoding="utf-8") as opened:
    write = csv.writer(opened)
    write.writerow(["practice", *CELLS, "ideal_mean", "actual_mean", "gap_mean"])
    for practice, counts in sorted(table.items()):
        counts["n_blank_blank"] = respondents - sum(counts.values())  # practices left out
        pairs = [(i, a, counts[f"n_{i}_{letter}"]) for i in range(1, 5) for a, letter in enumerate("abcd", 1)]
        n = sum(times for _, _, times in pairs)
        ideal, actual = sum(i * times for i, _, times in pairs), sum(a * times for _, a, times in pairs)
        write.writerow([practice, *counts.values(), *([ideal / n, actual / n, (ideal - actual) / n] if n else [""] * 3)])
