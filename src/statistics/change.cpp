#include "partnership/change.hpp"

#include <array>
#include <optional>

#include "partnership/statistics.hpp"
#include "statistics/catalogue.hpp"
#include "statistics/internal.hpp"

namespace partnership {
namespace {

using namespace catalogue;
using enum Quantity;

constexpr Range kPointChanges{-3, 3}, kGapChanges{-6, 6};

// --- linked: one practice, one scope, everybody ---

// Tests of the practices' changes and their adjustments; computed once, on first use.
struct Tests {
  std::vector<Estimate> p, holm, bh;
};

class LinkedPractices {
 public:
  explicit LinkedPractices(const ChangeTally& change) : change_(&change) {}
  [[nodiscard]] const ChangeTally& change() const { return *change_; }
  [[nodiscard]] const Tests& tests(ItemValue value) const {
    auto& tests = tests_[static_cast<std::size_t>(value)];
    if (tests) return *tests;
    tests.emplace();
    for (std::size_t i = 0; i < change_->instrument().practices.size(); ++i)
      tests->p.push_back(signed_rank_of(change_->practice(i).differences[static_cast<std::size_t>(value)], kMostExactPairs, Reason::NoPairs).p);
    tests->holm = adjusted(tests->p, adjust_holm);
    tests->bh = adjusted(tests->p, adjust_benjamini_hochberg);
    return *tests;
  }

