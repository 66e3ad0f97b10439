#!/bin/bash
# Scores many files on a cluster with Slurm: a job array boils each file down to a tally, and a job that waits for all of
# them adds the tallies up.
#   examples/slurm.sh FILES.txt OUTPUT.csv
# FILES.txt has the name of a response file on each line. The folder must be one that all nodes see, with the tools on the
# PATH. If a task fails, the adding up is cancelled and the other tallies stay in the folder tallies-XXXXXX. Its log says
# why; then run what is missing by hand:
#   PARTNERSHIP_STEP=tally SLURM_ARRAY_TASK_ID=17 examples/slurm.sh FILES.txt tallies-XXXXXX
#   PARTNERSHIP_STEP=add examples/slurm.sh tallies-XXXXXX OUTPUT.csv
set -euo pipefail

step=${PARTNERSHIP_STEP:-submit}
case $step in
  submit)
    [ $# -eq 2 ] || { echo "usage: $0 FILES.txt OUTPUT.csv" >&2; exit 2; }
    tasks=$(grep -c . "$1")
    tallies=$(mktemp -d "$PWD/tallies-XXXXXX")
    array=$(PARTNERSHIP_STEP=tally sbatch --parsable --job-name=tally --array="1-$tasks" --ntasks=1 --cpus-per-task="${CPUS:-1}" \
      --output="$tallies/%a.log" "$0" "$1" "$tallies")
    PARTNERSHIP_STEP=add sbatch --parsable --job-name=add-up --dependency="afterok:$array" --kill-on-invalid-dep=yes --ntasks=1 \
      --output="$tallies/add.log" "$0" "$tallies" "$2"
    ;;
  tally)  # one task of the array: FILES.txt TALLIES
    file=$(grep . "$1" | sed -n "${SLURM_ARRAY_TASK_ID}p")
    partnership-tally --quiet --keep-hashes --output "$2/$SLURM_ARRAY_TASK_ID.tally" "$file"
    ;;
  add)  # when all have succeeded: TALLIES OUTPUT.csv
    partnership-statistics --no-respondents --by partnership --output "$2" "$1"
    ;;
esac
