"""What is made of the measurements: are the tables equal, and the Markdown block for the README."""
import csv
import datetime
import os
import pathlib
import platform
import re
import statistics
import subprocess

MEANS = ("ideal_mean", "actual_mean", "gap_mean")
TOLERANCE = 2e-6


def read_table(path):
    """Rows by (partnership, practice); the 36 counts and the means."""
    with open(path, newline="", encoding="utf-8") as opened:
        lines = csv.reader(opened)
        header = next(lines)
        place = {name: i for i, name in enumerate(header)}
        key = [place[name] for name in ("partnership", "practice") if name in place]
        counts = sorted(name for name in header if re.fullmatch(r"n_(\d|na|blank)_([a-d]|na|blank)", name))
        if len(counts) != 36:
            raise ValueError(f"{path}: {len(counts)} joint counts instead of 36")
        counts, means = [place[name] for name in counts], [place[name] for name in MEANS]
        return {tuple(line[i] for i in key): ([int(float(line[i])) for i in counts],
                                              [float(line[i]) if line[i] not in ("", "NA", "nan", "NaN") else None for i in means])
                for line in lines if line}


def differences(ours, theirs):
    """Sentences; empty if the tables are equal."""
    found = []
    for key in sorted(ours.keys() ^ theirs.keys()):
        found.append(f"row {key} is in {'ours' if key in ours else 'theirs'} only")
    for key in sorted(ours.keys() & theirs.keys()):
        (our_counts, our_means), (their_counts, their_means) = ours[key], theirs[key]
        if our_counts != their_counts:
            found.append(f"counts of {key}: ours {our_counts}, theirs {their_counts}")
        for name, a, b in zip(MEANS, our_means, their_means):
            if (a is None) != (b is None) or (a is not None and abs(a - b) > TOLERANCE):
                found.append(f"{name} of {key}: ours {a}, theirs {b}")
    return found


def first_line(*command):
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.split("\n")[0] if done.returncode == 0 else ""


