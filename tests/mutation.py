#!/usr/bin/env python3
"""How many small errors the tests notice: makes one at a time in the readers and the statistics, builds and tests.

    /usr/bin/python3 tests/mutation.py                         100 errors, drawn at random from src/input,
                                                               src/instrument and src/statistics: an hour or two
    /usr/bin/python3 tests/mutation.py --seed 2                other ones
    /usr/bin/python3 tests/mutation.py --count 0 src/input/csv_long.cpp    all of a file
    /usr/bin/python3 tests/mutation.py --list src/statistics   only shows them

An error is a comparison, a calculation, a condition or a truth turned round, a number one too large, or a call left out. It
counts as noticed where a test fails or takes far longer than it does without, or where what the build runs does; it is left out
where the compiler refuses it. What is missed is printed as it stands in the source: some of it is as good as the original, a
buffer one byte larger, say, and counts as missed all the same. Works in a copy of the sources, build/mutation. The tests of
faults, hostile surroundings, installing and documentation are not run; no error is made in headers and vector kernels. Exit
status 1: fewer than 85 % are noticed.
"""
import argparse
import concurrent.futures
import contextlib
import fcntl
import json
import math
import os
import pathlib
import random
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time

from clang.cindex import CursorKind, Diagnostic, Index, TypeKind  # Debian's python3-clang-14

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = ROOT / "build" / "mutation"
BUILD = COPY / "build" / "dev"
FOLDERS = ["src/input", "src/instrument", "src/statistics"]
LEFT_OUT = "^(faults|hostile|install|documentation)[.]"
GOAL = 85  # per cent
# Of a step: bytes of memory and of a file, and seconds of a build; all that one takes without errors is far below.
MOST_MEMORY, MOST_FILE, MOST_BUILDING = 4 << 30, 1 << 30, 1800

# Each operator by what stands in its place.
OPERATORS = {
    "<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",),
    "&&": ("||",), "||": ("&&",), "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",), "%": ("*",),
    "&": ("|",), "|": ("&",), "<<": (">>",), ">>": ("<<",),
    "+=": ("-=",), "-=": ("+=",), "*=": ("/=",), "/=": ("*=",), "&=": ("|=",), "|=": ("&=",),
}
TURNED_ROUND_THEMSELVES = (CursorKind.BINARY_OPERATOR, CursorKind.UNARY_OPERATOR, CursorKind.CXX_BOOL_LITERAL_EXPR)
UNARY = {"++": "--", "--": "++", "!": "", "-": ""}  # the longer ones first


def shortened(text, most=40):
    text = " ".join(text.split()) or "nothing"
    return text if len(text) <= most else text[:most - 3] + "..."


class Mutant:
    """One error: other bytes in place of those from `begin` to `end` of a file."""

    def __init__(self, file, begin, end, text):
        self.file, self.begin, self.end, self.text = file, begin, end, text
        self.source = (COPY / file).read_bytes()

    def key(self):
        return self.file, self.begin, self.end, self.text

    def __str__(self):
        before = self.source[:self.begin]
        line, column = before.count(b"\n") + 1, self.begin - before.rfind(b"\n")
        old, new = (shortened(text) for text in (self.source[self.begin:self.end].decode(), self.text))
        return f"{self.file}:{line}:{column}: {old} -> {new}: {self.source.splitlines()[line - 1].decode().strip()}"

    @contextlib.contextmanager
    def made(self):
        """While this lasts, the copy has the error."""
        path = COPY / self.file
        path.write_bytes(self.source[:self.begin] + self.text.encode() + self.source[self.end:])
        try:
            yield
        finally:
            path.write_bytes(self.source)


def is_operator_call(cursor):
    """Of an operator that a class defines, other than those of streams."""
    operator = cursor.spelling.removeprefix("operator")
    return cursor.kind == CursorKind.CALL_EXPR and operator != cursor.spelling and operator in OPERATORS and operator not in ("<<", ">>")


