# Rscript yaml_job.R FOLDER OUT: R's yaml (libyaml).
library(yaml)
arguments <- commandArgs(TRUE)
ideals <- c("1" = 0L, "2" = 6L, "3" = 12L, "4" = 18L, "N/A" = 24L)
actuals <- c(a = 1L, b = 2L, c = 3L, d = 4L, "N/A" = 5L)
code <- function(rating)  # 1 to 36
  (if (is.null(rating$ideal)) 30L else ideals[[as.character(rating$ideal)]]) + (if (is.null(rating$actual)) 6L else actuals[[rating$actual]])
files <- list.files(arguments[1], full.names = TRUE)
codes <- unlist(lapply(files, function(file) vapply(yaml.load_file(file)$ratings, code, 0L)))

practices <- sort(unique(names(codes)))
counts <- t(vapply(practices, function(practice) tabulate(codes[names(codes) == practice], 36L), integer(36)))
counts[, 36] <- length(files) - rowSums(counts)  # practices left out
ideal <- rep(1:6, each = 6)
actual <- rep(1:6, 6)
pair <- ideal <= 4 & actual <= 4
sums <- counts[, pair, drop = FALSE] %*% cbind(1, ideal[pair], actual[pair])
colnames(counts) <- paste("n", rep(c(1:4, "na", "blank"), each = 6), rep(c(letters[1:4], "na", "blank"), 6), sep = "_")
write.csv(data.frame(practice = practices, counts, ideal_mean = sums[, 2] / sums[, 1], actual_mean = sums[, 3] / sums[, 1],
                     gap_mean = (sums[, 2] - sums[, 3]) / sums[, 1]), arguments[2], row.names = FALSE, quote = FALSE)
