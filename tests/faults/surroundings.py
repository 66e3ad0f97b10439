"""What tools are started in: full devices, closed streams, readers that go away, pipes and devices as files, no permission,
inputs without an end, little stack and memory, any locale. What tests/cli has is not repeated."""
import contextlib
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile

from harness import BAD_INPUT, DONE, EXAMPLES, INPUTS, OLD, SYSTEM_FAILED, Case, describe, ending

TOOLS = {
    "agreement": ("--quiet", "case-studies"),
    "change": ("--quiet", "network.csv"),
    "check": ("--quiet", "bay.csv"),
    "congruence": ("--quiet", "case-studies"),
    "gaps": ("--quiet", "case-studies"),
    "stages": ("--quiet", "case-studies"),
    "statistics": ("--quiet", "case-studies"),
    "tally": ("--quiet", "case-studies"),
    "template": ("--instrument", "established"),
    "validate": ("--quiet", "case-studies"),
}
TABLE = Case("congruence", ("--quiet", "--format", "csv", "bay.csv"))
LONG = Case("template", ("--instrument", "established", "--format", "yaml", "--respondents", "50"))
SECONDS_FOR_ANYTHING = 20
MEGABYTE = 1 << 20


class Check:
    """Runs a command and compares status, standard output and standard error."""

    def __init__(self, runner, failures):
        self.runner = runner
        self.failures = failures

    def expect(self, case, what, given, status, stdout=b"", stderr=b""):
        text = describe(case, what, given)
        self.failures.expect(given.status == status, f"{text}; not status {status}")
        if stdout is not None:
            self.failures.expect(given.stdout == stdout, f"{text}; not the wanted output")
        self.failures.expect(given.stderr == stderr, f"{text}; wanted on stderr: {stderr!r}")
        self.failures.expect(not given.litter, f"{text}; left behind: {given.litter}")

    def shell(self, command, status, stdout=b"", stderr=b"", **environment):
        """The command as a shell has it, tools on its PATH."""
        environment = self.runner.environment(**environment)
        environment["PATH"] = f"{self.runner.bin}:{environment['PATH']}"
        case = Case("shell", (command,))
        try:
            done = subprocess.run(["bash", "-c", command], cwd=self.runner.place(), env=environment, stdin=subprocess.DEVNULL,
                                  capture_output=True, timeout=SECONDS_FOR_ANYTHING, check=False)
            same = done.returncode == status and done.stdout == stdout and done.stderr == stderr
            self.failures.expect(same, f"{command}: {ending(done.returncode)}, {done.stdout[:200]!r}, {done.stderr[:300]!r}; "
                                       f"wanted {status}, {stdout[:200]!r}, {stderr!r}")
        except subprocess.TimeoutExpired:
            self.failures.expect(False, f"{case}: no end")


def full_devices(check):
    said = b"error: cannot write %s: No space left on device\n"
    for tool, arguments in TOOLS.items():
        words = " ".join(arguments)
        check.shell(f"partnership-{tool} {words} > /dev/full", SYSTEM_FAILED, stderr=said % b"to standard output")
        check.shell(f"partnership-{tool} {words} --output /dev/full", SYSTEM_FAILED, stderr=said % b"/dev/full")
        check.shell(f"partnership-{tool} --help > /dev/full", SYSTEM_FAILED, stderr=said % b"to standard output")
        check.shell(f"partnership-{tool} --version > /dev/full", SYSTEM_FAILED, stderr=said % b"to standard output")


def closed_streams(check):
    good = check.runner.run(TABLE).stdout
    noted = "partnership-congruence --format csv bay.csv"
    note = b"note: bay.csv: column 'source' is kept as metadata\n"
    closed = b"error: cannot write to standard output: Bad file descriptor\n"
    check.shell(f"{noted} >&-", SYSTEM_FAILED, stderr=note + closed)
    check.shell(f"{noted} 2>&-", DONE, good)
    check.shell(f"{noted} <&-", DONE, good, note)
    check.shell("partnership-check - <&-", BAD_INPUT, stderr=b"-: cannot read the file: Bad file descriptor\n")
    check.shell("partnership-check nosuch.csv 2>&-", BAD_INPUT)
    # A file that got the number of a closed stream would have the remarks in it.
    for closing in (">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"):
        check.shell(f"({noted} --output out.csv {closing}) 2>/dev/null && cat out.csv && rm out.csv", DONE, good)
    check.shell(f"({noted} --output /dev/stdout >&-) 2>&1", SYSTEM_FAILED, note + b"error: cannot write /dev/stdout: Bad file descriptor\n")