def replacements(cursor, source):
    """What may stand in place of a cursor or a part of it: where it begins and ends, in bytes, and the other text."""
    begin, end = cursor.extent.start.offset, cursor.extent.end.offset
    children = list(cursor.get_children())
    kind = cursor.kind
    if kind in (CursorKind.BINARY_OPERATOR, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR) and len(children) == 2:
        between = children[0].extent.end.offset, children[1].extent.start.offset
        operator = source[slice(*between)].strip()
        at = between[0] + source[slice(*between)].find(operator)
        for other in OPERATORS.get(operator.decode(), ()):
            yield at, at + len(operator), other
    elif is_operator_call(cursor) and len(children) == 3:
        place = children[1].extent  # of the operator
        for other in OPERATORS.get(source[place.start.offset:place.end.offset].decode(), ()):
            yield place.start.offset, place.end.offset, other
    elif kind == CursorKind.UNARY_OPERATOR:
        for operator, other in UNARY.items():
            if source[begin:].startswith(operator.encode()) and children and children[0].extent.start.offset >= begin + len(operator):
                yield begin, begin + len(operator), other
                break
            if len(operator) == 2 and source[:end].endswith(operator.encode()):
                yield end - len(operator), end, other
    elif kind in (CursorKind.INTEGER_LITERAL, CursorKind.FLOATING_LITERAL) and source[begin:begin + 1].isdigit():
        yield begin, end, f"({source[begin:end].decode()} + 1)"
    elif kind == CursorKind.CXX_BOOL_LITERAL_EXPR and source[begin:end] in (b"true", b"false"):
        yield begin, end, "false" if source[begin:end] == b"true" else "true"
    elif kind == CursorKind.CALL_EXPR and cursor.type.kind == TypeKind.VOID and source[end:].lstrip().startswith(b";"):
        yield begin, end, "(void)0"
    elif kind in (CursorKind.IF_STMT, CursorKind.WHILE_STMT) and children and children[0].kind.is_expression():
        condition = children[0]
        if condition.kind not in TURNED_ROUND_THEMSELVES and not is_operator_call(condition):
            place = condition.extent
            yield place.start.offset, place.end.offset, f"!({source[place.start.offset:place.end.offset].decode()})"


def mutants_of(entry):
    """All mutants of a source file, from its entry in compile_commands.json."""
    path = pathlib.Path(entry["file"])
    arguments = [argument for argument in shlex.split(entry["command"])[1:] if argument not in ("-c", entry["file"])]
    at = arguments.index("-o")
    del arguments[at:at + 2]
    unit = Index.create().parse(entry["file"], args=arguments)
    errors = [str(found) for found in unit.diagnostics if found.severity >= Diagnostic.Error]
    if errors:
        raise RuntimeError("\n".join(errors))
    source = path.read_bytes()
    name = name_of(entry)
    found = {}

    def visit(cursor):
        for child in cursor.get_children():
            place = child.extent.start.file
            if place is None or place.name != entry["file"] or child.kind == CursorKind.STATIC_ASSERT:
                continue
            for begin, end, text in replacements(child, source):
                found[begin, end, text] = (name, begin, end, text)
            visit(child)

    visit(unit.cursor)
    return [found[key] for key in sorted(found)]


def name_of(entry):
    return str(pathlib.Path(entry["file"]).relative_to(COPY))


def object_of(entry):
    """What the entry compiles to, as the build calls it."""
    arguments = shlex.split(entry["command"])
    return arguments[arguments.index("-o") + 1]


def copy_sources():
    """What git knows, as it stands in the work tree; files that are the same keep their times, so that little is built."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.decode().split("\0")
    wanted = {name for name in listed if (ROOT / name).is_file()}
    for folder in {name.split("/")[0] for name in wanted if "/" in name}:
        for path in (COPY / folder).rglob("*"):
            if path.is_file() and str(path.relative_to(COPY)) not in wanted:
                path.unlink()
    for name in wanted:
        source, target = ROOT / name, COPY / name
        if target.exists() and target.read_bytes() == source.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_FILE, MOST_FILE))


def run(command, seconds=MOST_BUILDING):
    """What went wrong, "" for nothing; the output goes to a log. Whatever the command has started ends with it."""
    with open(COPY / "log", "wb") as log:
        process = subprocess.Popen(list(map(str, command)), cwd=COPY, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                   start_new_session=True, preexec_fn=limit)
        try:
            return "" if process.wait(seconds) == 0 else "failed"
        except subprocess.TimeoutExpired:
            return "took too long"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def must(command, what):
    if run(command):
        raise SystemExit(f"{what}: see {COPY / 'log'}")


class Tests:
    """The tests, with the time that each step takes where nothing is wrong."""

    def __init__(self, entries, files):
        self.objects = {}
        for entry in entries:
            self.objects.setdefault(name_of(entry), []).append(object_of(entry))
        must(["cmake", "--build", BUILD], "the sources do not build")
        self.limits = {}
        for step in [*sorted({self.stage(name) for name in files}), "all"]:
            begin = time.monotonic()
            must(self.command(step), "the tests fail without any error made")
            self.limits[step] = 30 + 5 * (time.monotonic() - begin)

    @staticmethod
    def stage(name):
        return name.split("/")[1]

    @staticmethod
    def command(step):
        if step == "all":
            return ["ctest", "--test-dir", BUILD, "--stop-on-failure", "--parallel", os.cpu_count(), "--exclude-regex", LEFT_OUT]
        return [BUILD / "bin" / f"unit-{step}", "--gtest_fail_fast", "--gtest_brief=1"]

    def judge(self, mutant):
        """'refused' by the compiler, 'missed' or 'noticed', and how."""
        stage = self.stage(mutant.file)
        with mutant.made():
            if run(["cmake", "--build", BUILD, "--target", *self.objects[mutant.file]]):
                return "refused", ""
            # What is built runs programs of the project, so it may fail too.
            for target, step in ((f"unit-{stage}", stage), ("all", "all")):
                if wrong := run(["cmake", "--build", BUILD, "--target", target]):
                    return "noticed", f"the build {wrong}"
                if wrong := run(self.command(step), self.limits[step]):
                    return "noticed", f"a test {wrong}"
        return "missed", ""


def interval(noticed, of):
    """Wilson's, 95 %: how large the share is among all, of which these were drawn."""
    z = 1.96
    share, denominator = noticed / of, 1 + z * z / of
    centre = (share + z * z / (2 * of)) / denominator
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / denominator
    return 100 * (centre - half), 100 * (centre + half)


