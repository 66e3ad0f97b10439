#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "instrument/utf8.hpp"
#include "partnership/nearest.hpp"

namespace partnership {
namespace {

const std::vector<std::string> kKnown = {"respondent", "partnership", "organisation", "role", "wave", "E1P1_ideal"};

TEST(Nearest, FindsOneOrTwoEditsAway) {
  EXPECT_EQ(nearest("respondant", kKnown), "respondent");
  EXPECT_EQ(nearest("organization", kKnown), "organisation");
  EXPECT_EQ(nearest("orle", kKnown), "role");
  EXPECT_EQ(nearest("e1p1_IDEAL", kKnown), "E1P1_ideal");
}

TEST(Nearest, GivesUpRatherThanGuess) {
  EXPECT_EQ(nearest("postcode", kKnown), std::nullopt);
  EXPECT_EQ(nearest("rl", kKnown), std::nullopt);
  EXPECT_EQ(nearest(std::string(1000, 'r'), kKnown), std::nullopt);
  EXPECT_EQ(did_you_mean("wavee", kKnown), "did you mean 'wave'?");
  EXPECT_EQ(did_you_mean("postcode", kKnown), "");
}

TEST(Utf8, PointsAtTheFirstInvalidByte) {
  EXPECT_EQ(find_invalid_utf8("Community Café 合作"), std::nullopt);
  EXPECT_EQ(find_invalid_utf8("0123456789Caf\xE9 "), 13U);
  EXPECT_EQ(find_invalid_utf8("overlong \xC0\xAF"), 9U);
  EXPECT_EQ(find_invalid_utf8("surrogate \xED\xA0\x80"), 10U);
  EXPECT_EQ(find_invalid_utf8("cut \xE5\x90"), 4U);
}

TEST(Utf8, CountsCharactersNotBytes) { EXPECT_EQ(count_characters("Café"), 4U); }

}  // namespace
}  // namespace partnership
