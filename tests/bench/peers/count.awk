# awk -v grouped=0|1 -f count.awk FILE: counts fields from the end of the row, so that a comma in a quoted name does no harm.
# Answers must not be quoted.
function ratio(sum) { return n ? sprintf("%.9f", sum / n) : "" }
BEGIN {
  FS = ","
  split("1 2 3 4 N/A", I, " "); split("a b c d N/A", A, " ")
  for (k = 1; k <= 5; k++) { ideal[I[k]] = 6 * (k - 1); actual[A[k]] = k - 1 }
  ideal[""] = 30; actual[""] = 5
}
NR == 1 {
  fields = NF
  for (c = 1; c <= NF; c++) if ($c ~ /_ideal$/) { if (!practices) first = c; practice[practices++] = substr($c, 1, length($c) - 6) }
  next
}
{
  at = 0
  if (grouped) {
    name = $2
    if (substr(name, 1, 1) == "\"") {
      rest = substr($0, length($1) + 3); name = ""
      while (q = index(rest, "\"")) {
        name = name substr(rest, 1, q - 1); rest = substr(rest, q + 1)
        if (substr(rest, 1, 1) != "\"") break
        name = name "\""; rest = substr(rest, 2)
      }
    }
    if (!(name in place)) { place[name] = groups * practices * 36; names[groups++] = name }
    at = place[name]
  }
  f = first + NF - fields
  for (k = 0; k < practices; k++) { count[at + ideal[$f] + actual[$(f + 1)]]++; at += 36; f += 2 }
}
END {
  split("1 2 3 4 na blank", I, " "); split("a b c d na blank", A, " ")
  line = (grouped ? "partnership," : "") "practice"
  for (i = 1; i <= 6; i++) for (a = 1; a <= 6; a++) line = line ",n_" I[i] "_" A[a]
  print line ",ideal_mean,actual_mean,gap_mean"
  if (!grouped) groups = 1
  for (g = 0; g < groups; g++) {
    name = names[g]
    if (name ~ /[,"]/) { gsub(/"/, "\"\"", name); name = "\"" name "\"" }
    for (k = 0; k < practices; k++) {
      line = (grouped ? name "," : "") practice[k]; n = x = y = 0
      for (i = 0; i < 6; i++) for (a = 0; a < 6; a++) {
        c = count[(g * practices + k) * 36 + i * 6 + a] + 0; line = line "," c
        if (i < 4 && a < 4) { n += c; x += c * (i + 1); y += c * (a + 1) }
      }
      print line "," ratio(x) "," ratio(y) "," ratio(x - y)
    }
  }
}