def show(name, verdicts):
    """The share of those that are noticed."""
    noticed, missed = verdicts.count("noticed"), verdicts.count("missed")
    share = 100 * noticed / (noticed + missed) if noticed + missed else 100
    if noticed + missed:
        low, high = interval(noticed, noticed + missed)
        print(f"{name}: {noticed} of {noticed + missed} noticed, {share:.0f} % (95 % interval {low:.0f} to {high:.0f})"
              f", {verdicts.count('refused')} refused by the compiler", flush=True)
    return share


def arguments_of():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("paths", nargs="*", default=FOLDERS, metavar="PATH", help="sources or folders of them; " + ", ".join(FOLDERS))
    parser.add_argument("--count", type=int, default=100, help="how many, drawn at random; 0: all of them (default: 100)")
    parser.add_argument("--seed", type=int, default=1, help="of the draw (default: 1)")
    parser.add_argument("--list", action="store_true", help="print the errors, make none")
    arguments = parser.parse_args()
    arguments.paths = [os.path.normpath(path) for path in arguments.paths]
    for path in arguments.paths:
        if not path.startswith("src/") or not (ROOT / path).exists():
            parser.error(f"'{path}' is no source or folder below src/")
    return arguments


def main():
    arguments = arguments_of()
    COPY.mkdir(parents=True, exist_ok=True)
    with open(COPY / "lock", "wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"another run is at work in {COPY}") from None
        return measure(arguments)


def measure(arguments):
    copy_sources()
    must(["cmake", "--preset", "dev", "-DPARTNERSHIP_WARNINGS_AS_ERRORS=OFF", "-DCMAKE_CXX_FLAGS_DEBUG=-O1"], "cmake fails")
    entries = [entry for entry in json.loads((BUILD / "compile_commands.json").read_text())
               if any((name_of(entry) + "/").startswith(path + "/") for path in arguments.paths)]
    sources = {name_of(entry): entry for entry in entries if not entry["file"].endswith("vector_kernels.cpp")}
    with concurrent.futures.ProcessPoolExecutor() as pool:
        found = [Mutant(*key) for keys in pool.map(mutants_of, [sources[name] for name in sorted(sources)]) for key in keys]
    chosen = sorted(random.Random(arguments.seed).sample(found, min(arguments.count or len(found), len(found))), key=Mutant.key)
    print(f"{len(chosen)} of {len(found)} errors in {len(sources)} sources", flush=True)
    if arguments.list:
        print(*chosen, sep="\n")
        return 0
    tests = Tests(entries, [mutant.file for mutant in chosen])
    verdicts = {}
    for number, mutant in enumerate(chosen, 1):
        verdict, how = tests.judge(mutant)
        verdicts.setdefault("/".join(mutant.file.split("/")[:2]), []).append(verdict)
        print(f"{number} of {len(chosen)}: {verdict}{how and f' ({how})'}: {mutant}", file=sys.stderr, flush=True)
        if verdict == "missed":
            print(mutant, flush=True)
    for folder, of_folder in verdicts.items():
        show(folder, of_folder)
    return 0 if show("all", [verdict for of_folder in verdicts.values() for verdict in of_folder]) >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
