#!/usr/bin/env python3
"""One hostile survey, an own instrument with hostile wordings and hostile file names, through every tool and format.

Nothing of it may act in a terminal, a spreadsheet, a Markdown page or a JSON reader, on standard output or in messages;
and with --raw-text, and in JSON always, the texts are those of the file.
"""
import csv
import io
import itertools
import json
import pathlib
import re
import sys
import tempfile

import tools

# Each acts somewhere. No line ends: in CSV and JSON they are kept, which the last ones check.
ACTS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\u202eesrever", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "bell\x07", "\x7fdelete",
    "\x9b31mcsi", "\u200fmark", "\u2066isolate\u2069", "\u061carabic", "\ufeffmark", "\u200bzero", "\u2028line", "\u2029paragraph",
    "|pipe|", "`code`", "*strong*", "_under_", "[link](javascript:alert(1))", "<script>alert(1)</script>", "&lt;b&gt;", "&#x41;", "~~gone~~",
    "\\back\\slash", "# heading", "\"quoted\"", "'quoted'", "%s%n{}", "{0}", "\U0001d4d0\u0301\u0301", "\ufdd0\uffff", "\U000e0041tag",
]
WITH_LINES = ["two\nlines", "=two\r\nlines", "tab\there", "\r=1+1"]
WORDINGS = [f"{text} {number}" for number, text in enumerate(ACTS[:23])]
CODES = ("T1P1", "T1P2", "T1S1", "T2P1")

INSTRUMENT = """
name: tiny
stage: T
title: {0}
introduction: {1}
citation: {2}
scales:
  ideal: {{1: {3}, 2: {4}, 3: {5}, 4: {6}, N/A: {7}}}
  actual: {{a: {8}, b: {9}, c: {10}, d: {11}, N/A: {12}}}
principles:
  - key: goals
    heading: {13}
    dimension: {14}
    partnership:
      lead_in: {15}
      practices: {{T1P1: {16}, T1P2: {17}}}
    sponsor:
      lead_in: {18}
      practices: {{T1S1: {19}}}
  - key: trust
    heading: {20}
    partnership:
      practices: {{T2P1: {21}}}
notes:
  - {{practice: T1P1, text: {22}}}
"""

TABLE_HAZARD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff]")
CELL_HAZARD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff]")
NUMBER = re.compile(r"[+-]?[0-9.]+(e[+-]?[0-9]+)?")


def write_instrument(path):
    path.write_text(INSTRUMENT.format(*(json.dumps(text) for text in WORDINGS)), encoding="utf-8")  # YAML reads JSON's escapes


