#!/usr/bin/env python3
"""No run takes more than 512 MiB, on files that are made to take much: either it does with less, or it says that it cannot."""
import csv
import hashlib
import io
import itertools
import pathlib
import subprocess
import sys
import tempfile

import tools

MOST = 512 << 10  # KiB
LIMIT = b"take more memory than 384 MiB and than 6 times the size of the input"


def write(path, header, rows):
    with path.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        file.writelines(rows)


def digest(file):
    return hashlib.file_digest(file, "sha256").hexdigest()


def check_peak(tool, what, peak, most=MOST):
    tool.check(peak < most, what, f"{peak >> 10} MiB")


def check_refusal(tool, what, err):
    tool.check(LIMIT in err, what, f"it does not name the limit: {err[-300:]!r}")


def wide_instrument(codes):
    return ("name: wide\nstage: W\ntitle: Wide\nscales:\n  ideal: {1: no, 2: some, 3: much, 4: all}\n"
            "  actual: {a: no, b: some, c: much, d: all}\nprinciples:\n  - key: all\n    heading: All\n    partnership:\n      practices:\n" +
            "".join(f"        {code}: w\n" for code in codes))


def check_threads(tool, folder):
    """Groups that are in all parts of the file: more than all threads may keep each for itself."""
    for groups, rows in ((250_000, 2_200_000), (9_000, 3_600_000)):
        write(folder / "groups.csv", "respondent,partnership,E1P1_ideal,E1P1_actual",
              (f"{i:x},{i % groups:x},{1 + i % 4},{'abcd'[i // 7 % 4]}\n" for i in range(rows)))
        what = ["stages", "--format", "csv", "groups.csv", "--threads"]
        wanted, _, _ = tool.run_measured(*what, "1", cwd=folder)
        found, _, peak = tool.run_measured(*what, "16", cwd=folder)
        tool.check(digest(found) == digest(wanted), [*what, groups], "other bytes with 16 threads")
        check_peak(tool, [*what, groups], peak)


def check_changes(tool, folder):
    """Many partnerships, of each of which changes are tallied and printed: one at a time. Of them all 1.1 GiB."""
    write(folder / "waves.csv", "respondent,partnership,wave,E1P1_ideal,E1P1_actual",
          (f"r,p{i},{wave},{1 + i % 4},{'abcd'[(i + wave) % 4]}\n" for wave in (1, 2) for i in range(40_000)))
    what = ["change", "--by", "partnership", "--format", "csv", "waves.csv"]
    out, _, peak = tool.run_measured(*what, cwd=folder)
    found = {row["partnership"] for row in csv.DictReader(io.TextIOWrapper(out, "utf-8", newline=""))}
    tool.check(len(found) == 40_001, what, "not every partnership")
    check_peak(tool, what, peak, 200 << 10)


def check_wide_principle(tool, folder):
    """A principle of a thousand practices has 12 MB of products a group, as responses and as a tally file."""
    codes = [f"P{i}" for i in range(1000)]
    (folder / "wide.yaml").write_text(wide_instrument(codes), encoding="utf-8")
    header = "partnership," + ",".join(f"{code}_{side}" for code in codes[:2] for side in ("ideal", "actual"))
    own = ["--instrument", "wide.yaml"]
    write(folder / "few.csv", header, (f"p{i % 30},4,b,3,a\n" for i in range(60)))
    small, _, _ = tool.run_measured("tally", "--by", "partnership", *own, "few.csv", cwd=folder)
    (folder / "few.tally").write_bytes(small.read())
    write(folder / "many.csv", header, (f"p{i % 60},4,b,3,a\n" for i in range(60 * 513)))
    what = ["tally", "--by", "partnership", *own]
    out, err, peak = tool.run_measured(*what, "many.csv", cwd=folder, statuses=(3,))
    check_refusal(tool, [*what, "many.csv"], err)
    tool.check(out.read() == b"", [*what, "many.csv"], "something on standard output")
    check_peak(tool, [*what, "many.csv"], peak)
    _, _, peak = tool.run_measured(*what, "few.tally", cwd=folder)
    check_peak(tool, [*what, "few.tally"], peak)


def check_yaml(tool, folder):
    """yaml-cpp keeps something of each word of a document: it would be 0.9 GiB. Of what only it reads, no more is read than takes
    some seconds. And names of keys are kept."""
    for name, text, times, found in (
            ("list.yaml", "- ~\n", 16 << 20, b"there are no responses in this file"),
            ("anchor.yaml", "- &x ~\n", 1, b"there are no responses in this file"),
            ("slow.yaml", "- ? ratings\n  : {E1P1: 4b}\n", 2_300_000, b'slow.yaml,1,1,,,too_large,"from here on more than 24 MiB'),
            ("keys.yaml", "", 0, b"there are more than 100000 different columns or keys of metadata")):
        with (folder / name).open("w") as file:
            file.write(text * times)
            if name == "anchor.yaml":
                file.write("- ~\n" * (23 << 18))
            if name == "keys.yaml":
                file.writelines("---\nratings: {E1P1: 4b}\n" + "".join(f"k{i + j}:\n" for j in range(250)) for i in range(0, 6_000_000, 250))
        what = ["validate", "--format", "csv", name]
        out, err, peak = tool.run_measured(*what, cwd=folder, statuses=(3,))
        tool.check(found in out.read() + err, what, err[-300:].decode())
        check_peak(tool, what, peak, 320 << 10)