 private:
  const ChangeTally* change_;
  mutable std::array<std::optional<Tests>, kItemValues> tests_;
};

struct LinkedPractice {
  const LinkedPractices& all;
  std::size_t index;
  [[nodiscard]] const ChangeTally::Practice& own() const { return all.change().practice(index); }
  [[nodiscard]] const Scores& differences(ItemValue value) const { return own().differences[static_cast<std::size_t>(value)]; }
};

template <ItemValue value>
Estimate moved(const LinkedPractice& s) {
  return mean_of(s.differences(value), value == ItemValue::Gap ? kGapChanges : kPointChanges, Reason::NoPairs);
}
template <ItemValue value, std::vector<Estimate> Tests::*member>
Estimate tested(const LinkedPractice& s) { return (s.all.tests(value).*member)[s.index]; }
Estimate net_move(const LinkedPractice& s) {
  const Scores& actual = s.differences(ItemValue::Actual);
  return net_share_of(how_many(actual, is_positive), how_many(actual, is_negative), actual.n(), Reason::NoPairs);
}
Estimate crossed(const LinkedPractice& s) { return net_share_of(s.own().risen, s.own().fallen, s.own().rated, Reason::NoPairs); }
// The exact test on those who changed sides (McNemar 1947).
Estimate mcnemar(const LinkedPractice& s) {
  const auto& practice = s.own();
  Scores changes;
  changes.append(Fraction(-1), practice.fallen);
  changes.append(Fraction(0), practice.rated - practice.risen - practice.fallen);
  changes.append(Fraction(1), practice.risen);
  return sign_test_of(changes, Reason::NoPairs);
}

// 1 - absgap/3 turns differences round.
Estimate congruence_moved(const ChangeTally::Scope& s) {
  const Estimate absgap = mean_of(s.absgap, {-3, 3}, Reason::NoneScored);
  return {-absgap.value / 3 + 0.0, -absgap.upper / 3, -absgap.lower / 3, absgap.n, absgap.reason};
}

Estimate ideal_moved(const ChangeTally::Scope& s) { return mean_of(s.ideal, kPointChanges, Reason::NoneScored); }
Estimate actual_moved(const ChangeTally::Scope& s) { return mean_of(s.actual, kPointChanges, Reason::NoneScored); }
Estimate gap_moved(const ChangeTally::Scope& s) { return mean_of(s.gap, kGapChanges, Reason::NoneScored); }
Estimate gap_tested(const ChangeTally::Scope& s) { return signed_rank_of(s.gap, kMostExactScores, Reason::NoneScored).p; }

Estimate linked(const ChangeTally& s) { return count(s.linked(), s.linked() + s.first_only() + s.second_only()); }
Estimate only_first(const ChangeTally& s) { return count(s.first_only(), s.linked() + s.first_only()); }
Estimate only_second(const ChangeTally& s) { return count(s.second_only(), s.linked() + s.second_only()); }

constexpr Explanation kLinkedPoint{
    .meaning = "How far the {side} rating of the practice moved in respondents who answered in both waves.",
    .formula = "b - a = second wave minus first. m = mean b - a of the {side} ratings of the n linked respondents who rated that side in both "
               "waves. Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to -3..3.",
    .unavailable = "No linked respondent rated it in both waves (no_pairs). No interval below two (n<2) or if all changed alike "
                   "(zero_variance).",
    .reference = "Edwards 2001"};
constexpr Explanation kLinkedGap{
    .meaning = "How far the gap of the practice moved in respondents who answered in both waves; negative: it narrowed.",
    .formula = "b - a = second wave minus first. m = mean b - a of ideal - actual of the n linked respondents with a pair in both waves. "
               "Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to -6..6.",
    .unavailable = "No linked respondent rated it in both waves (no_pairs). No interval below two (n<2) or if all changed alike "
                   "(zero_variance).",
    .reference = "Edwards 2001"};
constexpr Explanation kLinkedPairP{
    .meaning = "How easily so clear a move of the {side} of the practice would come about by chance.",
    .formula = "The linked respondents' changes (second wave minus first) are ranked by absolute size with mid-ranks, zeros included; the "
               "zeros' ranks are then dropped and V is the sum of the ranks of the positive ones. Null: each non-zero change is positive or "
               "negative with probability 1/2. p = min(1, 2 min(P(V <= v), P(V >= v))), exact over tie groups up to 1000 non-zero changes; "
               "beyond that normal with mean sum r / 2 and variance sum r^2 / 4, no continuity correction.",
    .unavailable = "No linked respondent rated it in both waves (no_pairs). No changes: 1.",
    .reference = "Pratt 1959; Conover 1973; Streitberg & Rohmel 1986"};
constexpr Explanation kLinkedNet{
    .meaning = "The share of linked respondents who rate the actual of the practice higher than before, minus the share who rate it lower.",
    .formula = "(b - c) / n, b = risen, c = fallen, n = linked respondents who rated the actual in both waves. Interval: p1 = (b + 1)/(n + 2), "
               "p2 = (c + 1)/(n + 2), p1 - p2 -+ z sqrt((p1 + p2 - (p1 - p2)^2) / (n + 2)), z = 1.96, clamped to -1..1.",
    .unavailable = "No linked respondent rated it in both waves (no_pairs).",
    .reference = "Cliff 1993; Bonett & Price 2012"};
constexpr Explanation kLinkedTop2{
    .meaning = "How much the share of linked respondents who rate the actual c or d has grown.",
    .formula = "(b - c) / n, b = risen from a or b to c or d, c = fallen from c or d to a or b, n = linked respondents who rated the actual in "
               "both waves. Interval: p1 = (b + 1)/(n + 2), p2 = (c + 1)/(n + 2), p1 - p2 -+ z sqrt((p1 + p2 - (p1 - p2)^2) / (n + 2)), z = "
               "1.96, clamped to -1..1.",
    .unavailable = "No linked respondent rated it in both waves (no_pairs).",
    .reference = "Bonett & Price 2012; Fagerland, Lydersen & Laake 2014"};
constexpr Explanation kLinkedMcNemar{
    .meaning = "How easily so clear a move over the middle of the actual scale would come about by chance.",
    .formula = "Exact McNemar test: min(1, 2 P(X <= min(b, c))), X binomial (b + c, 1/2), b and c as in chg_top2_actual.",
    .unavailable = "No linked respondent rated it in both waves (no_pairs). Nobody crossed the middle: 1.",
    .reference = "Dixon & Mood 1946"};
constexpr Explanation kLinkedHolm{
    .meaning = "The p-value of the same name without _holm, made strict enough for testing all practices at once.",
    .formula = "Holm's step-down adjustment over the practices: the i-th smallest of m p-values times m - i + 1, cumulative maximum, at most 1. "
               "Practices without a p-value are not in the family.",
    .unavailable = "No linked respondent rated it in both waves (no_pairs).",
    .reference = "Holm 1979"};
constexpr Explanation kLinkedBh{
    .meaning = "The p-value of the same name without _bh, adjusted so that few of the practices found are found by chance.",
    .formula = "Benjamini and Hochberg's step-up adjustment over the practices: the i-th smallest of m p-values times m / i, cumulative minimum "
               "from the largest, at most 1. Practices without a p-value are not in the family.",
    .unavailable = "No linked respondent rated it in both waves (no_pairs).",
    .reference = "Benjamini & Hochberg 1995"};

constexpr RowOf<LinkedPractice> kLinkedPractices[] = {
    {{"chg_ideal_mean", Tier::Core, Gap, kPractice, Basis::Respondents, &kLinkedPoint}, moved<ItemValue::Ideal>},
    {{"chg_actual_mean", Tier::Core, Gap, kPractice, Basis::Respondents, &kLinkedPoint}, moved<ItemValue::Actual>},
    {{"chg_gap_mean", Tier::Core, Gap, kPractice, Basis::Respondents, &kLinkedGap}, moved<ItemValue::Gap>},
    {{"chg_actual_wilcoxon_pratt_p", Tier::Standard, Probability, kPractice, Basis::Respondents, &kLinkedPairP}, tested<ItemValue::Actual, &Tests::p>},
    {{"chg_gap_wilcoxon_pratt_p", Tier::Core, Probability, kPractice, Basis::Respondents, &kLinkedPairP}, tested<ItemValue::Gap, &Tests::p>},
    {{"chg_actual_net", Tier::Standard, Gap, kPractice, Basis::Respondents, &kLinkedNet}, net_move},
    {{"chg_top2_actual", Tier::Standard, Gap, kPractice, Basis::Respondents, &kLinkedTop2}, crossed},
    {{"chg_top2_actual_mcnemar_p", Tier::Standard, Probability, kPractice, Basis::Respondents, &kLinkedMcNemar}, mcnemar},
    {{"chg_actual_wilcoxon_pratt_p_holm", Tier::Standard, Probability, kPractice, Basis::Respondents, &kLinkedHolm}, tested<ItemValue::Actual, &Tests::holm>},
    {{"chg_actual_wilcoxon_pratt_p_bh", Tier::Standard, Probability, kPractice, Basis::Respondents, &kLinkedBh}, tested<ItemValue::Actual, &Tests::bh>},
    {{"chg_gap_wilcoxon_pratt_p_holm", Tier::Standard, Probability, kPractice, Basis::Respondents, &kLinkedHolm}, tested<ItemValue::Gap, &Tests::holm>},
    {{"chg_gap_wilcoxon_pratt_p_bh", Tier::Standard, Probability, kPractice, Basis::Respondents, &kLinkedBh}, tested<ItemValue::Gap, &Tests::bh>},
};

constexpr Explanation kLinked{
    .meaning = "How many respondents answered in both waves.",
    .formula = "Number of respondents found in both by partnership and respondent; n = named respondents of either wave.",
    .unavailable = "Never; 0 if nobody did.",
    .reference = "count"};
constexpr Explanation kOnlyFirst{
    .meaning = "How many respondents answered in the first wave only.",
    .formula = "Number of named respondents of the first wave not found in the second; n = those of the first.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};
constexpr Explanation kOnlySecond{
    .meaning = "How many respondents answered in the second wave only.",
    .formula = "Number of named respondents of the second wave not found in the first; n = those of the second.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};

constexpr RowOf<ChangeTally> kLinkedCounts[] = {
    {{"chg_linked", Tier::Core, Count, kOverall, Basis::Respondents, &kLinked}, linked},
    {{"chg_only_first", Tier::Core, Count, kOverall, Basis::Respondents, &kOnlyFirst}, only_first},
    {{"chg_only_second", Tier::Core, Count, kOverall, Basis::Respondents, &kOnlySecond}, only_second},
};

constexpr Explanation kLinkedScore{
    .meaning = "How far the {side} of the scope moved in respondents who answered in both waves.",
    .formula = "b - a = second wave minus first. m = mean difference of the respondent's two mean {side} ratings, over the n linked respondents "
               "scored in both waves by the half rule. Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to -3..3.",
    .unavailable = "No linked respondent is scored in both waves (none_scored). No interval below two (n<2) or if all changed alike "
                   "(zero_variance).",
    .reference = "Edwards 2001"};
constexpr Explanation kLinkedScoreGap{
    .meaning = "How far the gap of the scope moved in respondents who answered in both waves; negative: it narrowed.",
    .formula = "b - a = second wave minus first. m = mean difference of the respondent's two mean gaps, over the n linked respondents scored in "
               "both waves by the half rule. Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to -6..6.",
    .unavailable = "No linked respondent is scored in both waves (none_scored). No interval below two (n<2) or if all changed alike "
                   "(zero_variance).",
    .reference = "Edwards 2001"};
constexpr Explanation kLinkedCongruence{
    .meaning = "How far the congruence of the scope moved in respondents who answered in both waves; positive: it grew.",
    .formula = "b - a = second wave minus first. Mean difference of the respondent's two congruences, over the n linked respondents scored in "
               "both waves by the half rule: - (mean change of the absolute gap) / 3, its t interval turned round, clamped to -1..1.",
    .unavailable = "No linked respondent is scored in both waves (none_scored). No interval below two (n<2) or if all changed alike "
                   "(zero_variance).",
    .reference = "Cohen 1968"};
constexpr Explanation kLinkedScoreP{
    .meaning = "How easily so clear a move of the {side} of the scope would come about by chance.",
    .formula = "The linked respondents' changes of their mean gap (second wave minus first, half rule in both) are ranked by absolute size with "
               "mid-ranks, zeros included; the zeros' ranks are then dropped and V is the sum of the ranks of the positive ones. Null: each "
               "non-zero change is positive or negative with probability 1/2. p = min(1, 2 min(P(V <= v), P(V >= v))), exact over tie groups up "
               "to 200 non-zero changes; beyond that normal with mean sum r / 2 and variance sum r^2 / 4, no continuity correction.",
    .unavailable = "No linked respondent is scored in both waves (none_scored). No changes: 1.",
    .reference = "Pratt 1959; Conover 1973; Streitberg & Rohmel 1986"};

constexpr RowOf<ChangeTally::Scope> kLinkedScopes[] = {
    {{"chg_ideal_mean", Tier::Core, Gap, kNoBlock, Basis::Respondents, &kLinkedScore}, ideal_moved},
    {{"chg_actual_mean", Tier::Core, Gap, kNoBlock, Basis::Respondents, &kLinkedScore}, actual_moved},
    {{"chg_gap_mean", Tier::Core, Gap, kNoBlock, Basis::Respondents, &kLinkedScoreGap}, gap_moved},
    {{"chg_congruence_mean", Tier::Core, Gap, kNoBlock, Basis::Respondents, &kLinkedCongruence}, congruence_moved},
    {{"chg_gap_wilcoxon_pratt_p", Tier::Core, Probability, kNoBlock, Basis::Respondents, &kLinkedScoreP}, gap_tested},
};

// --- unlinked: a practice's ratings and gaps, a scope's scores ---

struct Waves {
  const Tally& a;
  const Tally& b;
  std::size_t index;  // of the practice or scope
};
struct Samples {
  Scores a, b;
  Reason none = Reason::None;
};
Samples ratings(const Waves& s) {
  return {as_scores(s.a.practice(s.index).points(Side::Actual)), as_scores(s.b.practice(s.index).points(Side::Actual)), Reason::NoAnswers};
}
Samples pair_gaps(const Waves& s) { return {s.a.practice(s.index).gaps(), s.b.practice(s.index).gaps(), Reason::NoPairs}; }
Samples gap_scores(const Waves& s) { return {s.a.scores(s.index, Measure::Gap), s.b.scores(s.index, Measure::Gap), Reason::NoneScored}; }

template <Samples (*samples_of)(const Waves&), Estimate (*compare)(const Scores&, const Scores&)>
Estimate unlinked(const Waves& s) {
  const Samples samples = samples_of(s);
  Estimate estimate = compare(samples.b, samples.a);
  if (estimate.reason == Reason::NoneScored) estimate.reason = samples.none;
  return estimate;
}

constexpr Explanation kUnlinkedPracticeMean{
    .meaning = "How far the {side} of the practice moved between the waves, taking all respondents of each as if they were different people.",
    .formula = "Mean of the second wave minus mean of the first, over all {side} values of the practice (ratings a = 1 ... d = 4, or gaps of "
               "pairs) of each wave. Interval (Welch): -+ t(.975, df) sqrt(s_a^2/n_a + s_b^2/n_b), df = (s_a^2/n_a + s_b^2/n_b)^2 / "
               "((s_a^2/n_a)^2/(n_a - 1) + (s_b^2/n_b)^2/(n_b - 1)); n = n_a + n_b.",
    .unavailable = "If a wave has none of them (no_answers, no_pairs). No interval if a wave has fewer than two (n<2) or neither wave varies "
                   "(zero_variance).",
    .reference = "Welch 1947"};
constexpr Explanation kUnlinkedPracticeP{
    .meaning = "How easily so clear a move of the {side} of the practice would come about between two independent samples.",
    .formula = "Over all {side} values of the practice (ratings a = 1 ... d = 4, or gaps of pairs) of each wave: Wilcoxon-Mann-Whitney on "
               "mid-ranks: T = rank sum of the second wave, mu = its mean. p = P(|T - mu| >= |T observed - mu|), exact up to 50 values "
               "together, beyond that normal with ties corrected, no continuity correction; n = both together.",
    .unavailable = "If a wave has none of them (no_answers, no_pairs). All values equal: 1.",
    .reference = "Wilcoxon 1945; Hothorn et al. 2008"};
constexpr Explanation kUnlinkedPracticeCliff{
    .meaning = "How much more often the {side} of the practice is higher in the second wave than lower, over all couples of respondents; -1 to "
               "1.",
    .formula = "Over all {side} values of the practice (ratings a = 1 ... d = 4, or gaps of pairs) of each wave: Cliff's delta: share of all "
               "couples with the second wave above the first minus the share below; n = both waves together.",
    .unavailable = "If a wave has none of them (no_answers, no_pairs).",
    .reference = "Cliff 1993"};

constexpr RowOf<Waves> kUnlinkedPractices[] = {
    {{"uchg_actual_mean", Tier::Standard, Gap, kPractice, Basis::Answers, &kUnlinkedPracticeMean}, unlinked<ratings, welch_difference_of>},
    {{"uchg_actual_wmw_p", Tier::Standard, Probability, kPractice, Basis::Answers, &kUnlinkedPracticeP}, unlinked<ratings, rank_sum_of>},
    {{"uchg_actual_cliff", Tier::Standard, Gap, kPractice, Basis::Answers, &kUnlinkedPracticeCliff}, unlinked<ratings, dominance_of>},
    {{"uchg_gap_mean", Tier::Standard, Gap, kPractice, Basis::Answers, &kUnlinkedPracticeMean}, unlinked<pair_gaps, welch_difference_of>},
    {{"uchg_gap_wmw_p", Tier::Standard, Probability, kPractice, Basis::Answers, &kUnlinkedPracticeP}, unlinked<pair_gaps, rank_sum_of>},
    {{"uchg_gap_cliff", Tier::Standard, Gap, kPractice, Basis::Answers, &kUnlinkedPracticeCliff}, unlinked<pair_gaps, dominance_of>},
};

constexpr Explanation kUnlinkedScopeMean{
    .meaning = "How far the {side} of the scope moved between the waves, taking all respondents of each as if they were different people.",
    .formula = "Mean of the second wave minus mean of the first, over respondents' mean gaps of each wave (half rule). Interval (Welch): -+ "
               "t(.975, df) sqrt(s_a^2/n_a + s_b^2/n_b), df = (s_a^2/n_a + s_b^2/n_b)^2 / ((s_a^2/n_a)^2/(n_a - 1) + (s_b^2/n_b)^2/(n_b - 1)); "
               "n = n_a + n_b.",
    .unavailable = "If a wave has none of them (none_scored). No interval if a wave has fewer than two (n<2) or neither wave varies "
                   "(zero_variance).",
    .reference = "Welch 1947"};
constexpr Explanation kUnlinkedScopeP{
    .meaning = "How easily so clear a move of the {side} of the scope would come about between two independent samples.",
    .formula = "Over respondents' mean gaps of each wave (half rule): Wilcoxon-Mann-Whitney on mid-ranks: T = rank sum of the second wave, mu = "
               "its mean. p = P(|T - mu| >= |T observed - mu|), exact up to 50 values together, beyond that normal with ties corrected, no "
               "continuity correction; n = both together.",
    .unavailable = "If a wave has none of them (none_scored). All values equal: 1.",
    .reference = "Wilcoxon 1945; Hothorn et al. 2008"};
constexpr Explanation kUnlinkedScopeCliff{
    .meaning = "How much more often the {side} of the scope is higher in the second wave than lower, over all couples of respondents; -1 to 1.",
    .formula = "Over respondents' mean gaps of each wave (half rule): Cliff's delta: share of all couples with the second wave above the first "
               "minus the share below; n = both waves together.",
    .unavailable = "If a wave has none of them (none_scored).",
    .reference = "Cliff 1993"};

constexpr RowOf<Waves> kUnlinkedScopes[] = {
    {{"uchg_gap_mean", Tier::Standard, Gap, kNoBlock, Basis::Scores, &kUnlinkedScopeMean}, unlinked<gap_scores, welch_difference_of>},
    {{"uchg_gap_wmw_p", Tier::Standard, Probability, kNoBlock, Basis::Scores, &kUnlinkedScopeP}, unlinked<gap_scores, rank_sum_of>},
    {{"uchg_gap_cliff", Tier::Standard, Gap, kNoBlock, Basis::Scores, &kUnlinkedScopeCliff}, unlinked<gap_scores, dominance_of>},
};

template <class Rows, class From>
void add(std::vector<Comparison>& into, const Rows& rows, const Choice& wanted, const From& from, Level level, std::size_t index) {
  for (const auto& row : rows)
    if (row.at(level) && wanted(row)) into.push_back({&row, level, index, row.compute(from)});
}

}  // namespace

namespace catalogue {

std::vector<const StatisticRow*> linked_change_rows() {
  std::vector<const StatisticRow*> found;
  append(found, kLinkedPractices);
  append(found, kLinkedCounts);
  append(found, kLinkedScopes);
  return found;
}
std::vector<const StatisticRow*> unlinked_change_rows() {
  std::vector<const StatisticRow*> found;
  append(found, kUnlinkedPractices);
  append(found, kUnlinkedScopes);
  return found;
}

}  // namespace catalogue

std::vector<Comparison> linked_change(const ChangeTally& change, bool practices, const Choice& wanted) {
  std::vector<Comparison> found;
  const LinkedPractices all(change);
  if (practices)
    for (std::size_t i = 0; i < change.instrument().practices.size(); ++i) add(found, kLinkedPractices, wanted, LinkedPractice{all, i}, Level::Practice, i);
  const auto& scopes = change.instrument().scopes();
  for (std::size_t i = 0; i < scopes.size(); ++i) {
    if (practices) add(found, kLinkedCounts, wanted, change, scopes[i].level, i);
    add(found, kLinkedScopes, wanted, change.scope(i), scopes[i].level, i);
  }
  return found;
}

std::vector<Comparison> unlinked_change(const Tally& a, const Tally& b, const Choice& wanted) {
  std::vector<Comparison> found;
  for (std::size_t i = 0; i < a.instrument().practices.size(); ++i) add(found, kUnlinkedPractices, wanted, Waves{a, b, i}, Level::Practice, i);
  const auto& scopes = a.instrument().scopes();
  for (std::size_t i = 0; i < scopes.size(); ++i) add(found, kUnlinkedScopes, wanted, Waves{a, b, i}, scopes[i].level, i);
  return found;
}

}  // namespace partnership
