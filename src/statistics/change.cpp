#include "partnership/change.hpp"

#include "partnership/statistics.hpp"
#include "statistics/internal.hpp"

namespace partnership {
namespace {

constexpr Range kPointChanges{-3, 3}, kGapChanges{-6, 6};

std::uint64_t how_many(const Scores& scores, int sign) {
  std::uint64_t found = 0;
  for (const auto& [value, times] : scores.counts()) found += value.sign() == sign ? times : 0;
  return found;
}

Scores as_scores(const std::array<std::uint64_t, 4>& points) {
  Scores scores;
  for (int i = 0; i < 4; ++i) scores.append(Fraction(i + 1), points[static_cast<std::size_t>(i)]);
  return scores;
}

// The exact test on those who changed sides (McNemar 1947).
Estimate mcnemar_of(const ChangeTally::Practice& practice) {
  Scores changes;
  changes.append(Fraction(-1), practice.fallen);
  changes.append(Fraction(0), practice.rated - practice.risen - practice.fallen);
  changes.append(Fraction(1), practice.risen);
  return sign_test_of(changes, Reason::NoPairs);
}

// 1 - absgap/3 turns differences round.
Estimate congruence_change_of(const Scores& absgap_changes) {
  const Estimate absgap = mean_of(absgap_changes, {-3, 3}, Reason::NoneScored);
  return {-absgap.value / 3 + 0.0, -absgap.upper / 3, -absgap.lower / 3, absgap.n, absgap.reason};
}

class List {
 public:
  explicit List(std::vector<Comparison>& into) : into_(&into) {}
  void at(Level level, std::size_t index) {
    level_ = level;
    index_ = index;
  }
  void add(std::string_view name, Tier tier, Quantity quantity, const Estimate& estimate) {
    into_->push_back({name, tier, quantity, level_, index_, estimate});
  }