def readers_that_go_away(check):
    runner = check.runner
    whole = runner.run(LONG).stdout
    for ignored in (False, True):
        for count in [0, 1, 100, 4096, 65536, 65537, len(whole) - 70000, len(whole)]:
            process = subprocess.Popen(runner.command(LONG), cwd=runner.place(), env=runner.environment(), stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, restore_signals=not ignored)
            read = b""
            while len(read) < count and (more := os.read(process.stdout.fileno(), count - len(read))):
                read += more
            process.stdout.close()
            said = process.stderr.read()
            status = process.wait()
            text = f"{LONG} [reader gone after {count} bytes, SIGPIPE {'ignored' if ignored else 'as it is'}]: {ending(status)}, {said!r}"
            if count == len(whole):
                wanted = (DONE, b"")
            elif ignored:
                wanted = (SYSTEM_FAILED, b"error: cannot write to standard output: Broken pipe\n")
            else:
                wanted = (-13, b"")
            check.failures.expect((status, said) == wanted and whole.startswith(read), text)


def pipes_and_devices(check):
    good = check.runner.run(TABLE).stdout
    tool = "partnership-congruence --quiet --format csv"
    check.shell(f"mkfifo in; cat bay.csv > in & {tool} in; status=$?; rm in; exit $status", DONE, good)
    check.shell(f"{tool} /dev/stdin < bay.csv", DONE, good)
    check.shell(f"cat bay.csv | {tool} /dev/stdin", DONE, good)
    check.shell(f"{tool} --input-format csv <(cat bay.csv)", DONE, good)
    check.shell(f"mkfifo out; cat out & {tool} --output out bay.csv; status=$?; wait; rm out; exit $status", DONE, good)
    check.shell(f"{tool} --output /dev/null bay.csv && test -c /dev/null", DONE)
    check.shell(f"{tool} --output /dev/stdout bay.csv", DONE, good)  # a pipe
    check.shell(f"{tool} --output /dev/fd/5 bay.csv 5>&1 | cat", DONE, good)
    check.shell(f"{{ echo before; {tool} --output /dev/stdout bay.csv; echo after; }} > out; cat out; rm out", DONE, b"before\n" + good + b"after\n")
    check.shell(f"echo before > out; {tool} --output /dev/stdout bay.csv >> out; cat out; rm out", DONE, b"before\n" + good)
    check.shell(f"exec 5> out; rm out; {tool} --output /dev/fd/5 bay.csv && ls -d out* 2>/dev/null", 2)
    check.shell(f"{tool} --output . bay.csv", SYSTEM_FAILED, stderr=b"error: cannot create .: Is a directory\n")
    check.shell(f"{tool} --output nosuch/out bay.csv", SYSTEM_FAILED, stderr=b"error: cannot create nosuch/out: No such file or directory\n")
    check.shell(f"{tool} --output bay.csv/out case-studies", SYSTEM_FAILED, stderr=b"error: cannot create bay.csv/out: Not a directory\n")
    check.shell("partnership-check - < case-studies", BAD_INPUT, stderr=b"-: cannot read the file: Is a directory\n")
    check.shell("partnership-check bay.csv/x", BAD_INPUT, stderr=b"bay.csv/x: cannot open the file: Not a directory\n")
    check.shell(f"ln -s out.csv link; {tool} --output link bay.csv; test -L link && cat out.csv; rm link out.csv", DONE, good)
    name = "n" * 250  # room for no more than five characters more
    check.shell(f"{tool} --output {name} bay.csv && cat {name} && rm {name}*", DONE, good)
    check.shell(f"umask 027; {tool} --output out bay.csv; stat -c %a out; chmod 604 out; {tool} --output out bay.csv; stat -c %a out; rm out", DONE, b"640\n604\n")


