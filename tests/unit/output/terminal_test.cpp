// What people see: numbers, widths, wrapping, and tables at the widths of real screens.
#include <gmock/gmock.h>

#include <cmath>
#include <sstream>

#include "partnership/render.hpp"

namespace partnership {
namespace {

using std::string_literals::operator""s;
using ::testing::ElementsAre;

Table practices() {
  Table table;
  table.title = "Riverside, established, 2024";
  table.columns = {{"practice", "code"},        {"text", "practice"},      {"pairs", "n"},
                   {"ideal_mean", "ideal"},     {"actual_mean", "actual"}, {"gap_mean", "gap", NumberStyle::Signed},
                   {"congruence", "congruence"}};
  table.rows = {
      {"E1P1"s, "Partners share a clear and agreed understanding of the goals of the partnership and of how they may change"s,
       std::int64_t{6}, 3.5, 2.0, 1.5, 0.5},
      {"E1S2"s, "Sponsors respect local goals"s, std::int64_t{5}, 3.2, 3.6, -0.4, 0.87},
  };
  table.notes = {
      "n = respondents who rated both sides. gap = ideal − actual in steps of the scale, from −3 to +3; positive is a shortfall."};
  return table;
}

std::string shown(const Table& table, int width, Charset charset = Charset::Unicode, Colour colour = Colour::Off) {
  RenderOptions options;
  options.width = width;
  options.charset = charset;
  options.colour = colour;
  std::ostringstream out;
  render(table, *make_renderer(out, options, {}));
  return out.str();
}

std::size_t widest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, display_width(line));
  return widest;
}

TEST(Table, WrapsTheTextAtEightyColumns) {
  EXPECT_EQ(shown(practices(), 80),
            "Riverside, established, 2024\n"
            "\n"
            "code  practice                           n  ideal  actual    gap  congruence\n"
            "────────────────────────────────────────────────────────────────────────────\n"
            "E1P1  Partners share a clear and agreed  6   3.50    2.00  +1.50        0.50\n"
            "      understanding of the goals of the\n"
            "      partnership and of how they may\n"
            "      change\n"
            "E1S2  Sponsors respect local goals       5   3.20    3.60  −0.40        0.87\n"
            "\n"
            "n = respondents who rated both sides. gap = ideal − actual in steps of the\n"
            "scale, from −3 to +3; positive is a shortfall.\n");
}

TEST(Table, UsesTheRoomOfAHundredAndTwentyColumns) {
  EXPECT_EQ(shown(practices(), 120),
            "Riverside, established, 2024\n"
            "\n"
            "code  practice                                                             n  ideal  actual    gap  congruence\n"
            "──────────────────────────────────────────────────────────────────────────────────────────────────────────────\n"
            "E1P1  Partners share a clear and agreed understanding of the goals of the  6   3.50    2.00  +1.50        0.50\n"
            "      partnership and of how they may change\n"
            "E1S2  Sponsors respect local goals                                         5   3.20    3.60  −0.40        0.87\n"
            "\n"
            "n = respondents who rated both sides. gap = ideal − actual in steps of the scale, from −3 to +3; positive is a\n"
            "shortfall.\n");
}

TEST(Table, IsPlainAsciiWhereTheTerminalIs) {
  EXPECT_EQ(shown(practices(), 80, Charset::Ascii),
            "Riverside, established, 2024\n"
            "\n"
            "code  practice                           n  ideal  actual    gap  congruence\n"
            "----------------------------------------------------------------------------\n"
            "E1P1  Partners share a clear and agreed  6   3.50    2.00  +1.50        0.50\n"
            "      understanding of the goals of the\n"
            "      partnership and of how they may\n"
            "      change\n"
            "E1S2  Sponsors respect local goals       5   3.20    3.60  -0.40        0.87\n"
            "\n"
            "n = respondents who rated both sides. gap = ideal - actual in steps of the\n"
            "scale, from -3 to +3; positive is a shortfall.\n");
}

TEST(Table, ColourOnlyMakesTheTitleBold) {
  const auto plain = shown(practices(), 80);
  const auto title = practices().title;
  EXPECT_EQ(shown(practices(), 80, Charset::Unicode, Colour::On), "\x1B[1m" + title + "\x1B[0m" + plain.substr(title.size()));
}

TEST(Table, KeepsToEveryWidthThatItsWordsAllow) {
  auto table = practices();
  table.columns.push_back({"note", "why a value is missing"});
  for (auto& row : table.rows) row.push_back("only a few respondents gave both sides of this practice"s);
  for (int width = 80; width < 200; ++width) EXPECT_LE(widest_line(shown(table, width)), static_cast<std::size_t>(width));
}

TEST(Table, PrintsEverythingOnOneLineWhereNoWrappingWouldFit) {
  auto table = practices();
  table.notes.clear();
  EXPECT_THAT(shown(table, 40), ::testing::HasSubstr("\nE1P1  Partners share a clear and agreed understanding of the goals of the "
                                                     "partnership and of how they may change  6   3.50    2.00  +1.50        0.50\n"));
}

TEST(Table, CountsWideCharactersAsTheTerminalShowsThem) {
  Table table;
  table.columns = {{"organisation", "organisation"}, {"n", "n"}};
  table.rows = {{"合作"s, std::int64_t{1}}, {"Cafe\u0301"s, std::int64_t{10}}};
  EXPECT_EQ(shown(table, 80), "organisation   n\n────────────────\n合作           1\nCafe\u0301          10\n");
  EXPECT_EQ(shown(table, 80, Charset::Ascii), "organisation   n\n----------------\n??             1\nCafe          10\n");
}

