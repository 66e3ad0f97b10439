"""Every allocation fails in turn, once or from then on, by the shim: a run ends with status 4 and says that there is no
memory, or gives what a good run gives."""
import math

from harness import BAD_INPUT, DONE, OLD, SYSTEM_FAILED, Case, check_good, describe, walk

# So many are taken one by one; those behind them, unless all are wanted, in growing steps. Some runs have 12,000.
ONE_BY_ONE = {"": 2000, ":on": 150}
ENOMEM = 12

CASES = [
    Case("check", ("--quiet", "bay.csv")),
    Case("congruence", ("--quiet", "--format", "csv", "case-studies")),
    Case("statistics", ("--quiet", "study.yaml")),
    Case("validate", ("--quiet", "--format", "csv", "form.yaml", "bay.csv", "study.yaml")),
    Case("tally", ("--quiet", "--threads", "2", "--output", "out.tally", "many"), output="out.tally"),
    Case("congruence", ("--quiet", "--format", "json", "in.tally")),
    Case("congruence", ("--quiet", "--threads", "3", "--format", "csv", "--by", "respondent", "many")),
    Case("gaps", ("--quiet", "-"), stdin="bay.csv"),
]


def steps(one_by_one):
    k = 1
    while True:
        yield k
        k += 1 if k < one_by_one else 1 + k // 40


def check(case, fault, good, given, failures):
    text = describe(case, fault, given)
    failures.expect(not given.litter, f"{text}; left behind: {given.litter}")
    failures.expect(given.file in (OLD if case.output else None, good.file), f"{text}; the file is neither the old nor the new one")
    if given.status == DONE:
        same = given.stdout == good.stdout and given.file == good.file and given.stderr == good.stderr
        failures.expect(same, f"{text}; the output differs from that of a good run")
        return
    # Allocations of the system's own, as for reading a folder, are errors of the call.
    said = given.stderr + (given.stdout if case.tool == "validate" else b"")
    of_call = b"Cannot allocate memory" in said and given.status in (BAD_INPUT, SYSTEM_FAILED)
    failures.expect(of_call or (given.status == SYSTEM_FAILED and given.stderr == b"error: out of memory\n"), text)
    if case.tool != "validate":
        failures.expect(good.stdout.startswith(given.stdout) and not (given.status == BAD_INPUT and given.stdout), f"{text}; not what was to be printed")


def test(runner, failures, full):
    struck = 0
    for case in CASES:
        good = check_good(case, runner.run(case), failures)
        for mode, one_by_one in ONE_BY_ONE.items():
            def one(k, case=case, good=good, mode=mode):
                fault = f"memory:{k}:{ENOMEM}{mode}"
                given = runner.run(case, fault)
                if given.struck:
                    check(case, fault, good, given, failures)
                return given.struck

            struck += walk(one, steps(math.inf if full else one_by_one))
    failures.expect(struck > 1000, f"only {struck} faults came to pass: the shim does not reach the tools")
    return f"{struck} failing allocations"
