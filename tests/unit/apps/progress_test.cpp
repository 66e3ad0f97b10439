#include "progress.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <new>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

namespace partnership::apps {
namespace {

TEST(ReadingLine, ShowsShareRateAndTimeLeft) {
  EXPECT_EQ(reading_line(250'000'000, 1'000'000'000, 0.5, 80), "[=======>                      ]  25 %  250 MB of 1.0 GB  500 MB/s  2 s left");
  EXPECT_EQ(reading_line(0, 1'000'000'000, 1, 80), "[>                             ]   0 %  0 B of 1.0 GB  0 B/s");
  EXPECT_EQ(reading_line(1'000'000'000, 1'000'000'000, 2, 80), "[==============================] 100 %  1.0 GB of 1.0 GB  500 MB/s  0 s left");
}

TEST(ReadingLine, SaysWhatItCanOfAPipe) { EXPECT_EQ(reading_line(12'345, std::nullopt, 2, 80), "12 kB  6.2 kB/s"); }

TEST(ReadingLine, FitsTheTerminal) {
  EXPECT_EQ(reading_line(250'000'000, 1'000'000'000, 0.5, 60), "[===>         ]  25 %  250 MB of 1.0 GB  500 MB/s  2 s left");
  EXPECT_EQ(reading_line(12'345, std::nullopt, 2, 10), "12 kB  6.");
  for (int width = 1; width < 120; ++width)
    for (const auto all : {std::optional<std::uint64_t>(1'000'000'000), {}})
      EXPECT_LT(reading_line(250'000'000, all, 0.5, width).size(), static_cast<std::size_t>(width));
}

TEST(ReadingLine, DoesNotGoBeyondTheEndOfAFileThatGrew) {
  EXPECT_EQ(reading_line(2000, 1000, 1, 80), "[==============================] 100 %  2.0 kB of 1.0 kB  2.0 kB/s  0 s left");
}

TEST(WritingLine, ShowsShareAndTimeLeft) {
  EXPECT_EQ(writing_line(92'500, 370'000, 3, 80), "[=======>                      ]  25 % written  9 s left");
  EXPECT_EQ(writing_line(0, 370'000, 3, 80), "[>                             ]   0 % written");
  EXPECT_EQ(writing_line(370'000, 370'000, 3, 80), "[==============================] 100 % written  0 s left");
}

TEST(WritingLine, TakesNothingForDone) { EXPECT_EQ(writing_line(0, 0, 3, 80), "[==============================] 100 % written"); }

TEST(WritingLine, FitsTheTerminal) {
  for (int width = 1; width < 120; ++width) EXPECT_LT(writing_line(92'500, 370'000, 3, width).size(), static_cast<std::size_t>(width));
}

std::string line_for_tests(double, int) { return "half way"; }

TEST(ProgressBar, PrintsNothingInTheFirstSecond) {
  std::ostringstream err;
  { const ProgressBar bar({&err, 80}, line_for_tests); }
  EXPECT_EQ(err.str(), "");
}

TEST(ProgressBar, RemovesItsLine) {
  std::ostringstream err;
  {
    const ProgressBar bar({&err, 80}, line_for_tests);
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  }
  EXPECT_EQ(err.str().substr(0, 12), "\r\033[Khalf way");  // on a busy machine more than once
  EXPECT_EQ(err.str().substr(err.str().size() - 4), "\r\033[K");
}

TEST(ProgressBar, EndsQuietlyWithoutMemoryForItsLine) {
  std::ostringstream err;
  {
    const ProgressBar bar({&err, 80}, [](double, int) -> std::string { throw std::bad_alloc(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  }
  EXPECT_EQ(err.str(), "");
}

TEST(ProgressBar, NeedsAScreen) {
  const ProgressBar bar({}, [](double, int) -> std::string { throw std::logic_error("is not asked"); });
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
}

}  // namespace
}  // namespace partnership::apps