def no_permission(check):
    """As somebody who may not: root is somebody else for it."""
    with tempfile.TemporaryDirectory(prefix="partnership-faults-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        tool = shutil.copy(check.runner.bin / "partnership-congruence", folder)  # its folder may be closed to others
        shutil.copy(INPUTS / "bay.csv", folder)
        (folder / "secret.csv").write_text("respondent\n")
        (folder / "secret.csv").chmod(0)
        (folder / "closed").mkdir(mode=0o700)
        (folder / "closed/old.csv").write_bytes(OLD)
        (folder / "closed").chmod(0 if os.geteuid() else 0o700)
        (folder / "old.csv").write_bytes(OLD)
        folder.chmod(0o555)
        for arguments, status, said in (
                (["secret.csv"], BAD_INPUT, "secret.csv: cannot open the file: Permission denied\n"),
                (["closed"], BAD_INPUT, "closed: cannot open the folder: Permission denied\n"),
                (["closed/old.csv"], BAD_INPUT, "closed/old.csv: cannot open the file: Permission denied\n"),
                (["--quiet", "--output", "old.csv", "bay.csv"], SYSTEM_FAILED, "error: cannot create old.csv: Permission denied\n"),
                (["--quiet", "--output", "closed/old.csv", "bay.csv"], SYSTEM_FAILED, "error: cannot create closed/old.csv: Permission denied\n")):
            who = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
            done = subprocess.run([tool, *arguments], cwd=folder, env=check.runner.environment(), stdin=subprocess.DEVNULL, capture_output=True,
                                  timeout=SECONDS_FOR_ANYTHING, check=False, **who)
            text = f"{arguments} without permission: {ending(done.returncode)}, {done.stdout[:100]!r}, {done.stderr!r}"
            check.failures.expect((done.returncode, done.stdout, done.stderr.decode()) == (status, b"", said), text)
        folder.chmod(0o755)
        (folder / "closed").chmod(0o700)
        check.failures.expect((folder / "old.csv").read_bytes() == OLD and (folder / "closed/old.csv").read_bytes() == OLD, "an old file has changed")


HEADER = "respondent,E1P1_ideal,E1P1_actual"
ENDLESS = {
    "yes": "yes |",
    "zeros": "cat /dev/zero |",
    "one line": "yes x | tr -d '\\n' |",
    "a header": "yes E1P1_ideal, | tr -d '\\n' |",
    "a quote": f"(echo {HEADER}; printf '\"'; yes) |",
    "a field": f"(echo {HEADER}; yes | tr -d '\\n') |",
    "a row": f"(echo {HEADER}; yes , | tr -d '\\n') |",
    "faulty rows": f"(echo {HEADER}; yes Ann,9,9) |",
    "a list": "(echo 'ratings:'; yes -- '- 1') |",
    "documents": "yes -- --- |",
    "nesting": "yes '[' |",
    "commas": "(echo 'a: ['; yes ,) |",
    "an alias": "(echo 'a: &a [1]'; yes -- '- *a') |",
    "a scalar": "(printf 'partnership: '; yes x | tr -d '\\n') |",
    "tally lines": "(head -n 3 in.tally; yes \"$(tail -n 1 in.tally)\") |",
}


def inputs_without_an_end(check):
    """Each is refused in a short time and bounded memory. Only sound rows, which are counted as they come, may go on."""
    for name, source in ENDLESS.items():
        environment = check.runner.environment()
        environment["PATH"] = f"{check.runner.bin}:{environment['PATH']}"
        command = f"{source} (ulimit -v {512 * 1024}; partnership-check -; echo $? >&2)"
        with contextlib.closing(tempfile.TemporaryFile()) as said:
            process = subprocess.Popen(["bash", "-c", command], cwd=check.runner.place(), env=environment, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=said, start_new_session=True)
            try:
                printed = process.communicate(timeout=3 * SECONDS_FOR_ANYTHING)[0]
                said.seek(0)
                lines = said.read().decode("utf-8", "backslashreplace").splitlines()
                refused = lines and lines[-1] == str(BAD_INPUT) and lines[0].startswith("-:") and not printed
                check.failures.expect(refused, f"endless input, {name}: {lines[:3]} ... {lines[-1:]}, {printed[:100]!r}")
            except subprocess.TimeoutExpired:
                check.failures.expect(False, f"endless input, {name}: no end")
                os.killpg(process.pid, 9)
                process.communicate()


def little_stack(check):
    def small():
        resource.setrlimit(resource.RLIMIT_STACK, (256 * 1024, 256 * 1024))

    for tool, arguments in TOOLS.items():
        case = Case(tool, arguments)
        good = check.runner.run(case)
        check.expect(case, "a stack of 256 KiB", check.runner.run(case, preexec_fn=small), DONE, good.stdout)
    for case in (Case("validate", ("--quiet", "form.yaml", "study.yaml")), Case("congruence", ("--quiet", "--threads", "2", "large.csv"))):
        good = check.runner.run(case)
        check.expect(case, "a stack of 256 KiB", check.runner.run(case, preexec_fn=small), DONE, good.stdout)
    nested = "[" * 100000
    given = check.runner.run(Case("check", ("-",)), input=nested.encode(), preexec_fn=small)
    text = describe("100,000 nested lists", "a stack of 256 KiB", given)
    check.failures.expect(given.status == BAD_INPUT and not given.stdout, text)


def little_memory(check):
    """From what printing the version takes, which is more than the stack and the libraries, up to what the job does."""
    case = Case("tally", ("--quiet", "--by", "respondent", "--threads", "2", "large.csv"))
    least = next(size for size in range(2, 512) if limited(check, Case("tally", ("--version",)), size * MEGABYTE).status == DONE)
    good = check.runner.run(case)
    out_of_memory = 0
    for size in range(least * MEGABYTE, 512 * MEGABYTE, MEGABYTE // 2):
        given = limited(check, case, size)
        if given.status == DONE:
            check.expect(case, f"{size} bytes of memory", given, DONE, good.stdout)
            break
        out_of_memory += 1
        check.expect(case, f"{size} bytes of memory", given, SYSTEM_FAILED, b"", b"error: out of memory\n")
    check.failures.expect(out_of_memory > 0, f"{case}: never short of memory, from {least} MiB on")


def many_small_groups(check):
    """Of few respondents the answers are kept, not counts, which would take 20 times as much; and one group is scored at a time."""
    rows = "".join(f"P{number},4,b\n" for number in range(20000))
    for tool, *arguments in (["check"], ["agreement"], ["stages"], ["statistics"], ["tally"], ["change"], ["validate", "--quality"],
                             ["congruence", "--by", "partnership"], ["gaps", "--by", "partnership"], ["congruence", "--matrix"]):
        case = Case(tool, (*arguments, "--quiet", "-"))
        given = limited(check, case, 128 * MEGABYTE, input=f"partnership,E1P1_ideal,E1P1_actual\n{rows}".encode())
        check.failures.expect(given.status == DONE, describe(case, "20,000 partnerships of one in 128 MiB", given))


def limited(check, case, size, **kwargs):
    return check.runner.run(case, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)), **kwargs)


