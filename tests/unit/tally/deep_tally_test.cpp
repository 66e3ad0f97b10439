// What tallies hold beyond joint tables and scores: ranks of principles, sums of products, the quality of responses.
#include <gmock/gmock.h>

#include "partnership/tally.hpp"
#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::form;
using sample::response;
using sample::tally_of;
using ::testing::ElementsAre;

const InstrumentPtr& small() {
  static const InstrumentPtr kSmall = form("1P1 1S1 2P1 3P1");
  return kSmall;
}

TEST(PrincipleRanks, AreMidRanksOfMeanGaps) {
  // Gaps (1 + 2)/2, 0, 1.5: tied with the first.
  const auto tally = tally_of(small(), {"4c 4b 4d 4c"});
  EXPECT_THAT(tally.principle_ranks().doubled_sums, ElementsAre(6, 2, 4));
  EXPECT_EQ(tally.principle_ranks().ties, 0U);
  // Gaps (2 + 0)/2 and 1 and 1: all tied, t^3 - t = 24.
  const auto tied = tally_of(small(), {"4b 4d 4c 4c"});
  EXPECT_THAT(tied.principle_ranks().doubled_sums, ElementsAre(4, 4, 4));
  EXPECT_EQ(tied.principle_ranks().ties, 24U);
}

TEST(PrincipleRanks, AreOfThoseScoredOnAllPrinciples) {
  const auto tally = tally_of(small(), {"4c 4. 4d 4c", "4c 4b 4. 4c"});
  EXPECT_EQ(tally.principle_ranks().respondents, 1U) << "half of the first principle is enough, nothing of the second is not";
}

TEST(ItemTallies, AreOfCompleteRespondentsOfEachSide) {
  const auto tally = tally_of(small(), {"4a 3b 1a 1a", "2a 4. 1a 1a", "Na 4b 1a 1a", "-- 4b 1a 1a"}, TallyDepth::Everything);
  const ItemTally& first = tally.items()[0];
  EXPECT_THAT(first.practices(), ElementsAre(0, 1));
  EXPECT_EQ(first.of(ItemValue::Ideal).n(), 2U);
  EXPECT_EQ(first.of(ItemValue::Ideal).product(0, 1), 4 * 3 + 2 * 4);
  EXPECT_EQ(first.of(ItemValue::Actual).n(), 2U);
  EXPECT_EQ(first.of(ItemValue::Gap).n(), 1U);
  EXPECT_EQ(first.of(ItemValue::Gap).sum(0), 3);
}

TEST(DeepTally, AddsUp) {
  const auto whole = tally_of(small(), {"4a 3b 1a 1a", "2a 4c 1a 1a", "4a 3b 1a 1a", "4d 4d 4d 4d"}, TallyDepth::Everything);
  auto one = tally_of(small(), {"4d 4d 4d 4d", "4a 3b 1a 1a"}, TallyDepth::Everything);
  one.add(tally_of(small(), {"4a 3b 1a 1a", "2a 4c 1a 1a"}, TallyDepth::Everything));
  EXPECT_TRUE(one == whole);
  EXPECT_EQ(one.quality().sets.repeated(), 2U);
  EXPECT_EQ(one.quality().identical_sides, 1U);
  EXPECT_EQ(one.quality().straight[0], 1U);
}

TEST(ResponseQuality, EndsRunsAtWhatIsNoPoint) {
  const auto quality = [](const char* ratings) {
    std::vector<std::uint8_t> codes;
    for (const auto& word : sample::words(ratings)) codes.push_back(sample::rating(word).asked() ? sample::rating(word).joint_index() : ResponseBlock::kNotAsked);
    return quality_of(codes);
  };
  EXPECT_EQ(quality("4a 4a N. 4a 4a 4a").longest_run[0], 3U);
  EXPECT_EQ(quality("4a 4a -- 4a").longest_run[1], 2U);
  EXPECT_EQ(quality("N. .N").longest_run[0], 0U);
  EXPECT_EQ(quality("-- 4. N.").blank, 2U) << "not asked is not blank";
  EXPECT_FALSE(quality("4a 4. 4. .. ..").straight(1)) << "one of five is less than half";
  EXPECT_TRUE(quality("4d 3c 2. ..").identical_sides());
  EXPECT_FALSE(quality("4d 3c 2a ..").identical_sides());
}

TEST(AnswerSets, CountOnlyResponsesWithEnoughPoints) {
  const auto tally = tally_of(small(), {"4. .. .. ..", "4. .. .. ..", "4a 4a .. ..", "4a 4a .. .."}, TallyDepth::Everything);
  EXPECT_EQ(tally.quality().sets.repeated(), 2U);
}

TEST(AnswerSets, StayInOrderHoweverTheyCome) {
  AnswerSets up, down, both;
  for (std::uint64_t i = 0; i < 5000; ++i) {
    up.add({i % 1700, 7});
    down.add({(4999 - i) % 1700, 7});
  }
  EXPECT_TRUE(up == down);
  both.add(up);
  both.add(down);
  EXPECT_EQ(both.count({3, 7}), 2 * up.count({3, 7}));
  EXPECT_EQ(both.count({1700, 7}), 0U);
  EXPECT_EQ(both.settled().size(), 1700U);
}

TEST(SingleResponse, IsKeptAsItIs) {
  const auto one = tally_of(small(), {"4a N. -- 2b"}, TallyDepth::Responses);
  const auto expected = tally_of(small(), {"4a N. -- 2b"}, TallyDepth::Practices);
  ASSERT_EQ(one.responses().size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(one.practice(i), expected.practice(i));
  EXPECT_EQ(one.respondents(), 1U);
}

TEST(SingleResponse, IsForgottenWhereThereAreSeveral) {
  EXPECT_TRUE(tally_of(small(), {"4a 4a 4a 4a", "4a 4a 4a 4a"}, TallyDepth::Responses).responses().empty());
  auto merged = tally_of(small(), {"4a 4a 4a 4a"}, TallyDepth::Responses);
  merged.add(Tally(small(), TallyDepth::Responses));
  EXPECT_EQ(merged.responses().size(), 4U);
  merged.add(tally_of(small(), {"4a 4a 4a 4a"}, TallyDepth::Responses));
  EXPECT_TRUE(merged.responses().empty());
}

}  // namespace
}  // namespace partnership
