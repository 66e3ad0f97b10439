#!/usr/bin/env python3
"""Builds the fuzz targets and lets each search for a while, several side by side.

    tests/fuzz/run.py                          every target for 60 seconds
    tests/fuzz/run.py --seconds 3600 survey    one of them for an hour
    tests/fuzz/run.py --corpus FOLDER          goes on from what earlier searches kept there, and adds to it
    tests/fuzz/run.py --seed 1                 the same inputs in the same order each time

Each target begins with its seeds and tests/fuzz/words.dict. A find ends its target: the input is in the working folder
as find-TARGET-*; when it is mended, keep it as tests/fuzz/seeds/TARGET/found-NAME, which the tests replay. The line at
the end of a target says how many inputs it ran, in how many seconds of processor time; the exit status is 1 if anything
was found: a crash, an invariant that does not hold, a leak, an input of more than 10 seconds or 512 MiB.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BIN = ROOT / "build" / "fuzz" / "bin"
# AddressSanitizer keeps what was freed, 256 MiB of it unless told: half of the memory that an input may take.
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=64:" + os.environ.get("ASAN_OPTIONS", "")}
# Bytes. Whole surveys of the small form fit; longer inputs are slower, not richer.
LONGEST = 4096


def targets():
    return sorted(path.name for path in (HERE / "seeds").iterdir())


def build(names):
    subprocess.run(["cmake", "--preset", "fuzz"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "fuzz", "--target", *(f"fuzz-{name}" for name in names)], cwd=ROOT, check=True)


def search(name, seconds, seed, corpus):
    """The exit status, the number of runs, seconds of processor time, and what the target said."""
    found = pathlib.Path(corpus, name)
    found.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={LONGEST}", "-timeout=10", "-rss_limit_mb=512", "-print_final_stats=1",
               f"-dict={HERE / 'words.dict'}", f"-artifact_prefix=find-{name}-"]
    process = subprocess.Popen([BIN / f"fuzz-{name}", *options, found, HERE / "seeds" / name], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    said = process.stderr.read().decode("utf-8", "backslashreplace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    runs = re.findall(r"stat::number_of_executed_units: *(\d+)", said)
    return process.returncode, int(runs[-1]) if runs else 0, usage.ru_utime + usage.ru_stime, said


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(targets())}; all if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (60)")
    parser.add_argument("--seed", type=int, default=0, help="of the chance that changes inputs; 0 (the default): another one each time")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="targets side by side (the number of processors)")
    parser.add_argument("--corpus", help="folder in which inputs that reach something new are kept")
    chosen = parser.parse_args()
    names = chosen.targets or targets()
    if unknown := set(names) - set(targets()):
        parser.error(f"no target {', '.join(sorted(unknown))}")
    build(names)
    failed = []
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(chosen.jobs) as pool:
        for name, (status, runs, processor, said) in zip(names, pool.map(lambda name: search(name, chosen.seconds, chosen.seed, chosen.corpus or scratch), names)):
            if status != 0 or runs == 0:
                failed.append(name)
                print(said)
            print(f"{name}: {runs:,} runs in {processor:.0f} s of processor time{', FOUND SOMETHING' if name in failed else ''}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
