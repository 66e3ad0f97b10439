// The table of statistics as a whole: what every row must say, and that it is the only place that says it.
#include "partnership/catalogue.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include "partnership/group_statistics.hpp"

namespace partnership {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const StatisticRow& row_of(std::string_view name, std::string_view level) {
  for (const auto& topic : statistics_by_topic())
    for (const auto* row : topic.rows)
      for (const auto at : level_names(*row))
        if (row->name == name && at == level) return *row;
  throw std::invalid_argument(std::string(name));
}

template <class F>
void for_every_row(F&& f) {
  for (const auto& topic : statistics_by_topic())
    for (const auto* row : topic.rows) f(*row);
}

TEST(Catalogue, SaysOfEveryStatisticWhatItMeansHowItIsComputedWhenNotAndWhoSaysSo) {
  for_every_row([](const StatisticRow& row) {
    ASSERT_NE(row.explanation, nullptr) << row.name;
    const ExplanationText text = explain(row);
    for (const auto& part : {text.meaning, text.formula, text.unavailable, text.reference}) {
      EXPECT_THAT(part, Not(IsEmpty())) << row.name;
      EXPECT_THAT(part, Not(HasSubstr("{"))) << row.name;
      EXPECT_THAT(part, Not(HasSubstr("  "))) << row.name;
    }
    for (const auto& sentence : {text.meaning, text.formula, text.unavailable}) EXPECT_EQ(sentence.back(), '.') << row.name << ": " << sentence;
  });
}

TEST(Catalogue, NamesNoSourceForCountsOnly) {
  for_every_row([](const StatisticRow& row) {
    EXPECT_TRUE(explain(row).reference != "count" || row.quantity == Quantity::Count) << row.name;
  });
}

TEST(Catalogue, UsesThePlaceholderOnlyWhereTheNameHasASide) {
  for_every_row([](const StatisticRow& row) {
    for (const auto part : {row.explanation->meaning, row.explanation->formula, row.explanation->unavailable})
      EXPECT_TRUE(part.find("{side}") == std::string_view::npos || !side_of(row).empty()) << row.name;
  });
}

TEST(Catalogue, HasOneRowPerNameAndLevel) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for_every_row([&](const StatisticRow& row) {
    EXPECT_THAT(level_names(row), Not(IsEmpty())) << row.name;
    for (const auto level : level_names(row)) EXPECT_TRUE(seen.emplace(row.name, level).second) << row.name << " at " << level;
  });
}

TEST(Catalogue, HoldsTheRowsThatAreComputed) {
  std::size_t found = 0;
  for_every_row([&](const StatisticRow& row) {
    for (const Statistic& statistic : statistics_table()) found += &row == &statistic ? 1 : 0;
  });
  EXPECT_EQ(found, statistics_table().size());
}

// tests/reference/statistics.csv: what R has values for.
TEST(Catalogue, HasTheNamesAndTiersOfTheReferenceValues) {
  std::ifstream file(PARTNERSHIP_SOURCE_DIR "/tests/reference/statistics.csv");
  std::map<std::string, std::string> expected, actual;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto comma = line.find(','), next = line.find(',', comma + 1);
    expected[line.substr(0, comma)] = line.substr(comma + 1, next - comma - 1);
  }
  ASSERT_GT(expected.size(), 150U);
  // A name has the lowest tier that any of its levels has.
  std::map<std::string, Tier> lowest;
  for_every_row([&](const StatisticRow& row) {
    const auto place = lowest.emplace(row.name, row.tier).first;
    place->second = std::min(place->second, row.tier);
  });
  for (const auto& [name, tier] : lowest) actual[name] = name_of(tier);
  EXPECT_EQ(actual, expected);
}

TEST(Catalogue, CitesEveryReferenceAndOnlyThose) {
  std::set<std::string_view> cited, known;
  for_every_row([&](const StatisticRow& row) {
    for (const auto* reference : references_of(*row.explanation)) cited.insert(reference->key);
  });
  for (const auto& reference : references()) {
    EXPECT_TRUE(known.empty() || *known.rbegin() < reference.key) << reference.key << " is out of order";
    known.insert(reference.key);
  }
  EXPECT_EQ(cited, known);
}

TEST(Catalogue, RefusesAReferenceThatIsNotInTheList) {
  EXPECT_THROW((void)references_of({"", "", "", "Nobody 1900"}), std::logic_error);
}

TEST(Explanation, PutsTheSideOfTheNameInPlace) {
  EXPECT_EQ(side_of(row_of("ideal_mean", "practice")), "ideal");
  EXPECT_EQ(side_of(row_of("icc1_gap", "overall")), "gap");
  EXPECT_EQ(side_of(row_of("chg_top2_actual_mcnemar_p", "practice")), "actual");
  EXPECT_EQ(side_of(row_of("absgap_mean", "overall")), "");
  EXPECT_THAT(explain(row_of("actual_valid", "practice")).meaning, HasSubstr("the actual side"));
}

TEST(Explanation, NamesSeveralSidesWordByWord) {
  const ExplanationText text = explain(row_of("alpha_deleted_ideal", "practice"), "ideal gap");
  EXPECT_EQ(text.meaning, "What alpha_ideal or alpha_gap of the principle would be without this practice.");
}

TEST(Explanation, OfPracticesAndOfScopesDiffer) {
  EXPECT_THAT(explain(row_of("gap_mean", "practice")).formula, HasSubstr("n pairs"));
  EXPECT_THAT(explain(row_of("gap_mean", "overall")).formula, HasSubstr("half of the K practices"));
}

TEST(Explanation, SaysWhatFollowsFromTheBasis) {
  EXPECT_EQ(explain(row_of("pairs", "practice")).unavailable, "Never; 0 if nobody did.");
  EXPECT_EQ(explain(row_of("scored", "overall")).unavailable, "Not from published counts. Otherwise never; 0 if nobody is.");
  EXPECT_THAT(explain(row_of("chg_gap_mean", "overall")).unavailable, HasSubstr("without a name"));
}

TEST(Explanation, GivesReferencesInFull) {
  EXPECT_EQ(explain(row_of("friedman_p", "overall")).reference,
            "Friedman 1937. Journal of the American Statistical Association 32:675. Conover 1999. Practical Nonparametric Statistics.");
  EXPECT_EQ(explain(row_of("q_blank", "respondent")).reference, "count");
  EXPECT_THAT(level_names(row_of("q_blank", "respondent")), ElementsAre("respondent"));
}

}  // namespace
}  // namespace partnership
