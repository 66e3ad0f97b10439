#include "progress.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <thread>

namespace partnership::apps {
namespace {

TEST(ProgressLine, ShowsShareRateAndTimeLeft) {
  EXPECT_EQ(progress_line(250'000'000, 1'000'000'000, 0.5, 80), "[=======>                      ]  25 %  250 MB of 1.0 GB  500 MB/s  2 s left");
  EXPECT_EQ(progress_line(0, 1'000'000'000, 1, 80), "[>                             ]   0 %  0 B of 1.0 GB  0 B/s");
  EXPECT_EQ(progress_line(1'000'000'000, 1'000'000'000, 2, 80), "[==============================] 100 %  1.0 GB of 1.0 GB  500 MB/s  0 s left");
}

TEST(ProgressLine, SaysWhatItCanOfAPipe) { EXPECT_EQ(progress_line(12'345, std::nullopt, 2, 80), "12 kB  6.2 kB/s"); }

TEST(ProgressLine, FitsTheTerminal) {
  EXPECT_EQ(progress_line(250'000'000, 1'000'000'000, 0.5, 60), "[===>         ]  25 %  250 MB of 1.0 GB  500 MB/s  2 s left");
  for (int width = 1; width < 120; ++width) EXPECT_LT(progress_line(250'000'000, 1'000'000'000, 0.5, width).size(), static_cast<std::size_t>(width));
}

TEST(ProgressLine, DoesNotGoBeyondTheEndOfAFileThatGrew) {
  EXPECT_EQ(progress_line(2000, 1000, 1, 80), "[==============================] 100 %  2.0 kB of 1.0 kB  2.0 kB/s  0 s left");
}

TEST(ProgressBar, PrintsNothingInTheFirstSecond) {
  std::ostringstream err;
  { const ProgressBar bar(err, 80); }
  EXPECT_EQ(err.str(), "");
}

TEST(ProgressBar, RemovesItsLine) {
  std::ostringstream err;
  {
    ProgressBar bar(err, 80);
    bar.counter().bytes_in_all = 1000;
    bar.counter().bytes = 500;
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  }
  EXPECT_NE(err.str().find("50 %  500 B of 1.0 kB"), std::string::npos);
  EXPECT_EQ(err.str().substr(err.str().size() - 4), "\r\033[K");
}

}  // namespace
}  // namespace partnership::apps
