#include "input/row_cutter.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "input/row_decoder/row_decoder.hpp"
#include "unit/input/pieces.hpp"

namespace partnership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "line|text" of every piece. `size` is that of a piece; rows may be longer.
std::vector<std::string> cut(std::string_view text, std::size_t size, std::string_view start = "", bool skip_line_feed = false) {
  Pieces stream(text, 3);
  RowCutter cutter(stream, start, 2, skip_line_feed, size);
  TextPiece piece;
  std::vector<std::string> pieces;
  while (cutter.next(piece)) pieces.push_back(std::to_string(piece.first_line) + "|" + std::string(piece.text));
  return pieces;
}

TEST(RowCutter, CutsBehindTheLastRowThatFits) { EXPECT_THAT(cut("ab\ncd\nef\n", 7), ElementsAre("2|ab\ncd\n", "4|ef\n")); }

TEST(RowCutter, GoesOnWhereTheHeaderEnded) {
  EXPECT_THAT(cut("d\nef\n", 4, "ab\nc"), ElementsAre("2|ab\n", "3|cd\n", "4|ef\n"));
  EXPECT_THAT(cut("\nab\n", 9, "", true), ElementsAre("2|ab\n")) << "the line feed belongs to the CR before it";
}

TEST(RowCutter, NeverCutsInsideQuotes) {
  EXPECT_THAT(cut("a,\"x\ny\"\nb,c\n", 9), ElementsAre("2|a,\"x\ny\"\n", "4|b,c\n"));
  EXPECT_THAT(cut("\"a\"\"\n\"\nb\n", 7), ElementsAre("2|\"a\"\"\n\"\n", "4|b\n")) << "doubled quotes are even in number";
}

TEST(RowCutter, MakesRoomForRowsThatAreLongerThanAPiece) {
  const std::string row(1000, 'a');
  EXPECT_THAT(cut(row + "\nb\n", 4), ElementsAre("2|" + row + "\nb\n"));
  EXPECT_THAT(cut("b\n" + row + "\n", 4), ElementsAre("2|b\n", "3|" + row + "\n"));
}

TEST(RowCutter, CountsLinesByEveryKindOfLineEnd) {
  EXPECT_THAT(cut("a\r\nb\r\nc\r\n", 5), ElementsAre("2|a\r\n", "3|b\r\n", "4|c\r\n"));
  EXPECT_THAT(cut("a\rb\rc\rd", 4), ElementsAre("2|a\r", "3|b\r", "4|c\rd")) << "CR alone, where there is no LF at all";
}

TEST(RowCutter, NeverCutsBetweenReturnAndLineFeed) {
  EXPECT_THAT(cut("\r\nab\n", 1), ElementsAre("2|\r\nab\n")) << "though the first byte fills the piece";
}

TEST(RowCutter, CutsBehindAReturnAlsoWhereQuotesHoldLineFeeds) {
  EXPECT_THAT(cut("\"a\nb\",1\r\"c\nd\",2\r\"e\nf\",3\r", 12), ElementsAre("2|\"a\nb\",1\r", "4|\"c\nd\",2\r", "6|\"e\nf\",3\r"));
}

TEST(RowCutter, GivesTheLastRowWithoutALineEnd) { EXPECT_THAT(cut("a\nb", 2), ElementsAre("2|a\n", "3|b")); }

TEST(RowCutter, HasNothingToGiveOfAnEmptyText) { EXPECT_THAT(cut("", 4), IsEmpty()); }

// A quote that is never closed makes every later line end look quoted: the rest comes in one piece, for the scanner to refuse.
TEST(RowCutter, LeavesAnUnclosedQuoteToTheScanner) { EXPECT_THAT(cut("a\n\"b\nc\nd\n", 4), ElementsAre("2|a\n", "3|\"b\nc\nd\n")); }

TEST(RowEnd, IsBehindSoManyRows) {
  EXPECT_EQ(find_row_end("a\nb\nc\n", 2), 4U);
  EXPECT_EQ(find_row_end("a\nb", 2), 3U) << "all there is";
  EXPECT_EQ(find_row_end("\"\n\"\nb\n", 1), 4U);
}

}  // namespace
}  // namespace partnership
