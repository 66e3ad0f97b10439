#!/usr/bin/env python3
"""Runs the ```console blocks of Markdown files and compares what they show with what comes.

    run_documentation.py [--update] --bin FOLDER FILE.md...

A block is one shell session in the repository root, with the tools on the PATH. A line that starts with "$ " is a
command (a backslash at its end carries it on to the next line, which starts with "> "), the lines after it are all that
it prints, on standard output and standard error. --update writes the files anew with what came.
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
END = "=== end of a command ==="


def commands_of(block):
    """The commands of a block without their prompts; one over several lines is one text with newlines."""
    found = []
    for line in block.splitlines():
        if line.startswith("> ") and found and found[-1].endswith("\\"):
            found[-1] += "\n" + line[2:]
        elif line.startswith("$ "):
            found.append(line[2:])
        elif not found:
            raise SystemExit(f"a console block begins without a command: {line}")
    return found


def run(commands, tools):
    """What each command prints. The exit status stays what it was, so that `echo $?` can follow."""
    script = "".join(f"{command}\n{{ status=$?; echo '{END}'; (exit $status); }}\n" for command in commands)
    kept = {name: value for name, value in os.environ.items() if name in ("HOME", "TMPDIR") or name.endswith("SAN_OPTIONS")}
    kept.update(PATH=f"{tools}{os.pathsep}{os.environ['PATH']}", LC_ALL="C.UTF-8", TERM="dumb")
    result = subprocess.run(["sh", "-c", script], cwd=ROOT, env=kept, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=300)
    return result.stdout.split(END + "\n")[:len(commands)]


def shown(block, tools):
    """The block as it should stand in the file."""
    commands = commands_of(block)
    return "".join("$ " + command.replace("\n", "\n> ") + "\n" + output for command, output in zip(commands, run(commands, tools)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    wrong = blocks = 0
    for file in options.files:
        text = file.read_text(encoding="utf-8")
        real = BLOCK.sub(lambda found: f"```console\n{shown(found[1], options.bin.resolve())}```", text)
        blocks += len(BLOCK.findall(text))
        if real == text:
            continue
        wrong += 1
        if options.update:
            file.write_text(real, encoding="utf-8")
        sys.stdout.writelines(difflib.unified_diff(text.splitlines(True), real.splitlines(True), f"{file} shows", f"{file} should show"))
    print(f"{blocks} blocks in {len(options.files)} files; {wrong} files {'rewritten' if options.update else 'differ'}")
    return 1 if wrong and not options.update else 0


if __name__ == "__main__":
    sys.exit(main())