def write_survey(path, values, column):
    """Two waves, three respondents in each of partnerships and roles with hostile names, and a hostile column."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["respondent", "partnership", "role", "wave", column] + [f"{code}_{side}" for code in CODES for side in ("ideal", "actual")])
        for number, value in enumerate(values):
            for wave in ("2024", "=2025\u202e"):
                for person in range(3):
                    answers = [(1 + (number + person + k) % 4, "abcd"[(number + k + len(wave)) % 4]) for k in range(len(CODES))]
                    out.writerow([f"{value}{person}", value, values[(number + person) % len(values)], wave, value] +
                                 [answer for pair in answers for answer in pair])


def runs(survey, column):
    own = ["--instrument", "form.yaml", survey]
    for level in ("practice", "block", "principle", "actor", "overall"):
        yield "congruence", ["--level", level, "--by", "partnership", "--by", column, *own]
        yield "stages", ["--level", level, *own]
    for options in (["--by", "partnership"], ["--matrix"], ["--level", "practice", "--counts"], ["--where", f"{column}={ACTS[0]}"]):
        yield "congruence", [*options, *own]
    for options in ([], ["--best"], ["--least-valued"], ["--quadrants"], ["--by", f"role,{column}"], ["--level", "principle", "--by", column]):
        yield "gaps", [*options, *own]
    for options in (["--level", "practice"], ["--by", column], ["--by", "role"]):
        yield "agreement", [*options, *own]
    for options in (["--by", "partnership"], ["--level", "practice"], ["--events", "events.csv"]):
        yield "change", [*options, *own]
    yield "check", own
    yield "check", ["--fail-if", "gap_mean>=-3", "--where", f"role={ACTS[1]}", *own]
    yield "gaps", ["--by", column, "--fail-if", "gap_mean>=-3", "--fail-if", "gap_mean<-3", *own]
    yield "statistics", ["--tier", "advanced", "--by", f"partnership,{column}", *own]
    yield "validate", own
    yield "validate", ["--quality", *own]
    yield "validate", ["faults.csv", "headers.csv", "faults.yaml", "not there\x1b[31m\u202e.csv"]


def check_people(tool, out, what, hazard):
    found = hazard.search(out)
    tool.check(not found, what, f"{found and found.group()!r} in {out[max(0, found.start() - 40):found.end() + 20] if found else ''!r}")


def check_cells(tool, rows, what):
    for row in rows:
        tool.check(len(row) in (0, len(rows[0])), what, f"{len(row)} cells: {row}")
        for cell in row:
            tool.check(not cell or cell[0] not in "=+-@\t\r" or NUMBER.fullmatch(cell), what, f"a formula: {cell!r}")
            tool.check(not CELL_HAZARD.search(cell), what, f"a control character: {cell!r}")


def unescaped(text, signs):
    return [sign for sign in re.sub(r"\\.", "", text) if sign in signs]


def check_markdown(tool, out, what):
    check_people(tool, out, what, TABLE_HAZARD)
    width = 0
    for line in out.splitlines():
        if not line.startswith("|"):
            width = 0
            tool.check(not unescaped(re.sub(r"^\*\*(.*)\*\*$", r"\1", line), "`*_[]<>~|"), what, f"Markdown acts: {line!r}")
            continue
        bars = len(unescaped(line, "|"))
        tool.check(bars == (width or bars), what, f"{bars} bars, not {width}: {line!r}")
        width = bars
        tool.check(not unescaped(line, "`*_[]<>~"), what, f"Markdown acts: {line!r}")


def json_strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from json_strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from json_strings(one)


def check_json(tool, out, what, values):
    check_people(tool, out, what, TABLE_HAZARD)
    documents = [json.loads(line) for line in out.splitlines()] if "jsonl" in what else [json.loads(out)]
    rows = documents if "jsonl" in what else documents[0]["rows"]
    for row in rows:
        partnership = row.get("partnership") or ""
        tool.check(partnership == "" or partnership in values, what, f"another partnership than in the file: {partnership!r}")
    return set().union(*(json_strings(document) for document in documents))


def check_run(tool, name, options, form, folder, values):
    statuses = (3,) if "faults.csv" in options else (1,) if "--fail-if" in options else (0,)
    what = [name, *options, "--format", form]
    out, err = tool.run(*what, cwd=folder, statuses=statuses)
    out, err = out.decode("utf-8"), err.decode("utf-8")
    check_people(tool, err, [*what, "(standard error)"], TABLE_HAZARD)
    tool.check(out != "" or form == "jsonl", what, "nothing on standard output")
    if out == "":
        return set()
    if form == "table":
        check_people(tool, out, what, TABLE_HAZARD)
    elif form == "markdown":
        check_markdown(tool, out, what)
    elif form == "csv":
        check_cells(tool, list(csv.reader(io.StringIO(out, newline=""))), what)
    elif form == "tsv":
        check_cells(tool, [line.split("\t") for line in out.split("\n")[:-1]], what)
    else:
        return check_json(tool, out, what, values)
    return set()


def check_raw(tool, survey, folder, values):
    """With --raw-text a column of texts is that of the file, in CSV; in Markdown the table holds together."""
    what = ["congruence", "--level", "overall", "--by", "partnership", "--format", "csv", "--raw-text", "--columns", "partnership,pairs",
            "--instrument", "form.yaml", survey]
    out, _ = tool.run(*what, cwd=folder)
    found = {row[0] for row in list(csv.reader(io.StringIO(out.decode("utf-8"), newline="")))[1:]}
    tool.check(found == set(values), what, f"not as in the file: {sorted(found ^ set(values))!r}")


def check_tally(tool, survey, column, folder):
    """Saved and read again, every name is the same; and the file itself has a line for each of its lines."""
    saved, _ = tool.run("tally", "--by", f"partnership,{column}", "--instrument", "form.yaml", survey, cwd=folder)
    tool.check(not TABLE_HAZARD.search(saved.decode("utf-8")), ["tally"], "a control character")
    for form in ("csv", "json"):
        what = ["congruence", "--level", "practice", "--by", "partnership", "--by", column, "--instrument", "form.yaml", "--format", form]
        tallied, _ = tool.run(*what, "-", cwd=folder, stdin=saved)
        straight, _ = tool.run(*what, survey, cwd=folder)
        if form == "json":
            tallied, straight = (json.loads(out)["rows"] for out in (tallied, straight))
        tool.check(tallied == straight, [*what, "-"], "a tally gives other rows than its responses")


def check_template(tool, folder):
    """A blank form of the hostile instrument: its own readers take it, in both formats; Markdown does not act."""
    for options in (["--format", "csv"], ["--format", "csv", "--layout", "long"], ["--format", "yaml"]):
        out, _ = tool.run("template", "--instrument", "form.yaml", *options, cwd=folder)
        text = out.decode("utf-8")
        tool.check(not CELL_HAZARD.search(text), ["template", *options], "a control character")
        tool.run("validate", "--instrument", "form.yaml", "-", cwd=folder, stdin=out)
        if "csv" in options:
            check_cells(tool, list(csv.reader(io.StringIO(text, newline=""))), ["template", *options])
    out, _ = tool.run("template", "--instrument", "form.yaml", "--format", "markdown", cwd=folder)
    check_people(tool, out.decode("utf-8"), ["template", "markdown"], TABLE_HAZARD)
    tool.check("<script>" not in re.sub(r"\\.", "", out.decode("utf-8")), ["template", "markdown"], "HTML acts")


def write_faults(folder):
    """Messages quote what they are about: values, codes, columns, keys, labels and the names of files."""
    code = "T1P1\x1b[31m\u202e"
    with (folder / "faults.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["respondent", "E1P1_ideal", "E1P1_actual"])
        out.writerows([f"{value}{number}", value, value] for number, value in enumerate(ACTS))
    (folder / "headers.csv").write_text(f"respondant,E1P1_ideal,E1P1_actual,{code}_ideal,\u202eE1P9_ideal,E1P1_ideal\n", encoding="utf-8")
    documents = [{"instrument": text, "respondent": text, "ratings": {text: text}} for text in ACTS]
    documents += [{"instrument": "established", "respondant\u202e": text, "ratings": {"E1P1": {text: 1}, "E1P2": text}} for text in ACTS]
    (folder / "faults.yaml").write_text("".join(f"---\n{json.dumps(one)}\n" for one in documents), encoding="utf-8")


def main():
    asked = tools.arguments(__doc__)
    tool = tools.Tools(asked.bin)
    values = ACTS + WITH_LINES
    with tempfile.TemporaryDirectory(prefix="partnership-hostile-") as place:
        folder = pathlib.Path(place)
        column = "@cool\u202e|<b>\x1b[1m"
        survey = "=1+1\x1b[31m\u202e|`*<b>&amp;\n.csv"
        write_instrument(folder / "form.yaml")
        write_survey(folder / survey, values, column)
        (folder / "events.csv").write_text("wave,event\n2024,\"=1+1\x1b[31m|<b>\u202e\"\n", encoding="utf-8")
        write_faults(folder)
        seen = set()
        for (name, options), form in itertools.product(runs(survey, column), tools.FORMATS):
            seen |= check_run(tool, name, options, form, folder, values)
        for text in (survey, column, *(WORDINGS[number] for number in (16, 17, 19, 21))):
            tool.check(text in seen, ["json"], f"nowhere as it came: {text!r}")
        check_raw(tool, survey, folder, values)
        check_tally(tool, survey, column, folder)
        check_template(tool, folder)
        for name in ("congruence", "check", "gaps", "stages", "statistics", "agreement", "change", "tally"):
            for bad in ("faults.csv", "headers.csv", "faults.yaml", "not there\x1b[31m\u202e\n.csv"):
                out, err = tool.run(name, bad, cwd=folder, statuses=(3,))
                tool.check(out == b"", [name, bad], "standard output is not empty")
                check_people(tool, err.decode("utf-8"), [name, bad], TABLE_HAZARD)
        for options in (["--by", column + "x"], ["--where", "\x1b[31m=1"], ["--format", "\x1b[31m"], ["--\x1b[31m"], ["--columns", "\u202e"]):
            _, err = tool.run("congruence", *options, "--instrument", "form.yaml", survey, cwd=folder, statuses=(2,))
            check_people(tool, err.decode("utf-8"), options, TABLE_HAZARD)
    return tool.report()


if __name__ == "__main__":
    sys.exit(main())