def check_names(tool, folder):
    """Long names in ten groupings, each of which keeps all of them."""
    columns = "abcdefgh"
    write(folder / "names.csv", ",".join(columns) + ",E1P1_ideal,E1P1_actual", (",".join(f"{column}{i:021}" for column in columns) + ",4,b\n" for i in range(90_000)))
    orders = [",".join(order) for order in itertools.islice(itertools.permutations(columns), 10)]
    what = ["congruence", "--level", "overall", *(option for order in orders for option in ("--by", order)), "names.csv"]
    _, err, peak = tool.run_measured(*what, cwd=folder, statuses=(3,))
    check_refusal(tool, what, err)
    check_peak(tool, what, peak)


def check_long_layout(tool, folder):
    """What the reader of the long layout keeps counts, beside the groups: of the same file, of one before, and with its faults."""
    write(folder / "long.csv", "respondent,a,b,practice,ideal,actual", (f"{i:x},{i:x},{i:x},E1P1,,\n" for i in range(1_200_000)))
    write(folder / "faults.csv", "practice,ideal,actual", ("E1P1,9,\n" for _ in range(2_000_000)))
    write(folder / "groups.csv", "a,E1P1_ideal,E1P1_actual", (f"{i:x},4,b\n" for i in range(800_000)))
    for what, status in ((["congruence", "long.csv"], 0), (["congruence", "--by", "respondent", "long.csv"], 3),
                         (["congruence", "faults.csv"], 3), (["congruence", "--by", "a", "groups.csv", "long.csv"], 3)):
        _, err, peak = tool.run_measured(*what, "--format", "csv", cwd=folder, statuses=(status,))
        if status == 3:
            check_refusal(tool, what, err)
            tool.check(b"the responses that the long layout keeps to the end of a file, and the groups" in err, what, err[-300:].decode())
        check_peak(tool, what, peak)


def check_long_layout_of_threads(tool, folder):
    """Threads that each read such a file: what one file takes, 370 MB here, they take together."""
    (folder / "wide.yaml").write_text(wide_instrument([f"P{i}" for i in range(1000)]), encoding="utf-8")
    for i in range(66):
        write(folder / f"{i}.csv", "practice,ideal,actual", ("P1,,\n" for _ in range(370_000 if i < 2 else 1)))
    what = ["congruence", "--level", "practice", "--instrument", "wide.yaml", "--format", "csv", "--threads", "4", *(f"{i}.csv" for i in range(66))]
    _, _, peak = tool.run_measured(*what, cwd=folder)
    check_peak(tool, what, peak)


def check_sizes(tool, folder):
    """The size of a file that is standard input is known, that of a pipe is not; of what is not there it is nothing."""
    path = folder / "counts.csv"
    write(path, "name,practice,ideal,actual,count", (f"{i},E1P1,4,b,1\n" for i in range(40_000)))
    what = ["congruence", "--by", "name", "--level", "practice", "--format", "csv"]
    with path.open("rb") as file:
        _, err, peak = tool.run_measured(*what, "-", cwd=folder, statuses=(3,), stdin=file)
    check_refusal(tool, [*what, "< counts.csv"], err)
    check_peak(tool, [*what, "< counts.csv"], peak)
    with subprocess.Popen(["cat", path], stdout=subprocess.PIPE) as pipe:
        out, _, _ = tool.run_measured(*what, "-", cwd=folder, stdin=pipe.stdout)
    tool.check(any(b",39999," in line for line in out), ["cat counts.csv |", *what], "not every group")
    _, err, _ = tool.run_measured(*what, "counts.csv", "not-there.csv", cwd=folder, statuses=(3,))
    check_refusal(tool, [*what, "counts.csv", "not-there.csv"], err)


def check_messages(tool, folder):
    """What to do about it depends on the tool, and validate tells no figures of the part that it took up."""
    write(folder / "counts.csv", "partnership,practice,ideal,actual,count", (f"{i},E1P1,4,b,1\n" for i in range(40_000)))
    for name, options, way in (("congruence", ["--level", "practice", "--by", "partnership"], b"group by columns with fewer values, or choose a part of the responses with --where"),
                               ("statistics", [], b"leave out single respondents with --no-respondents, or choose a part of the responses with --where"),
                               ("tally", [], b"name fewer columns with --by, or choose a part of the responses with --where")):
        what = [name, *options, "counts.csv"]
        _, err, _ = tool.run_measured(*what, cwd=folder, statuses=(3,))
        tool.check(err.endswith(b"\n  " + way + b"\n"), what, f"another hint: {err[-300:]!r}")
    out, _, _ = tool.run_measured("validate", "--format", "markdown", "counts.csv", cwd=folder, statuses=(3,))
    text = out.read().decode("utf-8")
    tool.check("\n1 file; how many responses and answers is not known: the groups by partnership and the search" in text, ["validate"], text)


def main():
    tool = tools.Tools(tools.arguments(__doc__).bin)
    for check in (check_threads, check_changes, check_wide_principle, check_yaml, check_names, check_long_layout, check_long_layout_of_threads, check_sizes, check_messages):
        with tempfile.TemporaryDirectory(prefix="partnership-memory-") as place:
            check(tool, pathlib.Path(place))
    return tool.report()


if __name__ == "__main__":
    sys.exit(main())
