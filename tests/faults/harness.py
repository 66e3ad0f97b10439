"""What the tests of faults have in common: runs of a tool in a folder of its own, what they are to give, and failures.

A run that is made to fail may do one of two things: give what a good run gives, to the byte, or say on standard error
what failed and end with status 3 (an input) or 4 (the system). A file given with --output is the old or the new one in
any case, and nothing lies beside it.
"""
import concurrent.futures
import dataclasses
import itertools
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "examples"
SECONDS = 30  # after which a run hangs
OLD = b"what was there before\n"
DONE, WRONG_USAGE, BAD_INPUT, SYSTEM_FAILED = 0, 2, 3, 4


@dataclasses.dataclass(frozen=True)
class Case:
    """A command line of a tool, with the inputs it reads; `output` is a file it writes."""
    tool: str
    arguments: tuple
    output: str = ""
    stdin: str = ""   # name of an input
    once: tuple = ()  # names of further inputs a message may be about

    def __str__(self):
        text = " ".join(("partnership-" + self.tool, *self.arguments))
        return text + (f" < {self.stdin}" if self.stdin else "")

    def names(self):
        """What a message can be about."""
        inputs = [name for name in self.arguments if (INPUTS / name).exists()]
        return [*inputs, *self.once, *([self.output] if self.output else []), *(["-"] if self.stdin else []), "standard output"]


@dataclasses.dataclass
class Outcome:
    status: int     # negative: the signal that ended it; None: it hung
    stdout: bytes
    stderr: bytes
    file: bytes     # of --output; None: there is none
    litter: list    # files that should not be there
    struck: bool    # the fault came to pass


class Failures:
    """Counts checks and keeps what failed."""

    def __init__(self):
        self.checks = 0
        self.texts = []
        self.lock = threading.Lock()

    def expect(self, fact, text):
        with self.lock:
            self.checks += 1
            if not fact:
                self.texts.append(text)
        return fact


INPUTS = pathlib.Path(tempfile.mkdtemp(prefix="partnership-faults-inputs-"))


def make_inputs(bin_folder):
    """Small inputs of every kind, a larger one that takes several reads, and more files than one thread reads alone (64)."""
    shutil.copytree(EXAMPLES / "case-studies", INPUTS / "case-studies")
    shutil.copy(EXAMPLES / "case-studies/pacific-bay.csv", INPUTS / "bay.csv")
    shutil.copy(sorted((EXAMPLES / "case-studies-yaml").glob("*.yaml"))[0], INPUTS / "study.yaml")
    shutil.copy(REPOSITORY / "tests/documentation/small_instrument.yaml", INPUTS / "form.yaml")
    (INPUTS / "tiny.csv").write_text("practice,ideal,actual\nT1P1,4,b\nT1S1,3,c\n")
    header, *rows = (EXAMPLES / "network/network.csv").read_text(encoding="utf-8").splitlines()
    names = header.split(",")
    who = names.index("respondent")
    with open(INPUTS / "large.csv", "w", encoding="utf-8") as large:
        print(header, file=large)
        for copy in range(15):
            for row in rows:
                cells = row.split(",")
                cells[who] += f"-{copy}"
                print(",".join(cells), file=large)
    (INPUTS / "many").mkdir()
    for number in range(70):
        (INPUTS / "many" / f"{number}.csv").write_text(f"respondent,E1P1_ideal,E1P1_actual\nR{number},4,b\n")
    subprocess.run([bin_folder / "partnership-tally", "--quiet", "--output", "in.tally", "case-studies"], cwd=INPUTS, check=True)


def remove_inputs():
    shutil.rmtree(INPUTS, ignore_errors=True)


class Runner:
    """Runs the tools, several at a time, each in a folder that has the inputs."""

    def __init__(self, bin_folder, shim):
        self.bin = bin_folder
        self.shim = shim
        self.places = threading.local()
        self.folders = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)

    def place(self):
        """The folder of this thread."""
        if not hasattr(self.places, "folder"):
            folder = pathlib.Path(tempfile.mkdtemp(prefix="partnership-faults-"))
            shutil.copytree(INPUTS, folder, dirs_exist_ok=True)
            self.places.folder = folder
            self.places.known = {path.name for path in folder.iterdir()}
            self.folders.append(folder)
        return self.places.folder

    def command(self, case):
        return [str(self.bin / ("partnership-" + case.tool)), *case.arguments]

    def environment(self, **more):
        return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "dumb", **more}

    def run(self, case, fault="", old=OLD, **how):
        """One run; `fault` as the shim takes it."""
        folder = self.place()
        environment = self.environment(**how.pop("environment", {}))
        struck = folder / ".struck"
        if fault:
            struck.unlink(missing_ok=True)
            environment |= {"LD_PRELOAD": str(self.shim), "FAULT": fault, "FAULT_STRUCK": str(struck)}
        if case.output:
            (folder / case.output).write_bytes(old)
        if "stdin" not in how and "input" not in how:
            how["stdin"] = open(folder / case.stdin, "rb") if case.stdin else subprocess.DEVNULL
        how.setdefault("stdout", subprocess.PIPE)
        how.setdefault("stderr", subprocess.PIPE)
        try:
            done = subprocess.run(self.command(case), cwd=folder, env=environment, timeout=SECONDS, check=False, **how)
            status, stdout, stderr = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired as late:
            status, stdout, stderr = None, late.stdout, late.stderr
        finally:
            if hasattr(how.get("stdin"), "close"):
                how["stdin"].close()
        return Outcome(status, stdout or b"", stderr or b"", *self.left(case), struck.exists())

    def left(self, case):
        """The content of the output file, and what lies beside it; both are removed."""
        folder = self.place()
        file = None
        litter = []
        for path in folder.iterdir():
            if path.name == case.output:
                file = path.read_bytes()
                path.unlink()
            elif path.name not in self.places.known and path.name != ".struck":
                litter.append(path.name)
                path.unlink()
        return file, litter


def walk(job, steps, workers=os.cpu_count() or 1):
    """Calls job(k) for each of the steps until one returns False, a few at a time. Returns how many returned True."""
    count = 0
    steps = iter(steps)
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        while some := list(itertools.islice(steps, 8 * workers)):
            for went_on in pool.map(job, some):
                if not went_on:
                    return count
                count += 1
    return count


def ending(status):
    if status is None:
        return f"no end after {SECONDS} s"
    return f"status {status}" if status >= 0 else signal.Signals(-status).name


def describe(case, fault, outcome):
    return (f"{case} [{fault}]: {ending(outcome.status)}, {len(outcome.stdout)} bytes on stdout, stderr: "
            f"{outcome.stderr[:300].decode('utf-8', 'backslashreplace')!r}")


def check_good(case, outcome, failures):
    """Of the run that nothing disturbs: whatever else is compared with it."""
    wanted = outcome.status == DONE and not outcome.litter
    failures.expect(wanted and (outcome.stdout or outcome.file not in (None, OLD)), describe(case, "nothing", outcome))
    return outcome
