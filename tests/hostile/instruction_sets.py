#!/usr/bin/env python3
"""Instructions that an x86-64 processor may not have stand only in the kernels that are chosen for those that do.

The kernels share one object file with the code that chooses among them. A function there that is compiled for AVX by
mistake, or a template of the standard library that the linker then takes for the whole program, would end every tool with
SIGILL on an older processor; no test on a newer one can see that, so this one reads the machine code.
"""
import argparse
import re
import subprocess
import sys

# What is beyond the x86-64 that every such processor has: registers of AVX and AVX-512, mnemonics of AVX, which start with v,
# and those of SSSE3, SSE4, BMI and their like. Not tzcnt: it is written for bsf, and means the same where both are known.
OTHERS = """andn(?!p) bextr blsi blsmsk blsr bzhi pdep pext mulx rorx sarx shlx shrx lzcnt popcnt movbe crc32
    aesenc aesdec aesimc aeskeygenassist pclmul sha1 sha256 pshufb palignr pabs psign phadd phsub pmaddubsw pmulhrsw
    pblend blend round pmovsx pmovzx pmuld(?!q) pmulld ptest pcmpeqq pcmpgtq pcmp[ei]str pinsr[bdq] pextr[bdq] extractps insertps
    pmaxs[bd] pmaxu[wd] pmins[bd] pminu[wd] packusdw phminposuw mpsadbw dpp[sd] movntdqa addsub hadd hsub movddup movs[hl]dup lddqu"""
NEWER = re.compile(r"%[yz]mm\d|%k[0-7]\b|\t(?:v[a-z]\w*|(?:" + "|".join(OTHERS.split()) + r")\w*)(?:\s|$)")
HEAD = re.compile(r"[0-9a-f]+ <(.*)>:$")
KERNEL = re.compile(r"partnership::row_decoding::N_(?:AVX|SSE4|SSSE3)\w*::")

# A sample in which everything but `old` and the kernel is to be found: a list that finds nothing would find nothing wrong.
SAMPLE = """
0000000000000000 <old(int)>:
   0:\tmov    %rdi,%rax
   3:\tpmuludq %xmm1,%xmm0
   7:\ttzcnt  %rax,%rax
0000000000000010 <partnership::row_decoding::N_AVX2::decode()>:
  10:\tvpshufb %ymm1,%ymm0,%ymm0
0000000000000020 <shift(int)>:
  20:\tshlx   %rax,%rdi,%rax
0000000000000030 <zero()>:
  30:\tvzeroupper
0000000000000040 <bytes()>:
  40:\tpshufb %xmm1,%xmm0
0000000000000050 <bits()>:
  50:\tpopcnt %rdi,%rax
0000000000000060 <mask()>:
  60:\tkmovd  %k1,%eax
"""


def functions_with_newer_instructions(disassembly):
    found, function = {}, None
    for line in disassembly.splitlines():
        if head := HEAD.match(line):
            function = head[1]
        elif NEWER.search(line):
            found.setdefault(function, line.strip())
    return found


def main():
    wanted = {"partnership::row_decoding::N_AVX2::decode()", "shift(int)", "zero()", "bytes()", "bits()", "mask()"}
    assert functions_with_newer_instructions(SAMPLE).keys() == wanted
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--objdump", required=True)
    parser.add_argument("objects", nargs="+", help="object files")
    chosen = parser.parse_args()
    text = subprocess.run([chosen.objdump, "--disassemble", "--demangle", "--no-show-raw-insn", *chosen.objects], check=True, capture_output=True, text=True).stdout
    found = functions_with_newer_instructions(text)
    kernels = {name for name in found if KERNEL.match(name)}
    if not kernels:
        sys.exit("no kernel has any such instruction: this test does not see what it is for")
    if strays := found.keys() - kernels:
        sys.exit("\n".join(f"{name[:200]}: {found[name]}" for name in sorted(strays)))
    print(f"only in {len(kernels)} functions of the kernels")


if __name__ == "__main__":
    main()
