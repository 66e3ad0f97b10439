// What tallies hold beyond joint tables and scores: ranks of principles, sums of products, the quality of responses.
#include <gmock/gmock.h>

#include <cstdlib>
#include <memory>
#include <random>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "partnership/group_statistics.hpp"
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
    for (const auto& word : sample::words(ratings))
      codes.push_back(sample::rating(word).asked() ? sample::rating(word).joint_index() : ResponseBlock::kNotAsked);
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

// Different respondents, each with some N/A, blank and not asked.
std::vector<std::uint8_t> codes_of(std::size_t respondent) {
  std::vector<std::uint8_t> codes;
  for (std::size_t i = 0; i < small()->practices.size(); ++i)
    codes.push_back(static_cast<std::uint8_t>((respondent * 7 + i * 11) % (JointCounts::kCells + 1)));
  return codes;
}

Tally tally_of_first(std::size_t respondents, TallyDepth depth = TallyDepth::Everything) {
  Tally tally(small(), depth);
  for (std::size_t r = 0; r < respondents; ++r) tally.add_respondent(codes_of(r), r % 2);
  return tally;
}

TEST(TallyOfFew, SaysWhatCountsSay) {
  const Tally few = tally_of_first(500);
  ASSERT_TRUE(few.is_small());
  const Tally counted = few;
  (void)counted.items();  // only counts can say
  ASSERT_FALSE(counted.is_small());
  for (std::size_t i = 0; i < small()->practices.size(); ++i) EXPECT_EQ(few.practice(i), counted.practice(i));
  for (std::size_t scope = 0; scope < small()->scopes().size(); ++scope)
    for (int measure = 0; measure < kMeasures; ++measure)
      EXPECT_EQ(few.scores(scope, static_cast<Measure>(measure)), counted.scope(scope).of(static_cast<Measure>(measure)));
  EXPECT_EQ(few.invalid_cells(), counted.invalid_cells());
  EXPECT_TRUE(few.is_small()) << "none of this needs counts";
  EXPECT_TRUE(few == counted);
}

TEST(TallyOfFew, IsCountedWhenThereAreMore) {
  EXPECT_TRUE(tally_of_first(63, TallyDepth::Practices).is_small());
  EXPECT_FALSE(tally_of_first(64, TallyDepth::Practices).is_small());
  EXPECT_TRUE(tally_of_first(511).is_small());
  EXPECT_FALSE(tally_of_first(512).is_small());
}

TEST(TallyOfFew, IsTheSameHoweverItGrew) {
  for (const std::size_t respondents : {1U, 63U, 64U, 65U, 511U, 512U, 513U, 700U}) {
    std::vector<std::uint8_t> all;
    Tally in_parts(small(), TallyDepth::Everything);
    for (std::size_t r = 0; r < respondents; ++r) {
      const auto codes = codes_of(r);
      all.insert(all.end(), codes.begin(), codes.end());
      Tally one(small(), TallyDepth::Everything);
      one.add_respondent(codes, r % 2);
      in_parts.add(one);
      if (r % 100 == 0) (void)in_parts.scope(0);  // looking makes no difference
    }
    Tally at_once(small(), TallyDepth::Everything);
    at_once.add_codes(all, respondents / 2);
    EXPECT_EQ(at_once.is_small(), respondents < 512) << respondents;
    EXPECT_TRUE(in_parts == at_once) << respondents;
    EXPECT_TRUE(in_parts == tally_of_first(respondents)) << respondents;
  }
}

// Counts and waiting codes on both sides, on one, on none.
TEST(TallyOfFew, AddsToAnyOther) {
  for (const auto depth : {TallyDepth::Practices, TallyDepth::Scopes, TallyDepth::Items, TallyDepth::Everything})
    for (const std::size_t one : {10U, 600U, 607U})
      for (const std::size_t other : {10U, 600U, 605U}) {
        Tally sum = tally_of_first(one, depth), expected = tally_of_first(one, depth);
        sum.add(tally_of_first(other, depth));
        for (std::size_t r = 0; r < other; ++r) expected.add_respondent(codes_of(r), r % 2);
        EXPECT_TRUE(sum == expected) << one << " and " << other;
        EXPECT_EQ(sum.respondents(), one + other);
      }
}

TEST(TallyOfFew, AddsToPublishedCounts) {
  Tally counts(small(), TallyDepth::Practices);
  counts.add(CountedRating{small(), {}, 1, sample::rating("4b"), 5, "", {}});
  Tally both = counts;
  both.add(tally_of_first(70, TallyDepth::Practices));
  auto expected = counts.practice(1);
  expected.add(tally_of_first(70, TallyDepth::Practices).practice(1));
  EXPECT_EQ(both.practice(1), expected);
  Tally twice = both;
  twice.add(both);
  expected.add(expected);
  EXPECT_EQ(twice.practice(1), expected);
}

