#!/bin/sh
# A pipeline around the tools: check the files, compute, pick rows with standard tools, and stop a later step if a gap is
# too wide. The tools must be on the PATH.
#   examples/pipeline.sh DATA...
set -eu
[ $# -gt 0 ] || { echo "usage: $0 DATA..." >&2; exit 2; }
statistics=$(mktemp)
trap 'rm -f "$statistics"' EXIT

# 1. Is every file sound? Otherwise the faults, each with its place, and exit status 3 ends the pipeline here.
partnership-validate "$@" >&2

# 2. Everything as one tidy file, whole or not at all.
partnership-statistics --quiet --by partnership --format tsv --output "$statistics" "$@"

# 3. The columns by name, the rows by what is in them: each partnership's congruence, lowest first.
awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; ++i) column[$i] = i; next }
             $column["statistic"] == "congruence" && $column["level"] == "overall" && $column["partnership"] != "" {
               printf "%.2f\t%s\n", $column["value"], $column["partnership"] }' "$statistics" | sort -n

# 4. A gate: exit status 1 if the gap of any principle of any partnership is a step and a half or more.
partnership-gaps --quiet --level principle --by partnership --fail-if 'gap_mean>=1.5' "$@" >/dev/null
