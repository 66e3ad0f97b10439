#include <gmock/gmock.h>

#include <string>

#include "instrument/clean_text.hpp"
#include "instrument/utf8.hpp"
#include "partnership/fault.hpp"

namespace partnership {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Fault invalid_ideal() {
  Fault fault;
  fault.kind = FaultKind::InvalidIdeal;
  fault.file = "file.csv";
  fault.position = {12, 18};
  fault.practice = "E1P2";
  fault.value = "7";
  fault.message = "'7' is not an ideal rating of E1P2: 1, 2, 3, 4, N/A or empty";
  fault.hint = "the actual side is rated a to d";
  fault.excerpt = "R003,P01,sponsor,7,c";
  return fault;
}

TEST(FormatError, NamesThePlaceShowsTheLineAndPointsAtTheValue) {
  EXPECT_EQ(format_error(invalid_ideal()),
            "file.csv:12:18: '7' is not an ideal rating of E1P2: 1, 2, 3, 4, N/A or empty\n"
            "  R003,P01,sponsor,7,c\n"
            "                   ^\n"
            "  the actual side is rated a to d\n");
}

TEST(FormatError, LeavesOutWhatIsNotKnown) {
  auto fault = invalid_ideal();
  fault.hint.clear();
  fault.position.column = 0;
  EXPECT_EQ(format_error(fault),
            "file.csv:12: '7' is not an ideal rating of E1P2: 1, 2, 3, 4, N/A or empty\n"
            "  R003,P01,sponsor,7,c\n");
  fault.position = {};
  fault.excerpt.clear();
  EXPECT_EQ(format_error(fault), "file.csv: '7' is not an ideal rating of E1P2: 1, 2, 3, 4, N/A or empty\n");
  fault.file.clear();
  EXPECT_EQ(format_error(fault), "'7' is not an ideal rating of E1P2: 1, 2, 3, 4, N/A or empty\n");
}

TEST(FormatError, PlacesTheCaretByTheWidthOfCharacters) {
  auto fault = invalid_ideal();
  fault.hint.clear();
  fault.message = "bad";
  fault.excerpt = "\t合作,e\u0301,7\r\n";  // tab, two wide characters, a comma, e with a combining accent, a comma
  fault.position.column = 8;
  EXPECT_EQ(format_error(fault), "file.csv:12:8: bad\n   合作,e\u0301,7\n          ^\n");
}

TEST(FormatError, PutsTheCaretBehindALineThatEndsTooSoon) {
  auto fault = invalid_ideal();
  fault.hint.clear();
  fault.message = "5 fields, expected 79";
  fault.excerpt = "R003,P01";
  fault.position.column = 4000;
  EXPECT_EQ(format_error(fault), "file.csv:12:4000: 5 fields, expected 79\n  R003,P01\n          ^\n");
}

TEST(FormatError, CutsALongLineToAWindowAroundTheCaret) {
  auto fault = invalid_ideal();
  fault.hint.clear();
  fault.message = "bad";
  fault.excerpt = std::string(100, 'a') + "7" + std::string(100, 'b');
  fault.position.column = 101;
  EXPECT_EQ(format_error(fault), "file.csv:12:101: bad\n  ..." + std::string(35, 'a') + "7" + std::string(34, 'b') + "...\n" +
                                     std::string(2 + 3 + 35, ' ') + "^\n");
  fault.position.column = 1;
  EXPECT_EQ(format_error(fault), "file.csv:12:1: bad\n  " + std::string(70, 'a') + "...\n  ^\n");
  fault.position.column = 201;
  EXPECT_EQ(format_error(fault), "file.csv:12:201: bad\n  ..." + std::string(70, 'b') + "\n" + std::string(2 + 3 + 69, ' ') + "^\n");
}

TEST(FormatError, LetsNoControlCharacterThrough) {
  auto fault = invalid_ideal();
  fault.file = "a\x1B]0;owned\x07.csv";
  fault.message = "'\u202E\u009B2J' is not an ideal rating\nfile.csv:1: all is well";
  fault.excerpt = "R\x1B[2J,\x80,7";
  fault.hint = "did you mean '\x7F'?";
  EXPECT_EQ(format_error(fault),
            "a\uFFFD]0;owned\uFFFD.csv:12:18: '\uFFFD\uFFFD2J' is not an ideal rating\uFFFDfile.csv:1: all is well\n"
            "  R\uFFFD[2J,\uFFFD,7\n"
            "           ^\n"
            "  did you mean '\uFFFD'?\n");
}

TEST(FormatError, CutsALongValueButNotWhatIsSaidAboutIt) {
  auto fault = invalid_ideal();
  fault.value = std::string(59, 'x') + "é" + std::string(500, 'y');
  fault.message.assign("'").append(fault.value).append("' is not an ideal rating");
  fault.excerpt.clear();
  fault.hint.clear();
  EXPECT_EQ(format_error(fault), "file.csv:12:18: '" + std::string(57, 'x') + "...' is not an ideal rating\n");
}

TEST(FormatError, StaysBelowFourKibibytesWhateverTheFileHolds) {
  auto fault = invalid_ideal();
  for (const std::string_view piece : {"x", "\x80", "\u0301", "合", "\xF0\x9F\x98\x80"}) {
    std::string much;
    for (int i = 0; i < 20000; ++i) much += piece;
    fault.file = fault.value = fault.message = fault.hint = fault.excerpt = much;
    fault.position = {UINT64_MAX, 10000};
    const auto text = format_error(fault);
    EXPECT_LE(text.size(), 4096U);
    EXPECT_EQ(find_invalid_utf8(text), std::nullopt);
    EXPECT_EQ(text.back(), '\n');
  }
}

TEST(CleanText, KeepsWhatScriptsNeedAndShowsWhatHides) {
  EXPECT_EQ(clean_text("Café 合作 \u200D می\u200Cروم"), "Café 合作 \u200D می\u200Cروم");
  EXPECT_EQ(clean_text("a\tb\r\n"), "a b\uFFFD\uFFFD");
  EXPECT_EQ(clean_text("\u200Bzero\uFEFFwidth\u2028"), "\uFFFDzero\uFFFDwidth\uFFFD");
  EXPECT_EQ(clean_text("\u2067\u061C\u200F"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(clean_text(std::string_view("\0\xC0\xAF", 3)), "\uFFFD\uFFFD\uFFFD");
}

}  // namespace
}  // namespace partnership
