#!/usr/bin/env python3
"""The same input gives the same bytes whatever the number of threads."""
import csv
import itertools
import pathlib
import sys
import tempfile

import tools


def write_inputs(folder):
    """More rows than one thread reads before it calls for others (4 MiB), and more files (64)."""
    rows = list(csv.reader(tools.NETWORK.open(encoding="utf-8")))
    place = rows[0].index("respondent")
    large = folder / "large.csv"
    with large.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(rows[0])
        for copy in range(600):
            out.writerows(row[:place] + [f"{row[place]} {copy}"] + row[place + 1:] for row in rows[1:])
    (folder / "small").mkdir()
    for number, row in enumerate(rows[1:]):
        for name in (row[place], f"{row[place]} again"):
            with (folder / "small" / f"{number:03} {name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([rows[0], row[:place] + [name] + row[place + 1:]])


def check_runs(tool, folder):
    for (name, options), inputs in itertools.product(tools.RUNS, ("large.csv", "small")):
        if name == "validate":
            continue  # reads alone
        for form in ("csv",) if name != "check" else ("json", "table"):
            what = [name, *options, "--format", form, inputs]
            wanted = tool.run(*what, "--threads", "1", cwd=folder)
            for threads in ("2", "16"):
                tool.check(tool.run(*what, "--threads", threads, cwd=folder) == wanted, what, f"other bytes with {threads} threads")


def check_many_groups(tool, folder):
    """So many that they are shared out to threads unasked; with the statistics that look at every partnership."""
    for name, options in (("statistics", ["--by", "respondent"]), ("gaps", ["--by", "respondent", "--format", "csv"])):
        wanted = tool.run(name, *options, "small", "--threads", "1", cwd=folder)
        for threads in ([], ["--threads", "3"]):
            tool.check(tool.run(name, *options, "small", *threads, cwd=folder) == wanted, [name, *options, *threads], "other bytes")


def main():
    args = tools.arguments(__doc__)
    tool = tools.Tools(args.bin)
    with tempfile.TemporaryDirectory(prefix="partnership-threads-") as place:
        write_inputs(pathlib.Path(place))
        check_runs(tool, pathlib.Path(place))
        check_many_groups(tool, pathlib.Path(place))
    return tool.report()


if __name__ == "__main__":
    sys.exit(main())
