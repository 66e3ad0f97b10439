# Reads what partnership-statistics prints, with base R only, and shows gaps with their intervals.
#   partnership-statistics --by partnership DATA... > statistics.csv
#   Rscript examples/read_statistics.R statistics.csv

statistics <- read.csv(commandArgs(trailingOnly = TRUE)[1], encoding = "UTF-8", stringsAsFactors = FALSE,
                       colClasses = c(value = "numeric", lower = "numeric", upper = "numeric", n = "integer",
                                      key = "character", partnership = "character"))
text <- function(value) ifelse(is.na(value), "none", sprintf("%+.2f", value))  # NA: not available; the reason is in `note`

gaps <- subset(statistics, statistic == "gap_mean" & level == "principle" & partnership != "")
writeLines(sprintf("%s, principle %s: gap %s, 95 %% %s to %s, n = %d",
                   gaps$partnership, gaps$key, text(gaps$value), text(gaps$lower), text(gaps$upper), gaps$n), useBytes = TRUE)
