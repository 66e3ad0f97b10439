"""pandas_job.py FILE overall|grouped OUT. Answers as categories by the C reader, one numpy.bincount per practice."""
import sys

import numpy
import pandas

IDEAL = {"1": "1", "2": "2", "3": "3", "4": "4", "N/A": "na", "": "blank"}
ACTUAL = {"a": "a", "b": "b", "c": "c", "d": "d", "N/A": "na", "": "blank"}

source, job, out = sys.argv[1:]
practices = [name[:-len("_ideal")] for name in pandas.read_csv(source, nrows=0).columns if name.endswith("_ideal")]
key = ["partnership"] if job == "grouped" else []
needed = key + [practice + side for practice in practices for side in ("_ideal", "_actual")]
answers = pandas.read_csv(source, usecols=needed, dtype="category", na_filter=False, engine="c")


def codes(column, signs):
    places = list(signs)
    return numpy.array([places.index(sign) for sign in column.cat.categories])[column.cat.codes.to_numpy()]


groups = list(answers["partnership"].cat.categories) if key else [""]
start = answers["partnership"].cat.codes.to_numpy().astype(numpy.int64) * 36 if key else 0
counts = numpy.stack([numpy.bincount(start + codes(answers[practice + "_ideal"], IDEAL) * 6 + codes(answers[practice + "_actual"], ACTUAL),
                                     minlength=36 * len(groups)).reshape(len(groups), 36) for practice in practices], axis=1)
counts = counts.reshape(-1, 36)

table = pandas.DataFrame(counts, columns=[f"n_{i}_{a}" for i in IDEAL.values() for a in ACTUAL.values()])
table.insert(0, "practice", practices * len(groups))
if key:
    table.insert(0, "partnership", numpy.repeat(groups, len(practices)))
pairs = counts.reshape(-1, 6, 6)[:, :4, :4]
points = numpy.arange(1, 5)
with numpy.errstate(invalid="ignore"):
    n = pairs.sum(axis=(1, 2))
    table["ideal_mean"] = pairs.sum(axis=2) @ points / n
    table["actual_mean"] = pairs.sum(axis=1) @ points / n
    table["gap_mean"] = table["ideal_mean"] - table["actual_mean"]
table.to_csv(out, index=False)
