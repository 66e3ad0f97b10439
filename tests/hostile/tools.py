"""Runs the tools for the tests of this folder and counts what is wrong."""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent.parent / "examples"
FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown")
NETWORK = EXAMPLES / "network" / "network.csv"
SECONDS = 60  # after which a run is stuck

RUNS = [
    ("congruence", ["--level", "practice", "--by", "partnership,role", "--by", "wave", "--counts"]),
    ("congruence", ["--matrix"]),
    ("gaps", ["--by", "partnership"]),
    ("gaps", ["--quadrants"]),
    ("stages", ["--level", "principle"]),
    ("agreement", ["--by", "partnership"]),
    ("change", ["--by", "partnership"]),
    ("statistics", ["--tier", "core", "--by", "partnership", "--by", "role"]),
    ("check", []),
    ("validate", ["--quality"]),
]


def arguments(description, **options):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="folder of the built tools")
    for name, kept in options.items():
        parser.add_argument("--" + name, **kept)
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return parser.parse_args()


def surroundings(environment):
    kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
    return {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": os.defpath, **environment, **kept}


class Tools:
    """The programs of a folder; counts runs and complaints."""

    def __init__(self, folder):
        self.folder = folder.resolve()
        self.runs = 0
        self.wrong = 0

    def run(self, tool, *options, cwd, statuses=(0,), stdin=None, **environment):
        """Standard output and error, as bytes. Any other status than `statuses` is a complaint."""
        self.runs += 1
        done = subprocess.run([self.folder / f"partnership-{tool}", *options], cwd=cwd, input=stdin,
                              stdin=subprocess.DEVNULL if stdin is None else None, capture_output=True, timeout=SECONDS, check=False,
                              env=surroundings(environment))
        self.check(done.returncode in statuses, [tool, *options], f"exit status {done.returncode}: {done.stderr[-500:]!r}")
        return done.stdout, done.stderr

    def run_measured(self, tool, *options, cwd, statuses=(0,), stdin=subprocess.DEVNULL):
        """Standard output as an open file of bytes, standard error as bytes, and the most memory it took, in KiB.

        `stdin`: as subprocess takes it. What this program has ever taken counts for those it starts, so it must stay small.
        """
        self.runs += 1
        out = tempfile.TemporaryFile()
        with tempfile.TemporaryFile() as err:
            running = subprocess.Popen([self.folder / f"partnership-{tool}", *options], cwd=cwd, stdout=out, stdin=stdin, stderr=err,
                                       env=surroundings({}))
            _, status, usage = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
            self.check(running.returncode in statuses, [tool, *options], f"exit status {running.returncode}")
            out.seek(0)
            err.seek(0)
            return out, err.read(), usage.ru_maxrss

    def check(self, good, what, why):
        if good:
            return
        self.wrong += 1
        if self.wrong <= 20:
            print("WRONG", *what, "\n ", why)

    def report(self):
        print(f"{self.runs} runs, {self.wrong} wrong")
        return 1 if self.wrong else 0
