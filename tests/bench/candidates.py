"""The jobs of the benchmark and who does them: our tools, baselines, and the other programs that are installed here."""
import dataclasses
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE / "peers"
CASE_STUDY = HERE.parent.parent / "examples" / "case-studies" / "pacific-bay.csv"
sys.path.insert(0, str(PEERS))
from duckdb_sql import duckdb_sql  # noqa: E402

OURS = "partnership-congruence"
# What all compute. Ours prints more unless it is told not to: wording, agreement, congruence.
COLUMNS = ["partnership", "practice", *(f"n_{ideal}_{actual}" for ideal in ("1", "2", "3", "4", "na", "blank")
                                        for actual in ("a", "b", "c", "d", "na", "blank")), "ideal_mean", "actual_mean", "gap_mean"]
SLOW_ABOVE = 11_000_000  # bytes; Miller takes minutes for more
# Kernels without AVX, best first; the first that the tool takes is measured. PARTNERSHIP_BENCH_KERNEL names another.
KERNELS_WITHOUT_AVX = ("SSE4", "SSSE3", "SSE2", "EMU128", "SCALAR")


@dataclasses.dataclass
class Candidate:
    name: str
    command: list
    role: str = "peer"  # or "baseline", "ours", "ours too"
    environment: dict = dataclasses.field(default_factory=dict)
    table: str = ""        # "file": it writes OUT; "stdout": it prints the table; a path: it writes that; "": makes none
    is_plain: bool = True  # one thread: compared in the short table

    def placed(self, out):
        return [str(out) if word == "OUT" else str(word) for word in self.command]


@dataclasses.dataclass
class Job:
    name: str
    caption: str
    inputs: list
    candidates: list
    repeats: int = 1  # runs in each round


def probe(command, environment=None):
    """What a command prints if it succeeds, else None."""
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120, check=False,
                              stdin=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
    except (OSError, subprocess.TimeoutExpired):
        return None
    return (done.stdout.strip() or done.stderr.strip() or "?") if done.returncode == 0 else None


class Installed:
    """Finds the other programs, once each; `versions` and `missing` tell what came of it."""

    def __init__(self):
        self.versions, self.missing = {}, {}
        names = (sys.executable, shutil.which("python3"), "/usr/bin/python3")
        self.pythons = list(dict.fromkeys(name for name in names if name and os.path.exists(name)))

    def note(self, name, version, hint):
        if version is None:
            self.missing[name] = hint
            return False
        self.versions[name] = re.sub(r"\s+", " ", version)
        return True

    def python(self, name, module, expression="__version__"):
        """The first Python that has the module."""
        for python in self.pythons:
            version = probe([python, "-c", f"import {module}; print({module}.{expression})"])
            if version is not None:
                self.note(name, version, "")
                return python
        return None

    def node(self, name, module):
        version = probe(["node", "-e", f"require('{module}'); let v = ''; try {{ v = require('{module}/package.json').version }} "
                                       "catch { } console.log(v || 'for node')"])
        return version is not None and self.note(name, version, "")

    def r(self, name, package):
        code = f"suppressPackageStartupMessages(library({package})); cat(as.character(packageVersion('{package}')))"
        return self.note(name, probe(["Rscript", "-e", code]), f"no R package {package}")

    def program(self, name, command):
        version = probe(command) if shutil.which(command[0]) else None
        found = re.search(r"\d+(\.\d+)+(\s\d{8})?", version or "")
        return self.note(name, found.group(0) if found else version, f"no program {command[0]}")


