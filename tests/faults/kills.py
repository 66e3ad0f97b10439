"""A run that writes a file over an old one is killed, before each of its calls in turn and at random moments: the file is
the old or the new one, and the next run leaves nothing beside it. So it is where two runs write the same file at once."""
import os
import random
import signal
import subprocess
import time

from harness import DONE, OLD, Case, check_good, describe, ending, walk

MOST = 400  # calls in one run
CASES = [
    Case("congruence", ("--quiet", "--format", "csv", "--output", "out.csv", "case-studies"), output="out.csv"),
    Case("tally", ("--quiet", "--output", "out.tally", "bay.csv"), output="out.tally"),
    Case("template", ("--instrument", "developing", "--output", "form.csv"), output="form.csv"),
]
LARGE = Case("template", ("--instrument", "established", "--format", "yaml", "--respondents", "100", "--output", "forms.yaml"), output="forms.yaml")


def has_unnamed_files(folder):
    """Not every file system has; there a killed run leaves a temporary file."""
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600))
    except OSError:
        return False
    return True


def files_beside(case, folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(case.output + ".")]


def killed_before_each_call(runner, failures):
    killed = 0
    for case in CASES:
        good = check_good(case, runner.run(case), failures)

        def one(k, case=case, good=good):
            folder = runner.place()
            (folder / case.output).write_bytes(OLD)
            environment = runner.environment(LD_PRELOAD=str(runner.shim), FAULT=f"any:{k}:kill")
            done = subprocess.run(runner.command(case), cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
            text = f"{case} [killed before call {k}]: {ending(done.returncode)}"
            file = (folder / case.output).read_bytes()
            failures.expect(file in (OLD, good.file), f"{text}; the file is neither the old nor the new one")
            left = files_beside(case, folder)
            failures.expect(len(left) <= 1, f"{text}; left behind: {left}")
            after = subprocess.run(runner.command(case), cwd=folder, env=runner.environment(), stdin=subprocess.DEVNULL, check=False)
            failures.expect(after.returncode == DONE and (folder / case.output).read_bytes() == good.file, f"{text}; the next run does not mend it")
            left = files_beside(case, folder)
            failures.expect(not (left and has_unnamed_files(folder)), f"{text}; after the next run there is still {left}")
            for name in (case.output, *left):
                (folder / name).unlink()
            return done.returncode == -signal.SIGKILL

        killed += walk(one, range(1, MOST))
    return killed


def seconds_of_a_run(runner):
    start = time.monotonic()
    runner.run(LARGE)
    return time.monotonic() - start


def killed_at_random(runner, failures, times):
    chance = random.Random(1)
    good = check_good(LARGE, runner.run(LARGE), failures)
    length = min(seconds_of_a_run(runner) for _ in range(5))  # the machine may have other work
    folder = runner.place()
    killed = 0
    old = OLD
    for turn in range(times):
        (folder / LARGE.output).write_bytes(old)
        process = subprocess.Popen(runner.command(LARGE), cwd=folder, env=runner.environment(), stdin=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, length))
        process.send_signal(signal.SIGKILL if turn % 2 == 0 else signal.SIGTERM)
        killed += process.wait() < 0
        text = f"{LARGE} [killed, turn {turn}]"
        failures.expect((folder / LARGE.output).read_bytes() in (old, good.file), f"{text}; the file is neither the old nor the new one")
        left = files_beside(LARGE, folder)
        # Between its name and its place it may be killed too; the next run puts that right.
        failures.expect(left in ([], [f"{LARGE.output}.partnership-new"]) or not has_unnamed_files(folder), f"{text}; left behind: {left}")
    subprocess.run(runner.command(LARGE), cwd=folder, env=runner.environment(), stdin=subprocess.DEVNULL, check=True)
    left = files_beside(LARGE, folder)
    failures.expect(not (left and has_unnamed_files(folder)), f"{LARGE}; after the last run there is still {left}")
    for name in (LARGE.output, *left):
        (folder / name).unlink()
    return killed


def written_by_several(runner, failures, times):
    """Some runs write one file, others another content: in the end it is one of the two."""
    other = Case("statistics", ("--quiet", "--output", "out.csv", "bay.csv"), output="out.csv")
    contents = [check_good(case, runner.run(case), failures).file for case in (CASES[0], other)]
    folder = runner.place()
    for turn in range(times):
        processes = [subprocess.Popen(runner.command(case), cwd=folder, env=runner.environment(), stdin=subprocess.DEVNULL)
                     for case in (CASES[0], other) for _ in range(4)]
        statuses = [process.wait() for process in processes]
        text = f"{len(processes)} runs that write out.csv, turn {turn}: {[ending(status) for status in statuses]}"
        failures.expect(set(statuses) == {DONE}, text)
        failures.expect((folder / "out.csv").read_bytes() in contents, f"{text}; the file is none of theirs")
        failures.expect(not files_beside(other, folder), f"{text}; left behind: {files_beside(other, folder)}")


def test(runner, failures, full):
    in_turn = killed_before_each_call(runner, failures)
    failures.expect(in_turn > 20, f"only {in_turn} runs were killed: the shim does not reach the tools")
    times = 1000 if full else 40
    at_random = killed_at_random(runner, failures, times)
    failures.expect(at_random >= times // 8, f"only {at_random} of {times} runs were killed")
    written_by_several(runner, failures, 100 if full else 10)
    return f"{in_turn} runs killed before a call, {at_random} of {times} at a random moment"
