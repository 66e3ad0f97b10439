#include "statistic_choice.hpp"

#include <gmock/gmock.h>

namespace partnership::apps {
namespace {

TEST(Matches, TakesAStarForAnyRunOfCharacters) {
  for (const char* pattern : {"gap_mean", "*", "gap*", "*mean", "g*p_m*n", "**gap_mean**", "*gap*"}) EXPECT_TRUE(matches(pattern, "gap_mean")) << pattern;
  for (const char* pattern : {"", "gap", "*gap", "mean*", "gap_means", "g?p_mean", "GAP_MEAN", "*a*a*a*"}) EXPECT_FALSE(matches(pattern, "gap_mean")) << pattern;
  EXPECT_TRUE(matches("*_p", "actor_contrast_p"));
  EXPECT_TRUE(matches("*ab*abc", "ababababc"));
}

TEST(StatisticChoice, KnowsWhatItNeeds) {
  const auto gaps = StatisticChoice::make(Tier::Advanced, {"gap_mean"});
  ASSERT_TRUE(gaps);
  EXPECT_TRUE(gaps->needs(Basis::Scores));
  EXPECT_FALSE(gaps->needs(Basis::Partnerships));
  EXPECT_FALSE(gaps->needs(Basis::Respondents));
  EXPECT_TRUE(StatisticChoice::make(Tier::Advanced, {"q_blank"})->needs_respondent_level());
  EXPECT_TRUE(StatisticChoice::make(Tier::Core, {})->needs(Basis::Everything));
}

TEST(StatisticChoice, SaysWhichPatternChoosesNothing) {
  EXPECT_EQ(StatisticChoice::make(Tier::Advanced, {"gap_mean", "gap_meen"}).error(), "--only: no statistic is named 'gap_meen'; did you mean 'gap_mean'?");
  EXPECT_EQ(StatisticChoice::make(Tier::Advanced, {"zz*"}).error(), "--only: no statistic is named 'zz*'; --list shows them all");
  EXPECT_EQ(StatisticChoice::make(Tier::Core, {"gap_mean", "omega*"}).error(), "--only: 'omega*' is not of tier core or below; leave out --tier");
}

}  // namespace
}  // namespace partnership::apps
