#!/usr/bin/env python3
"""Instructions that a processor may not have stand only in the kernels that are chosen for those that do.

The kernels share one object file with the code that chooses among them. A function there that is compiled for AVX by
mistake, or a template of the standard library that the linker then takes for the whole program, would end every tool with
SIGILL on an older processor; no test on a newer one can see that, so this one reads the machine code.
"""
import argparse
import re
import subprocess
import sys

# Registers that came with AVX and AVX-512, and every mnemonic of AVX: its encoding of the older instructions starts with v.
NEWER = re.compile(r"%[yz]mm\d|%k[0-7]\b|\tv[a-z]+\d*[a-z]* ")
HEAD = re.compile(r"[0-9a-f]+ <(.*)>:$")


def functions_with_newer_instructions(disassembly):
    found, function = {}, None
    for line in disassembly.splitlines():
        if head := HEAD.match(line):
            function = head[1]
        elif NEWER.search(line):
            found.setdefault(function, line.strip())
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--objdump", required=True)
    parser.add_argument("objects", nargs="+", help="object files")
    chosen = parser.parse_args()
    text = subprocess.run([chosen.objdump, "--disassemble", "--demangle", "--no-show-raw-insn", *chosen.objects], check=True, capture_output=True, text=True).stdout
    found = functions_with_newer_instructions(text)
    kernels = {name for name in found if re.match(r"partnership::row_decoding::N_AVX\w*::", name)}
    if not kernels:
        sys.exit("no kernel has any such instruction: this test does not see what it is for")
    if strays := found.keys() - kernels:
        sys.exit("\n".join(f"{name}: {found[name]}" for name in sorted(strays)))
    print(f"only in {len(kernels)} functions of the kernels")


if __name__ == "__main__":
    main()
