#!/usr/bin/env python3
"""Measures whole runs of the tools against other programs that do the same job, and prints the section Speed of the README.

    run.py                                     everything: 100 MB per file, 5 rounds
    run.py --size 10M --rounds 3               less
    run.py --jobs overall,yaml --only 'DuckDB|pandas'

Build with `cmake --workflow --preset bench` first. Programs that are not installed are left out, and said so on standard
error. Every program runs once per round, in turn. Tables that are not equal end the run with exit status 1.
tests/bench/README.md tells what is charged and how to read the result.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys

from candidates import CASE_STUDY, Candidates, Job, probe
from report import details, differences, first_line, heading, read_table, summary

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
JOBS = ("overall", "grouped", "quoted", "long", "yaml", "start-up")
LAYOUTS = {"overall": "wide", "grouped": "wide", "quoted": "quoted", "long": "long"}
START_UPS = 20  # runs in each round, because each takes milliseconds


def say(text):
    print(text, file=sys.stderr, flush=True)


def parse_size(text):
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([kMG]?)B?", text)
    if not found:
        raise argparse.ArgumentTypeError(f"'{text}' is not a size such as 500k, 100M or 1G")
    return int(float(found[1]) * {"": 1, "k": 10**3, "M": 10**6, "G": 10**9}[found[2]])


def size_text(size):
    return f"{size / 1e9:g} GB" if size >= 10**9 else f"{size / 1e6:g} MB"


def generated(args, kind):
    """The file or folder of made-up responses, written if it is not there or older than its generator."""
    amount = args.yaml_files if kind == "yaml" else args.size
    path = args.data / (f"yaml-{amount}" if kind == "yaml" else f"{kind}-{amount}.csv")
    generator = args.bin / "bench-generate"
    done = args.data / f"{path.name}.done"
    if not done.exists() or not path.exists() or done.stat().st_mtime < generator.stat().st_mtime:
        subprocess.run([generator, kind, str(amount), path], check=True)
        done.touch()
    return path


def jobs_of(args, candidates):
    captions = {
        "overall": "{} of CSV, a row per response",
        "grouped": "{} of CSV, by partnership",
        "quoted": "{} of CSV, every field in quotes",
        "long": "{} of CSV, a row per practice",
        "yaml": f"{args.yaml_files:,} YAML files",
        "start-up": "health check of 4 respondents; others only start",
    }
    found = []
    for name in args.jobs:
        caption = captions[name].format(size_text(args.size))
        if name in LAYOUTS:
            source = generated(args, LAYOUTS[name])
            made = candidates.long(source) if name == "long" else candidates.wide(source, name)
            found.append(Job(name, caption, [source], made))
        elif name == "yaml":
            folder = generated(args, "yaml")
            found.append(Job(name, caption, sorted(folder.iterdir()), candidates.yaml(folder)))
        else:
            found.append(Job(name, caption, [CASE_STUDY], candidates.start_up(), START_UPS))
    for job in found:
        job.candidates = [c for c in job.candidates if c.role != "peer" or re.search(args.only, c.name)]
    return found


def warm(paths):
    """Reads the files, so that each run finds them in the page cache."""
    block = bytearray(1 << 20)
    for path in paths:
        with open(path, "rb", buffering=0) as opened:
            while opened.readinto(block):
                pass


def measure(args, job, candidate, out):
    """Wall seconds, CPU seconds and kilobytes of one run, and the path of its table; raises if the run fails."""
    report = args.work / "report"
    report.unlink(missing_ok=True)
    command = [str(args.bin / "bench-measure"), str(report), *candidate.placed(out)]
    stdout = out if candidate.table == "stdout" else args.work / "stdout"
    with open(stdout, "wb") as printed, open(args.work / "stderr", "wb") as errors:
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=printed, stderr=errors, check=False,
                       env={**os.environ, "LC_ALL": "C.UTF-8", **candidate.environment})
    wall, cpu, memory, status = report.read_text(encoding="utf-8").split() if report.exists() else ("0", "0", "0", "4")
    if status != "0":
        message = (args.work / "stderr").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"{job.name}: {candidate.name} failed with status {status}\n{message[-2000:]}")
    return float(wall), float(cpu), float(memory)


def table_path(args, job, candidate):
    if os.path.isabs(candidate.table):
        return pathlib.Path(candidate.table)
    return args.work / re.sub(r"[^a-z0-9.]+", "-", f"{job.name}-{candidate.name}.csv".lower())


def run_rounds(args, jobs):
    """Every run's figures by (job, candidate), and whether all went well."""
    runs, is_well, reference = {}, True, {}
    for number in range(1, args.rounds + 1):
        for job in jobs:
            warm(job.inputs)
            for candidate in [c for _ in range(job.repeats) for c in job.candidates]:
                if runs.get((job.name, candidate.name), []) is None:
                    continue
                out = table_path(args, job, candidate)
                out.unlink(missing_ok=True)
                if job.repeats == 1:
                    warm(job.inputs)
                try:
                    runs.setdefault((job.name, candidate.name), []).append(measure(args, job, candidate, out))
                    if number == 1 and candidate.table:
                        found = read_table(out)
                        unequal = differences(reference.setdefault(job.name, found), found)
                        if unequal:
                            raise RuntimeError(f"{job.name}: {candidate.name} gives another table ({len(unequal)} differences):\n"
                                               + "\n".join(unequal[:3]))
                except (RuntimeError, ValueError, OSError) as error:
                    say(str(error))
                    runs[job.name, candidate.name] = None
                    is_well = False
            say(f"round {number} of {args.rounds}: {job.name} done")
    return runs, is_well


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--size", type=parse_size, default=parse_size("100M"), help="of each CSV file (default 100M)")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each program (default 5)")
    parser.add_argument("--jobs", default=",".join(JOBS), help=f"of {','.join(JOBS)} (default all)")
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build" / "bench" / "bin", help="folder of the programs (default build/bench/bin)")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "build" / "bench-data", help="folder for the responses (default build/bench-data)")
    parser.add_argument("--only", default="", help="of the other programs, those whose name this regular expression finds")
    parser.add_argument("--threads", type=int, default=2, help="how many the second run of those with threads gets (default 2)")
    parser.add_argument("--yaml-files", type=int, default=2000, help="responses in the YAML folder (default 2000)")
    parser.add_argument("--details", action="store_true", help="print a table per job as well")
    args = parser.parse_args()
    args.jobs = args.jobs.split(",")
    for name in args.jobs:
        if name not in JOBS:
            parser.error(f"'{name}' is not a job: {', '.join(JOBS)}")
    args.bin, args.data = args.bin.resolve(), args.data.resolve()
    for program in ("partnership-congruence", "partnership-check", "bench-generate", "bench-measure"):
        if not (args.bin / program).exists():
            parser.error(f"{args.bin} has no {program}: build with `cmake --workflow --preset bench`")
    args.work = args.data / "work"
    args.work.mkdir(parents=True, exist_ok=True)
    return args


def main():
    args = parse_arguments()
    if os.getloadavg()[0] > 0.5:
        say(f"The machine is busy (load {os.getloadavg()[0]:.1f}): figures will be too high.")
    candidates = Candidates(args.bin, args.work, args.threads)
    jobs = jobs_of(args, candidates)
    if not candidates.has_threads:
        say("left out: 2 threads (the tools have no option --threads)")
    if not candidates.kernel:
        say("left out: without AVX (the tools take no such kernel from PARTNERSHIP_KERNEL)")
    for name, reason in candidates.installed.missing.items():
        say(f"left out: {name} ({reason})")

    runs, is_well = run_rounds(args, jobs)
    version = probe([args.bin / "partnership-congruence", "--version"]) or ""
    commit = first_line("git", "-C", ROOT, "describe", "--always", "--dirty")
    if is_well:
        print(heading(jobs, runs, candidates.installed, args.bin, args.rounds, version, commit))
    else:
        print("Not all runs went well; standard error has the reasons.\n")
    print(summary(jobs, runs), end="")
    if args.details:
        print(details(jobs, runs), end="")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
