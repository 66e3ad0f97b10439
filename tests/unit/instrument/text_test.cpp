#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "instrument/look_alike.hpp"
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

TEST(LookAlike, NamesTheFirstThatLooksLikeAnotherCharacter) {
  EXPECT_EQ(name_look_alike("E1\u0420\uFF11"), "character 3 is U+0420 CYRILLIC CAPITAL LETTER ER, which looks like 'P'");
  EXPECT_EQ(name_look_alike("é4\uFF5E"), "character 3 is U+FF5E, which looks like '~'");
  EXPECT_EQ(name_look_alike("4\u00A0"), "character 2 is U+00A0 NO-BREAK SPACE, which looks like a space");
  EXPECT_EQ(name_look_alike("\u2063"), "character 1 is U+2063, which cannot be seen");
  EXPECT_EQ(name_look_alike("\x07"), "character 1 is U+0007, a control character");
}

TEST(LookAlike, LettersOfOtherLanguagesLookLikeThemselves) {
  EXPECT_EQ(name_look_alike("Très souhaitable, ½ ß 合作 Ж"), std::nullopt);
  EXPECT_EQ(plain_look("Très souhaitable, ½ ß 合作 Ж"), "Très souhaitable, ½ ß 合作 Ж");
  EXPECT_EQ(name_foreign_character("Très"), "character 3 is U+00E8");
  EXPECT_EQ(name_foreign_character("Tres"), std::nullopt);
}

TEST(LookAlike, IsOfANameOnlyIfItLooksLikeAllOfIt) {
  EXPECT_EQ(plain_look("\u200B\uFF37ave\u2003"), "Wave");
  EXPECT_EQ(look_alike_among("wav\u0435", kKnown), "; character 4 is U+0435 CYRILLIC SMALL LETTER IE, which looks like 'e'");
  EXPECT_EQ(look_alike_among("wav\u0435s", kKnown), "");
  EXPECT_EQ(look_alike_among("wave", kKnown), "");
  EXPECT_EQ(look_alike_among("\u2003wave\u00A0\u3000", kKnown), "; character 1 is U+2003 EM SPACE, which looks like a space");
  EXPECT_EQ(look_alike_among("\u00A0\u200B", kKnown), "");
}

}  // namespace
}  // namespace partnership