TEST(TallyOfFew, StaysSmallWhenItsStatisticsAreAskedFor) {
  const Tally few = tally_of_first(3);
  const GroupStatistics statistics(few, {&few});
  for (const Level level : {Level::Practice, Level::Block, Level::Principle, Level::Actor, Level::Overall})
    for (const auto& subject : statistics.subjects(level))
      for (const auto& row : statistics_table())
        if (row.at(level)) (void)statistics.get(row, subject);
  EXPECT_TRUE(few.is_small());
}

// --- how much memory they take ---

TEST(BytesOfATally, AreOfItsAnswersWhileTheyWait) {
  EXPECT_EQ(Tally(small(), TallyDepth::Scopes).bytes(), 0U);
  EXPECT_EQ(tally_of_first(1).bytes(), 4U);
  EXPECT_EQ(tally_of_first(2).bytes(), 2 * 2 * 4U) << "a vector that grows";
  EXPECT_EQ(tally_of_first(511).bytes(), 511 * 2 * 4U);
  EXPECT_EQ(tally_of_first(1, TallyDepth::Responses).bytes(), 4U);
}

TEST(BytesOfATally, OfCountsAreThoseOfTheirVectors) {
  const Tally counts = tally_of_first(64, TallyDepth::Practices);
  EXPECT_EQ(counts.bytes(), 4 * (37 * 4 + 2 * 64U)) << "four-byte cells and room for a batch";
  Tally published(small(), TallyDepth::Practices);
  published.add(CountedRating{small(), {}, 1, sample::rating("4b"), 5, "", {}});
  EXPECT_EQ(published.bytes(), 4 * 36 * 8U);
}

TEST(BytesOfATally, AreOfCountsAndABatchWhereBothAreThere) {
  Tally few = tally_of_first(60, TallyDepth::Practices);
  const Tally other = tally_of_first(64, TallyDepth::Practices);
  few.add(other);
  EXPECT_EQ(few.bytes(), other.bytes()) << "counts, and up to 64 that wait";
  Tally deep = tally_of_first(257), counted = tally_of_first(512);
  ASSERT_TRUE(deep.is_small());
  deep.add(counted);
  EXPECT_FALSE(deep.is_small());
  Tally all = tally_of_first(512);
  for (std::size_t r = 0; r < 257; ++r) all.add_respondent(codes_of(r), r % 2);
  deep.settle();
  all.settle();
  EXPECT_TRUE(deep == all);
  EXPECT_EQ(deep.bytes(), all.bytes());
}