def matched(path, pattern):
    try:
        found = re.search(pattern, pathlib.Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return ""
    return found.group(1).strip() if found else ""


def machine():
    model = matched("/proc/cpuinfo", r"^model name\s*:\s*(.+)$") or platform.processor() or platform.machine()
    vectors = re.findall(r"\b(avx512_vbmi2|avx512f|avx2|sse4_2)\b", matched("/proc/cpuinfo", r"^flags\s*:\s*(.+)$"))
    best = next((name for name in ("avx512_vbmi2", "avx512f", "avx2", "sse4_2") if name in vectors), "")
    memory = int(matched("/proc/meminfo", r"^MemTotal:\s*(\d+)") or 0) / 1e6
    return f"{model}{f' ({best})' if best else ''}, {os.cpu_count()} cores, {memory:.0f} GB"


def system(bin_folder):
    """Distribution, kernel and the compiler that the build folder around `bin_folder` names."""
    name = matched("/etc/os-release", r'^PRETTY_NAME="?([^"\n]+)') or platform.system()
    debian = matched("/etc/debian_version", r"^(\d+\.\d+)$")
    cache = bin_folder.parent / "CMakeCache.txt"
    compiler = matched(cache, r"^CMAKE_CXX_COMPILER:\w+=(.+)$")
    build = matched(cache, r"^CMAKE_BUILD_TYPE:\w+=(.+)$")
    words = [f"{name}{f' ({debian})' if debian else ''}", f"Linux {platform.release()}" if platform.system() == "Linux" else platform.platform()]
    if compiler:
        words.append(f"{first_line(compiler, '--version')}, {build}")
    return "; ".join(words)


def seconds(value):
    return f"{value:.2f} s" if value >= 0.9995 else f"{value * 1e3:.0f} ms" if value >= 0.00995 else f"{value * 1e3:.1f} ms"


def ratio(value, base):
    if not base:
        return ""
    found = value / base
    return f"{found:,.0f}" if found >= 9.95 else f"{found:.1f}" if found >= 0.95 else f"{found:.2f}"


def code(name):
    return f"`{name}`" if "-" in name else name


def heading(jobs, runs, installed, bin_folder, rounds, version, commit):
    """What is shown, and when, on what and with what it was measured."""
    ran = {candidate.name for job in jobs for candidate in job.candidates if runs.get((job.name, candidate.name))}
    others = [f"{name} {installed.versions[name]}" for name in sorted(installed.versions, key=str.lower) if any(r.startswith(name) for r in ran)]
    lines = ["## Speed", "",
             f"Whole runs, from start to exit, with the output written to a file; medians of {rounds} round{'s' if rounds > 1 else ''}. `wc -l` reads the same bytes and",
             "only counts lines. The last column says how many times our CPU time others take, one thread each, for the same counts",
             "and means; all tables were compared and are equal. `tests/bench/run.py` measures it again;",
             "[its README](tests/bench/README.md) says how to read the figures.", "",
             f"Measured on {datetime.date.today().isoformat()} with {version}{f' ({commit})' if commit else ''}: {machine()};",
             f"{system(bin_folder)}."]
    if others:
        lines.append(f"Compared with {', '.join(others)}.")
    return "\n".join(lines) + "\n"


class Figures:
    """Medians of a job: wall seconds, CPU seconds, kilobytes, by candidate."""

    def __init__(self, job, runs):
        self.candidates = [candidate for candidate in job.candidates if runs.get((job.name, candidate.name))]
        self.of = {c.name: [statistics.median(run[i] for run in runs[job.name, c.name]) for i in range(3)] for c in self.candidates}
        self.baseline = next((c.name for c in self.candidates if c.role == "baseline"), None)
        self.ours = next((c.name for c in self.candidates if c.role == "ours"), None)

    def cpu(self, name):
        return self.of[name][1] if name else None

    def wall(self, name):
        return self.of[name][0] if name else None


def summary(jobs, runs):
    """A row per job and way of running ours; the others by how many times our CPU time they take."""
    lines = ["| job | program | wall | CPU | memory | CPU / `wc -l` | CPU of others / ours |", "|---|---|--:|--:|--:|--:|---|"]
    for job in jobs:
        figures = Figures(job, runs)
        for candidate in figures.candidates:
            if not candidate.role.startswith("ours"):
                continue
            wall, cpu, memory = figures.of[candidate.name]
            is_first = candidate.role == "ours"
            base = ratio(cpu, figures.cpu(figures.baseline))
            if base and figures.baseline != "wc -l":
                base += f" ({figures.baseline})"
            others = [f"{code(c.name)} {ratio(figures.cpu(c.name), cpu)}" for c in figures.candidates if c.role == "peer" and c.is_plain]
            lines.append(f"| {job.caption if is_first else ''} | {candidate.name} | {seconds(wall)} | {seconds(cpu)} | {memory / 1e3:,.0f} MB | {base} | "
                         f"{', '.join(others) if is_first else ''} |")
    return "\n".join(lines) + "\n"


def details(jobs, runs):
    """A table per job, a row per program."""
    lines = []
    for job in jobs:
        figures = Figures(job, runs)
        base_name = code(figures.baseline) if figures.baseline else "baseline"
        lines += ["", f"**{job.caption}**", "",
                  f"| program | wall | CPU | memory | CPU / {base_name} | CPU / ours | wall / ours |", "|---|--:|--:|--:|--:|--:|--:|"]
        for candidate in figures.candidates:
            wall, cpu, memory = figures.of[candidate.name]
            bold = "**" if candidate.role == "ours" else ""
            lines.append(f"| {bold}{candidate.name}{bold} | {seconds(wall)} | {seconds(cpu)} | {memory / 1e3:,.0f} MB | "
                         f"{ratio(cpu, figures.cpu(figures.baseline))} | {ratio(cpu, figures.cpu(figures.ours))} | {ratio(wall, figures.wall(figures.ours))} |")
    return "\n".join(lines) + "\n"