class Candidates:
    def __init__(self, bin_folder, work, threads):
        self.bin, self.work, self.threads = bin_folder, work, threads
        self.installed = Installed()
        self.tool = bin_folder / OURS
        self.has_threads = "--threads" in (probe([self.tool, "--help"]) or "")
        self.kernel = self.find_kernel()
        self.duckdb = self.find_duckdb()
        self.polars = self.find_polars()
        self.pandas = self.installed.python("pandas", "pandas")
        self.data_table = self.installed.r("data.table", "data.table")
        self.awks = [command[0] for command in (["mawk", "-W", "version"], ["gawk", "--version"])
                     if self.installed.program(command[0], command)]
        self.miller = self.installed.program("Miller", ["mlr", "--version"])
        self.pyyaml = self.installed.python("PyYAML", "yaml", "CSafeLoader and yaml.__version__")
        self.r_yaml = self.installed.r("R yaml", "yaml")
        self.rscript = self.installed.program("R", ["Rscript", "--version"])
        self.empty = self.compile_empty()
        for name, found, places in (("DuckDB", self.duckdb, "Python or node, and no program"), ("Polars", self.polars, "Python or node"),
                                    ("pandas", self.pandas, "Python"), ("PyYAML", self.pyyaml, "Python, or without libyaml")):
            if not found:
                self.installed.missing[name] = f"not in {places}"

    def find_kernel(self):
        """The name of a kernel without AVX, if the tool lets us choose."""
        if platform.machine() not in ("x86_64", "AMD64") or b"PARTNERSHIP_KERNEL" not in self.tool.read_bytes():
            return None
        forced = os.environ.get("PARTNERSHIP_BENCH_KERNEL")
        names = (forced,) if forced else KERNELS_WITHOUT_AVX
        return next((name for name in names if probe([self.tool, "--quiet", CASE_STUDY], {"PARTNERSHIP_KERNEL": name}) is not None), None)

    def find_duckdb(self):
        """The start of a command to which the file of the SQL is added."""
        python = self.installed.python("DuckDB", "duckdb")
        if python:
            return [python, PEERS / "duckdb_job.py"]
        if self.installed.node("DuckDB", "@duckdb/node-api"):
            return ["node", PEERS / "duckdb_job.cjs"]
        if self.installed.program("DuckDB", ["duckdb", "--version"]):
            return ["duckdb"]
        return None

    def find_polars(self):
        python = self.installed.python("Polars", "polars")
        if python:
            return [python, PEERS / "polars_job.py"]
        return ["node", PEERS / "polars_job.cjs"] if self.installed.node("Polars", "nodejs-polars") else None

    def compile_empty(self):
        compiler = shutil.which("cc")
        program = self.work / "empty"
        if compiler and probe([compiler, "-O2", PEERS / "empty.c", "-o", program]) is not None:
            return program
        self.installed.missing["empty C program"] = "no C compiler"
        return None

    def ours(self, source, options=()):
        """Our ways of doing it; `options` group."""
        command = [self.tool, "--quiet", "--level", "practice", "--counts", *options, "--format", "csv", "--output", "OUT"]
        one = ["--threads", "1"] if self.has_threads else []
        found = [Candidate(OURS, [*command, *one, source], "ours", table="file")]
        if options:
            found.append(Candidate(f"{OURS}, same columns", [*command, *one, "--columns", ",".join(COLUMNS), source], "ours too",
                                   table="file"))
        if self.has_threads and self.threads > 1:
            found.append(Candidate(f"{OURS}, {self.threads} threads", [*command, "--threads", self.threads, source], "ours too",
                                   table="file", is_plain=False))
        if self.kernel:
            found.append(Candidate(f"{OURS}, without AVX ({self.kernel})", [*command, *one, source], "ours too",
                                   {"PARTNERSHIP_KERNEL": self.kernel}, "file"))
        return found

    def each_thread_count(self, name, make):
        """`make` gives a command and environment for a number of threads."""
        return [Candidate(name if n == 1 else f"{name}, {n} threads", *make(n), table="file", is_plain=n == 1)
                for n in dict.fromkeys((1, self.threads))]

    def of_duckdb(self, source, job):
        if not self.duckdb:
            return []
        with open(source, encoding="utf-8") as opened:
            columns = opened.readline().strip().replace('"', "").split(",")

        def command(n):
            sql = self.work / f"{job}-{n}.sql"
            out = self.work / f"{job}-{n}-duckdb.csv"
            sql.write_text(duckdb_sql(source, columns, job == "grouped", n, out), encoding="utf-8")
            if self.duckdb[0] == "duckdb":
                return ["duckdb", "-c", f".read '{sql}'"]
            return [*self.duckdb, sql]
        return [Candidate("DuckDB" if n == 1 else f"DuckDB, {n} threads", command(n), table=str(self.work / f"{job}-{n}-duckdb.csv"),
                          is_plain=n == 1) for n in dict.fromkeys((1, self.threads))]

    def wide(self, source, job):
        way = "grouped" if job == "grouped" else "overall"
        found = [Candidate("wc -l", ["wc", "-l", source], "baseline")]
        found += self.ours(source, ["--by", "partnership"] if way == "grouped" else [])
        found += self.of_duckdb(source, job)
        if self.polars:
            found += self.each_thread_count("Polars", lambda n: (
                [*self.polars, source, way, "OUT"], "peer", {"POLARS_MAX_THREADS": str(n)}))
        if self.data_table:
            found += self.each_thread_count("data.table", lambda n: (
                ["Rscript", PEERS / "data_table_job.R", source, way, n, "OUT"], "peer"))
        if self.pandas:
            found.append(Candidate("pandas", [self.pandas, PEERS / "pandas_job.py", source, way, "OUT"], table="file"))
        if job != "quoted":  # the script does not know quoted answers
            found += [Candidate(awk, [awk, "-v", f"grouped={int(way == 'grouped')}", "-f", PEERS / "count.awk", source],
                                environment={"LC_ALL": "C"}, table="stdout") for awk in self.awks]
        if self.miller and os.path.getsize(source) <= SLOW_ABOVE:
            flag = "yes" if way == "grouped" else "no"
            found.append(Candidate("Miller", ["mlr", "--icsv", "--ocsv", "--infer-none", "--from", source, "put", "-q",
                                              "-s", f"grouped={flag}", "-f", PEERS / "count.mlr"], table="stdout"))
        elif self.miller:
            self.installed.missing["Miller"] = f"too slow for more than {SLOW_ABOVE // 1_000_000} MB"
        return found

    def long(self, source):
        return [Candidate("wc -l", ["wc", "-l", source], "baseline"), *self.ours(source), *self.of_duckdb(source, "long")]

    def yaml(self, folder):
        files = sorted(folder.iterdir())
        found = [Candidate("wc -l", ["wc", "-l", *files], "baseline"), *self.ours(folder)]
        found = [candidate for candidate in found if "AVX" not in candidate.name]
        if self.pyyaml:
            found.append(Candidate("PyYAML (libyaml)", [self.pyyaml, PEERS / "pyyaml_job.py", folder, "OUT"], table="file"))
        if self.r_yaml:
            found.append(Candidate("R yaml", ["Rscript", PEERS / "yaml_job.R", folder, "OUT"], table="file"))
        return found

    def start_up(self):
        found = [Candidate("empty C program", [self.empty], "baseline")] if self.empty else []
        found.append(Candidate("partnership-check", [self.bin / "partnership-check", "--quiet", CASE_STUDY], "ours"))
        if self.rscript:
            found.append(Candidate("Rscript -e 1", ["Rscript", "-e", "1"]))
        found.append(Candidate("python3 -c 0", [sys.executable, "-c", "0"]))
        return found
