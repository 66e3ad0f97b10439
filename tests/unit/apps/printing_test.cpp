#include "printing.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <sstream>
#include <streambuf>
#include <string>
#include <thread>
#include <utility>

#include "tool.hpp"

namespace partnership::apps {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(PrintingProgress, StopsWhereTheOutputTakesNoMore) {
  std::ostringstream out;
  const auto renderer = make_renderer(out, {}, {});
  PrintingProgress progress({*renderer, out}, 3);
  EXPECT_TRUE(progress.go_on(0));
  out.setstate(std::ios::badbit);
  EXPECT_FALSE(progress.go_on(1));
}

// A disk that takes a bit more than a second for whatever it gets first.
class SlowBuffer : public std::stringbuf {
 protected:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    if (!std::exchange(slept_, true)) std::this_thread::sleep_for(std::chrono::milliseconds(1300));
    return std::stringbuf::xsputn(text, size);
  }

 private:
  bool slept_ = false;
};

// What a tool says on standard error while it prints on such a disk.
std::string said(Arguments arguments, const Terminal& terminal, Tool tool = statistics) {
  std::istringstream in;
  SlowBuffer disk;
  std::ostream out(&disk);
  std::ostringstream err;
  Io io{in, out, err, terminal};
  arguments.emplace_back(PARTNERSHIP_SOURCE_DIR "/examples/case-studies/pacific-bay.csv");
  EXPECT_EQ(tool(arguments, io), kDone);
  EXPECT_NE(disk.str(), "");
  return err.str();
}

constexpr auto kProgress = " % written";

TEST(Printing, ShowsItsProgressOnATerminalThatDoesNotShowTheOutput) { EXPECT_THAT(said({}, {.err = true}), HasSubstr(kProgress)); }

TEST(Printing, ShowsTheProgressOfEveryToolThatPrintsARowForEachGroup) {
  const Terminal terminal{.err = true};
  EXPECT_THAT(said({"--by", "partnership", "--format", "csv"}, terminal, change), HasSubstr(kProgress));
  EXPECT_THAT(said({"--quality", "--format", "csv"}, terminal, validate), HasSubstr(kProgress));
}

TEST(Printing, IsProgressEnoughWhereTheTerminalShowsTheOutput) {
  EXPECT_THAT(said({}, {.out = true, .err = true}), Not(HasSubstr(kProgress)));
}

TEST(Printing, ShowsNoProgressWhereNoTerminalIsOrQuietIsWanted) {
  EXPECT_THAT(said({}, {.err = false}), Not(HasSubstr(kProgress)));
  EXPECT_EQ(said({"--quiet"}, {.err = true}), "");
}

}  // namespace
}  // namespace partnership::apps
