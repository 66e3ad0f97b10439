# Rscript data_table_job.R FILE overall|grouped THREADS OUT: fread as text, chmatch to codes, one tabulate per practice.
suppressPackageStartupMessages(library(data.table))
arguments <- commandArgs(TRUE)
grouped <- arguments[2] == "grouped"
setDTthreads(as.integer(arguments[3]))

header <- names(fread(arguments[1], nrows = 0))
practices <- sub("_ideal$", "", grep("_ideal$", header, value = TRUE))
needed <- c(if (grouped) "partnership", paste0(rep(practices, each = 2), c("_ideal", "_actual")))
answers <- fread(arguments[1], select = needed, colClasses = list(character = needed), na.strings = NULL, sep = ",", header = TRUE, quote = "\"")

code <- function(practice)  # 1 to 36
  (chmatch(answers[[paste0(practice, "_ideal")]], c("1", "2", "3", "4", "N/A", "")) - 1L) * 6L +
    chmatch(answers[[paste0(practice, "_actual")]], c("a", "b", "c", "d", "N/A", ""))
if (grouped) {
  partnership <- factor(answers$partnership)
  groups <- gsub('""', '"', levels(partnership), fixed = TRUE)  # fread leaves doubled quotes as they are
  start <- (as.integer(partnership) - 1L) * 36L
  counts <- do.call(rbind, lapply(practices, function(p) matrix(tabulate(start + code(p), length(groups) * 36L), ncol = 36, byrow = TRUE)))
  table <- data.table(partnership = rep(groups, length(practices)), practice = rep(practices, each = length(groups)))
} else {
  counts <- t(vapply(practices, function(p) tabulate(code(p), 36L), integer(36)))
  table <- data.table(practice = practices)
}

ideal <- rep(1:6, each = 6)
actual <- rep(1:6, 6)
pair <- ideal <= 4 & actual <= 4
sums <- counts[, pair, drop = FALSE] %*% cbind(1, ideal[pair], actual[pair])
means <- data.table(ideal_mean = sums[, 2] / sums[, 1], actual_mean = sums[, 3] / sums[, 1], gap_mean = (sums[, 2] - sums[, 3]) / sums[, 1])
counts <- as.data.table(counts)
setnames(counts, paste("n", rep(c(1:4, "na", "blank"), each = 6), rep(c(letters[1:4], "na", "blank"), 6), sep = "_"))
fwrite(cbind(table, counts, means), arguments[4])