TEST(Table, SetsHeadingsOfSeveralLinesOnTheRule) {
  Table table;
  table.columns = {{"a", "mean of ideal"}, {"b", "n"}, {"c", "mean of actual"}};
  table.rows = {{1.0, std::int64_t{2}, 3.0}};
  EXPECT_EQ(shown(table, 20), "mean of     mean of\n  ideal  n   actual\n───────────────────\n   1.00  2     3.00\n");
}

TEST(Table, WithoutRowsShowsItsHeading) {
  Table table;
  table.columns = {{"a", "a"}, {"gap", "gap", NumberStyle::Signed}};
  EXPECT_EQ(shown(table, 80), "a  gap\n──────\n");
  EXPECT_EQ(shown({}, 80), "");
}

std::string people(const Cell& cell, NumberStyle style, Charset charset = Charset::Unicode) { return format_cell(cell, style, charset); }

TEST(FormatCell, PlainRealsHaveTwoDecimalsAndIntegersNone) {
  EXPECT_EQ(people(2.0, NumberStyle::Plain), "2.00");
  EXPECT_EQ(people(-2.006, NumberStyle::Plain), "−2.01");
  EXPECT_EQ(people(std::int64_t{1234567}, NumberStyle::Plain), "1234567");
  EXPECT_EQ(people(std::int64_t{-5}, NumberStyle::Plain, Charset::Ascii), "-5");
  EXPECT_EQ(people(1e300, NumberStyle::Plain).size(), 304U);
}

TEST(FormatCell, GapsCarryTheirSignUnlessTheyRoundToZero) {
  EXPECT_EQ(people(0.5, NumberStyle::Signed), "+0.50");
  EXPECT_EQ(people(-0.25, NumberStyle::Signed), "−0.25");
  EXPECT_EQ(people(-0.25, NumberStyle::Signed, Charset::Ascii), "-0.25");
  EXPECT_EQ(people(-0.004, NumberStyle::Signed), "0.00");
  EXPECT_EQ(people(0.004, NumberStyle::Signed), "0.00");
  EXPECT_EQ(people(-0.0, NumberStyle::Signed), "0.00");
  EXPECT_EQ(people(std::int64_t{2}, NumberStyle::Signed), "+2");
  EXPECT_EQ(people(std::int64_t{0}, NumberStyle::Signed), "0");
}

TEST(FormatCell, SharesArePercent) {
  EXPECT_EQ(people(0.75, NumberStyle::Percent), "75 %");
  EXPECT_EQ(people(0.0, NumberStyle::Percent), "0 %");
  EXPECT_EQ(people(std::int64_t{1}, NumberStyle::Percent), "100 %");
}

TEST(FormatCell, ProbabilitiesAreNeverShownAsZeroNorRoundedToOne) {
  EXPECT_EQ(people(0.0314, NumberStyle::Probability), ".031");
  EXPECT_EQ(people(0.001, NumberStyle::Probability), ".001");
  EXPECT_EQ(people(0.00099, NumberStyle::Probability), "<.001");
  EXPECT_EQ(people(0.0, NumberStyle::Probability), "<.001");
  EXPECT_EQ(people(0.9996, NumberStyle::Probability), ">.999");
  EXPECT_EQ(people(1.0, NumberStyle::Probability), "1.000");
  EXPECT_EQ(people(1.5, NumberStyle::Probability), "1.50");
}

TEST(FormatCell, WhatIsNotAvailableIsADashNeverAZero) {
  EXPECT_EQ(people(Unavailable{}, NumberStyle::Signed), "–");
  EXPECT_EQ(people(Unavailable{}, NumberStyle::Percent, Charset::Ascii), "-");
  EXPECT_EQ(people(std::nan(""), NumberStyle::Plain), "–");
}

TEST(ForTerminal, SpellsInAsciiWhatHasASpelling) {
  EXPECT_EQ(for_terminal("“Café” – ½ … ﬁn, Straße, 合\u00A0作", Charset::Ascii), "\"Cafe\" - ? ... fin, Strasse, ? ?");
  EXPECT_EQ(for_terminal("e\u0301\u202E\x1B", Charset::Ascii), "e??");
  EXPECT_EQ(for_terminal("“Café” 合作", Charset::Unicode), "“Café” 合作");
}

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width("Café"), 4U);
  EXPECT_EQ(display_width("Cafe\u0301"), 4U);
  EXPECT_EQ(display_width("合作"), 4U);
  EXPECT_EQ(display_width("\uFFFD"), 1U);
  EXPECT_EQ(display_width(""), 0U);
}

TEST(Wrap, BreaksAtSpacesAndCutsOnlyWordsThatAreWider) {
  EXPECT_THAT(wrap("the quick brown fox", 9), ElementsAre("the quick", "brown fox"));
  EXPECT_THAT(wrap("a abcdefghij b", 4), ElementsAre("a", "abcd", "efgh", "ij b"));
  EXPECT_THAT(wrap("合作伙伴", 5), ElementsAre("合作", "伙伴"));
  EXPECT_THAT(wrap("合作", 1), ElementsAre("合", "作"));
  EXPECT_THAT(wrap("abe\u0301", 3), ElementsAre("abe\u0301"));
  EXPECT_THAT(wrap("ab", 0), ElementsAre("a", "b"));
  EXPECT_THAT(wrap("", 10), ElementsAre(""));
  EXPECT_THAT(wrap("   ", 10), ElementsAre(""));
}

}  // namespace
}  // namespace partnership
