"""Every call of the system fails in turn, by the shim: open, read, write, fsync, close, rename and the rest, each with the
errors it knows; interrupted and short ones must leave no trace at all."""
import errno
import os

from harness import BAD_INPUT, DONE, OLD, SYSTEM_FAILED, Case, check_good, describe, walk

MOST = 400  # calls of one kind in one run

CASES = [
    Case("check", ("--quiet", "bay.csv")),
    Case("congruence", ("--quiet", "--format", "csv", "case-studies"), once=("case-studies/",)),
    Case("congruence", ("--quiet", "--format", "json", "bay.csv", "large.csv")),
    Case("congruence", ("--quiet", "--format", "csv", "--by", "partnership", "--output", "out.csv", "case-studies"), output="out.csv", once=("case-studies/",)),
    Case("congruence", ("--quiet", "--format", "csv", "--by", "role", "--output", "out.csv", "large.csv"), output="out.csv"),
    Case("statistics", ("--quiet", "bay.csv")),
    Case("tally", ("--quiet", "--output", "out.tally", "bay.csv"), output="out.tally"),
    Case("congruence", ("--quiet", "--format", "csv", "in.tally")),
    Case("validate", ("--quiet", "--format", "csv", "form.yaml", "bay.csv", "study.yaml")),
    Case("gaps", ("--quiet", "study.yaml")),
    Case("congruence", ("--quiet", "--instrument", "form.yaml", "--level", "practice", "tiny.csv")),
    Case("congruence", ("--quiet", "--format", "tsv", "--input-format", "csv", "-"), stdin="large.csv"),
    Case("template", ("--instrument", "established", "--format", "yaml", "--respondents", "15")),
    Case("template", ("--instrument", "established", "--format", "markdown", "--output", "form.md"), output="form.md"),
]

# What several threads read, and score where there is more than one group; only what is theirs fails here. With the number of
# threads they start.
THREADED = [
    (Case("congruence", ("--quiet", "--threads", "3", "--format", "csv", "--level", "practice", "many")), 2),
    (Case("congruence", ("--quiet", "--threads", "3", "--format", "csv", "--level", "practice", "--by", "respondent", "many")), 4),
]

# Errors a call of each kind can end with, and ways that are no errors.
ERRORS = {
    "open": [errno.EIO, errno.EACCES, errno.EINTR],
    "read": [errno.EIO, errno.EINTR, "short", "end"],
    "write": [errno.EIO, errno.ENOSPC, errno.EINTR, "short"],
    "sync": [errno.EIO, errno.EINTR],
    "close": [errno.EIO, errno.ENOSPC, errno.EINTR],
    "rename": [errno.EIO, errno.EACCES],
    "link": [errno.EIO, errno.ENOSPC],
    "stat": [errno.EIO, errno.EACCES],
    "mode": [errno.EPERM],
    "folder": [errno.EIO],
}
WITHOUT_TRACE = (errno.EINTR, "short")


def check(case, fault, good, given, failures):
    error = fault.split(":")[2]
    reason = os.strerror(int(error)) if error.isdigit() else "shorter"
    text = describe(case, fault, given)
    same = given.stdout == good.stdout and given.stderr == good.stderr and given.file == good.file
    failures.expect(not given.litter, f"{text}; left behind: {given.litter}")
    failures.expect(given.file in (OLD if case.output else None, good.file), f"{text}; the file is neither the old nor the new one")
    if given.status == DONE:
        failures.expect(same, f"{text}; the output differs from that of a good run")
        return
    words = (int(error) if error.isdigit() else error) in WITHOUT_TRACE
    opens_folder = "case-studies" in case.arguments and fault.startswith("open:")  # of the C++ library, which does not ask again
    failures.expect(not words or opens_folder, f"{text}; this must leave no trace")
    failures.expect(given.status in (BAD_INPUT, SYSTEM_FAILED), f"{text}; not a documented status")
    if case.tool == "validate":  # which prints findings
        said = given.stdout + given.stderr
    else:
        said = given.stderr
        empty = given.status == BAD_INPUT or case.output
        failures.expect(not given.stdout if empty else good.stdout.startswith(given.stdout), f"{text}; not what was to be printed")
    said = said.decode()
    failures.expect(any(name in said for name in case.names()) and reason in said, f"{text}; does not say what failed and why ({reason})")


def check_broken(case, fault, good, given, failures):
    """Where all calls fail from some on, standard error is gone too."""
    text = describe(case, fault, given)
    failures.expect(given.status in (DONE, BAD_INPUT, SYSTEM_FAILED), f"{text}; not a documented status")
    failures.expect(given.file in (OLD if case.output else None, good.file), f"{text}; the file is neither the old nor the new one")
    if given.status == DONE:
        failures.expect(given.stdout == good.stdout and given.file == good.file, f"{text}; the output differs from that of a good run")


def test(runner, failures, full):
    struck = 0
    for case in CASES:
        good = check_good(case, runner.run(case), failures)
        for kind, errors in ERRORS.items():
            for error in errors:
                if error == "end" and case.stdin:  # a stream may end anywhere
                    continue

                def one(k, case=case, good=good, fault=f"{kind}:%d:{error}"):
                    given = runner.run(case, fault % k)
                    if given.struck:
                        check(case, fault % k, good, given, failures)
                    return given.struck

                struck += walk(one, range(1, MOST))

        def rest(k, case=case, good=good):
            fault = f"any:{k}:{errno.EIO}:on"
            given = runner.run(case, fault)
            if given.struck:
                check_broken(case, fault, good, given, failures)
            return given.struck

        struck += walk(rest, range(1, MOST) if full else range(1, MOST, 2))
    for case, expected in THREADED:
        good = check_good(case, runner.run(case), failures)

        def without_thread(k, case=case, good=good):
            given = runner.run(case, f"thread:{k}:{errno.EAGAIN}")
            same = given.status == DONE and given.stdout == good.stdout and given.stderr == good.stderr
            failures.expect(same, f"{describe(case, f'thread:{k}', given)}; fewer threads must do it as well")
            return given.struck

        threads = walk(without_thread, range(1, MOST))
        failures.expect(threads == expected, f"{threads} threads were started, not {expected}")
        struck += threads
    failures.expect(struck > 500, f"only {struck} faults came to pass: the shim does not reach the tools")
    return f"{struck} failing calls"