 private:
  std::vector<Comparison>* into_;
  Level level_ = Level::Practice;
  std::size_t index_ = 0;
};

// Adjusted over the practices; `p` in their order.
void add_adjusted(List& list, std::string_view holm, std::string_view bh, const std::vector<Estimate>& p) {
  std::vector<double> values;
  for (const auto& estimate : p) values.push_back(estimate.value);
  const auto by_holm = adjust_holm(values), by_bh = adjust_benjamini_hochberg(values);
  for (std::size_t i = 0; i < p.size(); ++i) {
    list.at(Level::Practice, i);
    list.add(holm, Tier::Standard, Quantity::Probability, {.value = by_holm[i], .n = p[i].n, .reason = p[i].reason});
    list.add(bh, Tier::Standard, Quantity::Probability, {.value = by_bh[i], .n = p[i].n, .reason = p[i].reason});
  }
}

void add_practices(List& list, const ChangeTally& change) {
  std::vector<Estimate> actual_p, gap_p;
  for (std::size_t i = 0; i < change.instrument().practices.size(); ++i) {
    const auto& practice = change.practice(i);
    const auto& [ideal, actual, gap] = practice.differences;
    list.at(Level::Practice, i);
    list.add("chg_ideal_mean", Tier::Core, Quantity::Gap, mean_of(ideal, kPointChanges, Reason::NoPairs));
    list.add("chg_actual_mean", Tier::Core, Quantity::Gap, mean_of(actual, kPointChanges, Reason::NoPairs));
    list.add("chg_gap_mean", Tier::Core, Quantity::Gap, mean_of(gap, kGapChanges, Reason::NoPairs));
    actual_p.push_back(signed_rank_of(actual, kMostExactPairs, Reason::NoPairs).p);
    gap_p.push_back(signed_rank_of(gap, kMostExactPairs, Reason::NoPairs).p);
    list.add("chg_actual_wilcoxon_pratt_p", Tier::Standard, Quantity::Probability, actual_p.back());
    list.add("chg_gap_wilcoxon_pratt_p", Tier::Core, Quantity::Probability, gap_p.back());
    list.add("chg_actual_net", Tier::Standard, Quantity::Gap, net_share_of(how_many(actual, 1), how_many(actual, -1), actual.n(), Reason::NoPairs));
    list.add("chg_top2_actual", Tier::Standard, Quantity::Gap, net_share_of(practice.risen, practice.fallen, practice.rated, Reason::NoPairs));
    list.add("chg_top2_actual_mcnemar_p", Tier::Standard, Quantity::Probability, mcnemar_of(practice));
  }
  add_adjusted(list, "chg_actual_wilcoxon_pratt_p_holm", "chg_actual_wilcoxon_pratt_p_bh", actual_p);
  add_adjusted(list, "chg_gap_wilcoxon_pratt_p_holm", "chg_gap_wilcoxon_pratt_p_bh", gap_p);
}

void add_unlinked(List& list, std::string_view mean, std::string_view p, std::string_view delta, const Scores& a, const Scores& b, Reason none) {
  const auto because = [none](Estimate estimate) {
    if (estimate.reason == Reason::NoneScored) estimate.reason = none;
    return estimate;
  };
  list.add(mean, Tier::Standard, Quantity::Gap, because(welch_difference_of(b, a)));
  list.add(p, Tier::Standard, Quantity::Probability, because(rank_sum_of(b, a)));
  list.add(delta, Tier::Standard, Quantity::Gap, because(dominance_of(b, a)));
}

}  // namespace

std::vector<Comparison> linked_change(const ChangeTally& change, bool practices) {
  std::vector<Comparison> found;
  List list(found);
  if (practices) add_practices(list, change);
  const auto& scopes = change.instrument().scopes();
  for (std::size_t i = 0; i < scopes.size(); ++i) {
    if (scopes[i].level == Level::Block) continue;
    const auto& scope = change.scope(i);
    list.at(scopes[i].level, i);
    if (practices && scopes[i].level == Level::Overall) {
      const std::uint64_t first = change.linked() + change.first_only(), second = change.linked() + change.second_only();
      list.add("chg_linked", Tier::Core, Quantity::Count, {.value = static_cast<double>(change.linked()), .n = first + change.second_only()});
      list.add("chg_only_first", Tier::Core, Quantity::Count, {.value = static_cast<double>(change.first_only()), .n = first});
      list.add("chg_only_second", Tier::Core, Quantity::Count, {.value = static_cast<double>(change.second_only()), .n = second});
    }
    list.add("chg_ideal_mean", Tier::Core, Quantity::Gap, mean_of(scope.ideal, kPointChanges, Reason::NoneScored));
    list.add("chg_actual_mean", Tier::Core, Quantity::Gap, mean_of(scope.actual, kPointChanges, Reason::NoneScored));
    list.add("chg_gap_mean", Tier::Core, Quantity::Gap, mean_of(scope.gap, kGapChanges, Reason::NoneScored));
    list.add("chg_congruence_mean", Tier::Core, Quantity::Gap, congruence_change_of(scope.absgap));
    list.add("chg_gap_wilcoxon_pratt_p", Tier::Core, Quantity::Probability, signed_rank_of(scope.gap, kMostExactScores, Reason::NoneScored).p);
  }
  return found;
}

std::vector<Comparison> unlinked_change(const Tally& a, const Tally& b) {
  std::vector<Comparison> found;
  List list(found);
  const auto& instrument = a.instrument();
  for (std::size_t i = 0; i < instrument.practices.size(); ++i) {
    const JointCounts before = a.practice(i), after = b.practice(i);
    list.at(Level::Practice, i);
    add_unlinked(list, "uchg_actual_mean", "uchg_actual_wmw_p", "uchg_actual_cliff", as_scores(before.points(Side::Actual)),
                 as_scores(after.points(Side::Actual)), Reason::NoAnswers);
    add_unlinked(list, "uchg_gap_mean", "uchg_gap_wmw_p", "uchg_gap_cliff", before.gaps(), after.gaps(), Reason::NoPairs);
  }
  for (std::size_t i = 0; i < instrument.scopes().size(); ++i) {
    if (instrument.scopes()[i].level == Level::Block) continue;
    list.at(instrument.scopes()[i].level, i);
    add_unlinked(list, "uchg_gap_mean", "uchg_gap_wmw_p", "uchg_gap_cliff", a.scope(i).of(Measure::Gap), b.scope(i).of(Measure::Gap), Reason::NoneScored);
  }
  return found;
}

}  // namespace partnership
