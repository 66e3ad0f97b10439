#!/bin/sh
# Scores many files with GNU parallel, on all processors of one machine or, with its --sshlogin, of several: each file is
# boiled down to a tally, and a tool adds the tallies up. Prints everything as one tidy CSV file.
#   examples/parallel.sh DATA...
# The tools must be on the PATH. TALLIES=DIR keeps the tallies there and makes only those that are not there yet, so that
# a run that was stopped goes on; start with a new folder when the data or OPTIONS (for partnership-tally) have changed.
set -eu
[ $# -gt 0 ] || { echo "usage: $0 DATA..." >&2; exit 2; }
if [ -z "${TALLIES:-}" ]; then
  TALLIES=$(mktemp -d)
  trap 'rm -rf "$TALLIES"' EXIT
fi
mkdir -p "$TALLIES"
export TALLIES OPTIONS="${OPTIONS:---keep-hashes}"

# The name of a tally is that of its file with the folders, so that two files of one name do not meet. --output writes a
# file whole or not at all: a tally that is there is complete.
boil_down='tally=$TALLIES/$(printf %s {} | tr / _).tally; [ -e "$tally" ] || partnership-tally --quiet $OPTIONS --output "$tally" {}'
find "$@" -type f -name '*.csv' -print0 | sort -z | parallel --null --halt now,fail=1 "$boil_down"

partnership-statistics --no-respondents --by partnership "$TALLIES"
