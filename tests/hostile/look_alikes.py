#!/usr/bin/env python3
"""Every character of two planes of Unicode behind an answer: the message says what it is and what it looks like.

Python's own tables of Unicode are the reference: a name that is given is the character's; what decomposes to one plain
character looks like that; spaces look like spaces, and what only directs the text cannot be seen.
"""
import csv
import io
import pathlib
import re
import sys
import tempfile
import unicodedata

import tools

SAID = re.compile(r"character 2 is U\+([0-9A-F]{4,})(?: ([A-Z0-9 -]+))?(?: \(a byte order mark\))?(?:, which (.+))?$")
FAULTS = 5000  # in a file; many more are not told in full
DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def characters():
    """Those beyond ASCII and the control characters, but for halves of UTF-16, that every Python and every utf8proc knows."""
    old = unicodedata.ucd_3_2_0
    return [chr(code) for code in range(0xA0, 0x20000)
            if old.category(chr(code)) not in ("Cn", "Cs") or unicodedata.bidirectional(chr(code)) in DIRECTIONS]


def look(character):
    """What a message has to say, if the character must look like anything else."""
    plain = unicodedata.normalize("NFKC", character)
    if unicodedata.category(character) in ("Zl", "Zp") or unicodedata.bidirectional(character) in DIRECTIONS:
        return "cannot be seen"
    if plain == " ":
        return "looks like a space"
    return f"looks like '{plain}'" if len(plain) == 1 and plain.isascii() else None


def faults_of(given, some):
    """Of a file in which each of these characters stands behind an answer."""
    with tempfile.TemporaryDirectory() as folder:
        rows = "".join(f"R{ord(character):X},4{character},b\n" for character in some)
        pathlib.Path(folder, "answers.csv").write_text("respondent,E1P1_ideal,E1P1_actual\n" + rows, encoding="utf-8")
        out, _ = given.run("validate", "--max-faults", str(len(some)), "--format", "csv", "--raw-text", "answers.csv", cwd=folder, statuses=(3,))
    faults = list(csv.DictReader(io.StringIO(out.decode(), newline="")))
    given.check(len(faults) == len(some), ["validate"], f"{len(faults)} faults of {len(some)} answers")
    return faults


def main():
    given = tools.Tools(tools.arguments(__doc__).bin)
    every = characters()
    for begin in range(0, len(every), FAULTS):
        some = every[begin:begin + FAULTS]
        for character, fault in zip(some, faults_of(given, some)):
            said, expected, name = SAID.search(fault["message"]), look(character), unicodedata.name(character, "")
            what = [f"U+{ord(character):04X}", name]
            code, called, looks = said.groups() if said else (None, None, None)
            given.check(expected in (None, looks), what, f"{looks}, but it {expected}")
            given.check(not said or int(code, 16) == ord(character), what, f"is called U+{code}")
            given.check(called in (None, name), what, f"is called {called}")
    return given.report()


if __name__ == "__main__":
    sys.exit(main())