LOCALES = ("C", "POSIX", "xx_XX", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_SA", "")
ELSEWHERE = (
    {"TZ": "Australia/Melbourne", "COLUMNS": "1", "NO_COLOR": "1"},
    {"TZ": "Asia/Kathmandu", "COLUMNS": "100000", "TERM": "xterm-256color"},
    {"TZ": "XYZ+99:99", "COLUMNS": "-1", "TERM": "", "LANGUAGE": "tr"},
    {"TZ": ":/dev/null", "COLUMNS": "wide", "LINES": "1", "POSIXLY_CORRECT": "1"},
    {"TZ": "", "LANG": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8", "MALLOC_PERTURB_": "165"},
)


def any_locale(check):
    """Machine formats have the same bytes everywhere; tables where the characters are the same."""
    for tool, arguments in TOOLS.items():
        formats = [] if tool in ("tally", "template", "change") else ["csv", "json"]
        for case in (*(Case(tool, (*arguments, "--format", format)) for format in formats), Case(tool, arguments)):
            good = check.runner.run(case)
            places = list(ELSEWHERE)
            if "--format" in case.arguments or tool in ("tally", "template", "statistics"):
                places = [{"LC_ALL": locale, **ELSEWHERE[i % len(ELSEWHERE)]} for i, locale in enumerate(LOCALES)]
            for environment in places:
                given = check.runner.run(case, environment=environment)
                check.expect(case, str(environment), given, DONE, good.stdout, good.stderr)


def test(runner, failures, full):
    check = Check(runner, failures)
    shutil.copy(EXAMPLES / "network/network.csv", INPUTS / "network.csv")
    full_devices(check)
    closed_streams(check)
    readers_that_go_away(check)
    pipes_and_devices(check)
    no_permission(check)
    inputs_without_an_end(check)
    little_stack(check)
    little_memory(check)
    many_small_groups(check)
    any_locale(check)
    return "all surroundings"