TEST(BytesOfATally, NeverFallWhenOneIsAddedThatKeptNoSets) {
  Tally tally = tally_of_first(600);
  tally.settle();
  const std::size_t before = tally.bytes();
  TallyCounts stored;
  stored.practices.resize(4);
  stored.scopes.resize(small()->scopes().size());
  stored.ranks.doubled_sums.resize(3);
  for (const auto& items : tally.items()) stored.items.emplace_back(items.practices());
  stored.quality.sets.forgo();
  stored.respondents = 2;
  tally.add(stored);
  EXPECT_FALSE(tally.quality().sets.kept());
  EXPECT_GE(tally.bytes(), before);
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if __GLIBC_PREREQ(2, 33)
// What the C library says that it has handed out. A sanitizer has an allocator of its own, of which it knows nothing.
class BytesHandedOut : public ::testing::Test {
 protected:
  static std::size_t now() { return mallinfo2().uordblks + mallinfo2().hblkhd; }
  void SetUp() override {
    const auto before = now();
    constexpr std::size_t kSome = 100'000;
    const std::unique_ptr<void, decltype(&std::free)> some(std::malloc(kSome), &std::free);
    ASSERT_GE(now(), before + kSome) << "another allocator than that of the C library: " << some.get();
  }
  // Of so many respondents: as many kinds of responses as `kinds`, so many sides of 100 blank.
  static void expect_about_right(const InstrumentPtr& form, TallyDepth depth, std::size_t respondents, std::size_t kinds, unsigned blanks) {
    (void)form->scopes();
    const std::size_t practices = form->practices.size();
    std::mt19937 random;
    const auto side = [&] { return static_cast<std::uint8_t>(random() % 100 < blanks ? 5 : random() % 4); };
    std::vector<std::uint8_t> codes(kinds * practices);
    for (auto& code : codes) code = static_cast<std::uint8_t>(side() * kAnswerStates + side());
    const std::size_t before = now();
    Tally tally(form, depth);
    for (std::size_t r = 0; r < respondents; ++r) tally.add_respondent(std::span(codes).subspan(r % kinds * practices, practices), 0);
    if (respondents % 2 == 1 && !tally.is_small()) tally.settle();
    const std::size_t taken = now() - before;
    const auto what = testing::Message() << "depth " << static_cast<int>(depth) << ", " << respondents << " respondents, " << kinds
                                         << " kinds, " << blanks << " % blank, " << practices << " practices: " << taken;
    EXPECT_GE(tally.bytes() + 1024, taken) << what;
    EXPECT_LE(tally.bytes(), 3 * taken + 8192) << what;
  }
};

TEST_F(BytesHandedOut, AreAboutWhatATallySays) {
  const auto full = published_instruments().front(), tiny = form("1P1");
  (void)tally_of_first(600);  // what the first one ever counted makes once
  for (const auto depth : {TallyDepth::Practices, TallyDepth::Scopes, TallyDepth::Items, TallyDepth::Everything})
    for (const std::size_t respondents : {2U, 60U, 65U, 500U, 513U, 1026U, 5000U, 20001U})
      for (const unsigned blanks : {0U, 4U, 50U})
        for (const std::size_t kinds : {std::size_t{1}, respondents}) {
          expect_about_right(full, depth, respondents, kinds, blanks);
          expect_about_right(tiny, depth, respondents, kinds, blanks);
        }
}

// 512 sets of answers waited, 18 KB at least, before they were counted.
TEST_F(BytesHandedOut, AreGivenBackWhenNothingWaits) {
  const auto full = published_instruments().front();
  const std::vector<std::uint8_t> alike(full->practices.size(), sample::rating("4b").joint_index());
  (void)tally_of_first(600);
  const std::size_t before = now();
  Tally tally(full, TallyDepth::Practices);
  for (int r = 0; r < 600; ++r) tally.add_respondent(alike, 0);
  Tally deep(full, TallyDepth::Scopes);
  for (int r = 0; r < 512; ++r) deep.add_respondent(alike, 0);
  EXPECT_LT(now() - before, 2 * 36 * 37 * 4 + 2 * 64 * 36 + 18 * sizeof(ScopeTally) + 126 * 64);
}

// Up to 511 respondents wait as long as there are no counts, of 36 bytes each in a vector that grows; then no more than 64.
TEST_F(BytesHandedOut, AreOfNoMoreThanABatchBesideCounts) {
  const auto full = published_instruments().front();
  const std::vector<std::uint8_t> alike(full->practices.size(), sample::rating("4b").joint_index());
  const auto of = [&](int respondents) {
    Tally tally(full, TallyDepth::Scopes);
    for (int r = 0; r < respondents; ++r) tally.add_respondent(alike, 0);
    return tally;
  };
  const auto taken = [&](auto&& add) {
    const std::size_t before = now();
    Tally tally = of(257);
    add(tally);
    return now() - before;
  };
  const auto counted = of(512);
  const std::size_t before = now();
  const Tally copy = counted;
  const std::size_t of_counts = now() - before;
  const std::size_t of_wide = full->practices.size() * sizeof(JointCounts), of_batch = 2 * 64 * full->practices.size() + 256;
  EXPECT_LT(taken([&](Tally& tally) { tally.add(counted); }), of_counts + of_batch);
  EXPECT_LT(taken([&](Tally& tally) { tally.add(of(257)); }), of_counts + of_batch);
  EXPECT_LT(taken([&](Tally& tally) {
              tally.add(CountedRating{full, {}, 1, sample::rating("4b"), 5, "", {}});
            }),
            of_counts + of_wide + of_batch);
}
#endif
#endif

// Of a hundred practices some 5,000 of each kind.
TEST(BytesOfATally, CountProductsOfItems) {
  std::string practices;
  for (int i = 1; i <= 100; ++i) practices += " 1P" + std::to_string(i);
  const auto wide = form(practices);
  TallyCounts stored;
  stored.practices.resize(100);
  stored.scopes.resize(wide->scopes().size());
  stored.ranks.doubled_sums.resize(1);
  stored.items.emplace_back(wide->scopes()[0].practices);
  stored.respondents = 2;
  Tally tally(wide, TallyDepth::Items);
  tally.add(stored);
  EXPECT_GE(tally.bytes(), 3 * (100 * 101 / 2) * 8U);
}

TEST(SingleResponse, IsKeptAsItIs) {
  const auto one = tally_of(small(), {"4a N. -- 2b"}, TallyDepth::Responses);
  EXPECT_THAT(one.responses(), ElementsAre(sample::rating("4a").joint_index(), sample::rating("N.").joint_index(), ResponseBlock::kNotAsked,
                                           sample::rating("2b").joint_index()));
  EXPECT_TRUE(one.items().empty()) << "nothing is counted";
  EXPECT_EQ(one.responses().size(), 4U) << "and looking changes nothing";
  EXPECT_TRUE(tally_of(small(), {"4a N. -- 2b"}, TallyDepth::Scopes).responses().empty());
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
