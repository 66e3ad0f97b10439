#include "partnership/answer.hpp"

#include <gmock/gmock.h>

namespace partnership {
namespace {

const Scale kActualScale{{"Not practiced at all", "Occasionally practiced", "Practised frequently", "Standard and indispensable practice"},
                         "Not applicable"};
const Scale kIdealScale{{"Inappropriate", "Partially appropriate", "Desirable", "Very desirable"}, "Not applicable"};

std::optional<Answer> ideal(std::string_view text) {
  const auto parsed = parse_answer(Side::Ideal, text, kIdealScale);
  return parsed ? std::optional(parsed->answer) : std::nullopt;
}
std::optional<Answer> actual(std::string_view text) {
  const auto parsed = parse_answer(Side::Actual, text, kActualScale);
  return parsed ? std::optional(parsed->answer) : std::nullopt;
}

TEST(Answer, EachSideReadsItsOwnSignsAndRefusesTheOthers) {
  EXPECT_EQ(ideal("1"), Answer::Point1);
  EXPECT_EQ(ideal(" 4\t"), Answer::Point4);
  EXPECT_EQ(actual("a"), Answer::Point1);
  EXPECT_EQ(actual("D"), Answer::Point4);
  for (const auto* text : {"a", "d", "0", "5", "04", "4.0", "+4", "４", "4b"}) EXPECT_EQ(ideal(text), std::nullopt) << text;
  for (const auto* text : {"1", "4", "e", "E", "ab", "`"}) EXPECT_EQ(actual(text), std::nullopt) << text;
}

TEST(Answer, LabelsOfTheScaleAreReadInAnyCase) {
  EXPECT_EQ(ideal("very DESIRABLE"), Answer::Point4);
  EXPECT_EQ(actual("Occasionally practiced"), Answer::Point2);
  EXPECT_EQ(ideal("Occasionally practiced"), std::nullopt);
}

TEST(Answer, NotApplicableIsAnAnswerBlankIsNone) {
  for (const auto* text : {"N/A", "n/a", "N.A.", "Not applicable", "not applicable"}) EXPECT_EQ(ideal(text), Answer::NotApplicable) << text;
  for (const auto* text : {"", "  ", "\t"}) EXPECT_EQ(actual(text), Answer::Blank) << '"' << text << '"';
}

TEST(Answer, MissingValueOfRIsBlankAndSaysSo) {
  const auto parsed = parse_answer(Side::Ideal, "NA", kIdealScale);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->answer, Answer::Blank);
  EXPECT_TRUE(parsed->r_missing);
  EXPECT_EQ(ideal("na"), std::nullopt);
}

TEST(Rating, KeepsBothSidesAndTellsNotAskedFromBlank) {
  const Rating rating(Answer::Point4, Answer::Point2);
  EXPECT_TRUE(rating.is_pair());
  EXPECT_EQ(rating.gap(), 2);
  EXPECT_EQ(rating.joint_index(), 3 * 6 + 1);
  EXPECT_FALSE(Rating().asked());
  EXPECT_TRUE(Rating(Answer::Blank, Answer::Blank).asked());
  EXPECT_FALSE(Rating(Answer::Point4, Answer::NotApplicable).is_pair());
}

}  // namespace
}  // namespace partnership
