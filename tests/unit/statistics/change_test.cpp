// Change between two waves: linked respondents by their own differences, and everybody of each wave.
#include "partnership/change.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "partnership/quality.hpp"
#include "support/small_forms.hpp"

namespace partnership {
namespace {

using sample::form;
using sample::scores;
using sample::tally_of;

std::vector<std::uint8_t> codes(const std::string& ratings) {
  std::vector<std::uint8_t> found;
  for (const auto& word : sample::words(ratings)) {
    const Rating rating = sample::rating(word);
    found.push_back(rating.asked() ? rating.joint_index() : ResponseBlock::kNotAsked);
  }
  return found;
}

const InstrumentPtr& small() {
  static const InstrumentPtr kSmall = form("1P1 1S1 2P1");
  return kSmall;
}

// Two answer in both waves; one of them leaves a side out once.
ChangeTally two_linked() {
  ChangeTally change(small());
  change.add(codes("4b 3c 4a"), codes("4c 3c 4c"));
  change.add(codes("4b 4. 3a"), codes("3c 4d 3b"));
  change.add_first_only(3);
  change.add_second_only();
  return change;
}

TEST(ChangeTally, KeepsDifferencesOfThoseWithBothAnswers) {
  const ChangeTally change = two_linked();
  EXPECT_EQ(change.practice(0).differences[0], scores({0, -1}));
  EXPECT_EQ(change.practice(0).differences[1], scores({1, 1}));
  EXPECT_EQ(change.practice(0).differences[2], scores({-1, -2}));
  EXPECT_EQ(change.practice(1).differences[1], scores({0})) << "one actual of the second respondent is blank";
  EXPECT_EQ(change.practice(0).risen, 2U);
  EXPECT_EQ(change.practice(2).risen, 1U);
  EXPECT_EQ(change.practice(2).fallen, 0U);
  EXPECT_EQ(change.practice(2).rated, 2U);
}

TEST(ChangeTally, ScoresEachWaveByTheHalfRule) {
  const ChangeTally change = two_linked();
  const std::size_t all = sample::scope_index(*small(), "all");
  // First: gaps (2 + 0 + 3)/3, then (1 + 0 + 1)/3. Second: (2 + 2)/2, then (0 + 0 + 1)/3.
  EXPECT_EQ(change.scope(all).gap, scores({-1, Fraction(-5, 3)}));
  // Actuals (2 + 3 + 1)/3, then (3 + 3 + 3)/3. Second: (2 + 1)/2, then (3 + 4 + 2)/3.
  EXPECT_EQ(change.scope(all).actual, scores({1, Fraction(3, 2)}));
}

TEST(ChangeTally, Adds) {
  ChangeTally first(small()), second(small());
  first.add(codes("4b 3c 4a"), codes("4c 3c 4c"));
  second.add(codes("4b 4. 3a"), codes("3c 4d 3b"));
  second.add_first_only(3);
  first.add_second_only();
  second.add(first);
  const ChangeTally whole = two_linked();
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(second.practice(i), whole.practice(i));
  for (std::size_t i = 0; i < small()->scopes().size(); ++i) EXPECT_EQ(second.scope(i), whole.scope(i));
  EXPECT_EQ(second.linked(), 2U);
  EXPECT_EQ(second.first_only(), 3U);
  EXPECT_EQ(second.second_only(), 1U);
}

Estimate find(const std::vector<Comparison>& all, std::string_view name, Level level, std::size_t index) {
  for (const auto& comparison : all)
    if (comparison.row->name == name && comparison.level == level && comparison.index == index) return comparison.estimate;
  throw std::invalid_argument(std::string(name));
}

TEST(LinkedChange, TakesEachRespondentsDifference) {
  const auto all = linked_change(two_linked());
  const std::size_t overall = sample::scope_index(*small(), "all");
  const Estimate gap = find(all, "chg_gap_mean", Level::Overall, overall);
  EXPECT_NEAR(gap.value, -4.0 / 3, 1e-12);
  EXPECT_EQ(gap.n, 2U);
  // t(.975, 1) = 12.7062 times s/sqrt(2) = 1/3.
  EXPECT_NEAR(gap.lower, -4.0 / 3 - 12.7062047 / 3, 1e-6);
  // No actual can rise by 5/4 + 12.7062/4 and no gap fall by 3/2 + 12.7062/2: drawn to 3 and -6.
  const Estimate actual = find(all, "chg_actual_mean", Level::Overall, overall), fallen = find(all, "chg_gap_mean", Level::Practice, 0);
  EXPECT_NEAR(actual.lower, 1.25 - 12.7062047 / 4, 1e-6);
  EXPECT_EQ(actual.upper, 3);
  EXPECT_EQ(fallen.lower, -6);
  EXPECT_NEAR(fallen.upper, -1.5 + 12.7062047 / 2, 1e-6);
  // 1 - abs gap/3 rises by a third of what the absolute gap falls.
  EXPECT_NEAR(find(all, "chg_congruence_mean", Level::Overall, overall).value, 4.0 / 9, 1e-12);
  EXPECT_EQ(find(all, "chg_gap_wilcoxon_pratt_p", Level::Overall, overall).value, .5);
  EXPECT_EQ(find(all, "chg_linked", Level::Overall, overall).n, 6U);
  EXPECT_EQ(find(all, "chg_only_first", Level::Overall, overall).value, 3);
  EXPECT_EQ(find(all, "chg_only_second", Level::Overall, overall).n, 3U);
}

TEST(LinkedChange, TestsThoseWhoCrossedTheMiddle) {
  const auto all = linked_change(two_linked());
  EXPECT_EQ(find(all, "chg_top2_actual", Level::Practice, 0).value, 1);
  EXPECT_EQ(find(all, "chg_top2_actual_mcnemar_p", Level::Practice, 0).value, .5) << "two of two: 2 x 1/4";
  EXPECT_EQ(find(all, "chg_top2_actual_mcnemar_p", Level::Practice, 1).value, 1) << "nobody crossed";
  EXPECT_EQ(find(all, "chg_actual_wilcoxon_pratt_p_holm", Level::Practice, 0).value, 1) << ".5 in a family of three";
}

TEST(LinkedChange, OfASinglePartnershipLeavesOutPracticesAndCounts) {
  for (const auto& comparison : linked_change(two_linked(), false)) {
    EXPECT_NE(comparison.level, Level::Practice);
    EXPECT_NE(comparison.row->name, "chg_linked");
  }
}

TEST(LinkedChange, OfNobodyGivesReasons) {
  for (const auto& comparison : linked_change(ChangeTally(small())))
    EXPECT_TRUE(comparison.estimate.available() ? comparison.estimate.value == 0 : comparison.estimate.reason != Reason::None) << comparison.row->name;
}

TEST(UnlinkedChange, ComparesEverybodyOfEachWave) {
  const auto a = tally_of(small(), {"4a 4a 4a", "4b 4a 4a"}), b = tally_of(small(), {"4c 4d 4d", "4d 4d 4d"});
  const auto all = unlinked_change(a, b);
  EXPECT_EQ(find(all, "uchg_actual_mean", Level::Practice, 0).value, 2);
  EXPECT_EQ(find(all, "uchg_actual_cliff", Level::Practice, 0).value, 1);
  EXPECT_NEAR(find(all, "uchg_actual_wmw_p", Level::Practice, 0).value, 1.0 / 3, 1e-12);
  EXPECT_EQ(find(all, "uchg_gap_cliff", Level::Overall, sample::scope_index(*small(), "all")).value, -1);
  const auto none = unlinked_change(a, tally_of(small(), {}));
  EXPECT_EQ(find(none, "uchg_actual_mean", Level::Practice, 0).reason, Reason::NoAnswers);
  EXPECT_EQ(find(none, "uchg_gap_wmw_p", Level::Practice, 0).reason, Reason::NoPairs);
}

// --- single responses ---

Estimate figure(const std::vector<QualityFigure>& all, std::string_view name) {
  for (const auto& entry : all)
    if (entry.row->name == name) return entry.estimate;
  throw std::invalid_argument(std::string(name));
}

TEST(QualityFigures, ShowWhatAResponseLooksLike) {
  const auto all = quality_figures(quality_of(codes("4a 4b 4. N.")), 1, 2, 9);
  EXPECT_EQ(figure(all, "q_answered_ideal").value, 3);
  EXPECT_EQ(figure(all, "q_answered_actual").n, 4U);
  EXPECT_EQ(figure(all, "q_pairs").value, 2);
  EXPECT_EQ(figure(all, "q_blank").value, 2);
  EXPECT_EQ(figure(all, "q_na").n, 8U);
  EXPECT_EQ(figure(all, "q_invalid").value, 1);
  EXPECT_EQ(figure(all, "q_longstring_ideal").value, 3);
  EXPECT_EQ(figure(all, "q_straight_ideal").value, 1);
  EXPECT_EQ(figure(all, "q_straight_actual").value, 0);
  EXPECT_NEAR(figure(all, "q_irv_actual").value, std::sqrt(.5), 1e-12) << "of 1 and 2";
  EXPECT_EQ(figure(all, "q_irv_ideal").value, 0);
  EXPECT_EQ(figure(all, "q_duplicate_group").value, 2);
  EXPECT_EQ(figure(all, "q_duplicate_group").n, 9U);
}

TEST(QualityFigures, HaveNoSpreadBelowTwoPoints) {
  const auto all = quality_figures(quality_of(codes("4. N. .. --")), 0, 1, 1);
  EXPECT_EQ(figure(all, "q_irv_ideal").reason, Reason::FewerThanTwo);
  EXPECT_EQ(figure(all, "q_irv_actual").reason, Reason::NoAnswers);
}

}  // namespace
}  // namespace partnership
