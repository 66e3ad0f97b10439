"""polars_job.py FILE overall|grouped OUT; POLARS_MAX_THREADS is the number of threads. Answers as categories, one group_by
per practice."""
import csv
import sys

import polars

IDEAL = {"1": "1", "2": "2", "3": "3", "4": "4", "N/A": "na", "": "blank", None: "blank"}
ACTUAL = {"a": "a", "b": "b", "c": "c", "d": "d", "N/A": "na", "": "blank", None: "blank"}
POINTS = {"a": 1, "b": 2, "c": 3, "d": 4}
CELLS = [f"n_{i}_{a}" for i in list(IDEAL.values())[:6] for a in list(ACTUAL.values())[:6]]

source, job, out = sys.argv[1:]
with open(source, newline="", encoding="utf-8") as opened:
    header = next(csv.reader(opened))
practices = [name[:-len("_ideal")] for name in header if name.endswith("_ideal")]
key = ["partnership"] if job == "grouped" else []
needed = key + [practice + side for practice in practices for side in ("_ideal", "_actual")]
answers = polars.read_csv(source, columns=needed, schema_overrides={name: polars.Categorical for name in needed})

table = {}
for practice in practices:
    by = key + [practice + "_ideal", practice + "_actual"]
    for *group, ideal, actual, n in answers.select(by).group_by(by).agg(polars.len()).iter_rows():
        counts = table.setdefault((*group, practice), dict.fromkeys(CELLS, 0))
        counts[f"n_{IDEAL[ideal]}_{ACTUAL[actual]}"] += n

with open(out, "w", newline="", encoding="utf-8") as opened:
    write = csv.writer(opened)
    write.writerow([*key, "practice", *CELLS, "ideal_mean", "actual_mean", "gap_mean"])
    for row, counts in table.items():
        pairs = [(i, a, counts[f"n_{i}_{letter}"]) for i in range(1, 5) for letter, a in POINTS.items()]
        n = sum(times for _, _, times in pairs)
        ideal, actual = sum(i * times for i, _, times in pairs), sum(a * times for _, a, times in pairs)
        write.writerow([*row, *counts.values(), *([ideal / n, actual / n, (ideal - actual) / n] if n else [""] * 3)])
