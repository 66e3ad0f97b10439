// The table of statistics: a row each, with the few lines that hand the right tally to the right formula. Levels and n
// follow the unit: statistics of practices have the pair (or the answer) as their unit, those of scopes the respondent.
#include <algorithm>
#include <array>

#include "partnership/group_statistics.hpp"
#include "partnership/statistics.hpp"
#include "statistics/exact.hpp"
#include "statistics/internal.hpp"

namespace partnership {
namespace {

constexpr std::uint8_t bit(Level level) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(level)); }
constexpr std::uint8_t kPractice = bit(Level::Practice);
constexpr std::uint8_t kOverall = bit(Level::Overall);
constexpr std::uint8_t kPrincipleOverall = bit(Level::Principle) | kOverall;
constexpr std::uint8_t kBlockPrinciple = bit(Level::Block) | bit(Level::Principle);
constexpr std::uint8_t kFamilies = kBlockPrinciple | bit(Level::Actor);  // overall stands alone
constexpr std::uint8_t kScopes = kFamilies | kOverall;
constexpr std::uint8_t kNoBlock = kPrincipleOverall | bit(Level::Actor);

constexpr Range kPoints{1, 4}, kGaps{-3, 3}, kAbsGaps{0, 3}, kShares{0, 1}, kNets{-1, 1}, kContrasts{-6, 6};

const JointCounts& counts(const Subject& s) { return s.group->practice(s.index).counts; }
const Scores& gaps(const Subject& s) { return s.group->practice(s.index).gaps; }
const Scores& magnitudes(const Subject& s) { return s.group->practice(s.index).magnitudes; }
const ScopeTally& scope(const Subject& s) { return s.group->tally().scope(s.index); }
Estimate count(std::uint64_t value, std::uint64_t n) { return {.value = static_cast<double>(value), .n = n}; }

Estimate without_interval(Estimate estimate) {
  return {.value = estimate.value, .n = estimate.n, .reason = estimate.available() ? Reason::None : estimate.reason};
}

// --- practices: counts, pairs, all valid answers of a side ---

template <Side side>
Estimate valid(const Subject& s) { return count(counts(s).valid(side), counts(s).asked()); }
template <Side side, Answer answer>
Estimate stated(const Subject& s) { return count(counts(s).count(side, answer), counts(s).asked()); }
Estimate pairs(const Subject& s) { return count(counts(s).pairs(), counts(s).asked()); }

Scores as_scores(const std::array<std::uint64_t, 4>& points) {
  Scores scores;
  scores.reserve(points.size());
  for (int i = 0; i < 4; ++i) scores.append(Fraction(i + 1), points[static_cast<std::size_t>(i)]);
  return scores;
}

std::uint64_t how_many(const Scores& scores, bool (*wanted)(Fraction)) {
  std::uint64_t found = 0;
  for (const auto& [value, times] : scores.counts())
    if (wanted(value)) found += times;
  return found;
}
bool is_zero(Fraction v) { return v.sign() == 0; }
bool is_positive(Fraction v) { return v.sign() > 0; }
bool is_negative(Fraction v) { return v.sign() < 0; }
bool is_within_one(Fraction v) { return v.magnitude() <= Fraction(1); }

template <Side side>
Estimate mean_all(const Subject& s) {
  return without_interval(mean_of(as_scores(counts(s).points(side)), kPoints, Reason::NoAnswers));
}
template <Side side>
Estimate median(const Subject& s) { return median_of(counts(s).points(side)); }
template <Side side>
Estimate average_deviation(const Subject& s) { return average_deviation_of(counts(s).points(side)); }
template <Side side, int lowest>
Estimate top(const Subject& s) {
  const auto points = counts(s).points(side);
  std::uint64_t high = 0;
  for (std::size_t i = lowest - 1; i < points.size(); ++i) high += points[i];
  return share_of(high, counts(s).valid(side), Reason::NoAnswers);
}
template <Side side>
Estimate pair_mean(const Subject& s) { return mean_of(as_scores(counts(s).paired_points(side)), kPoints, Reason::NoPairs); }
Estimate pair_gap(const Subject& s) { return mean_of(gaps(s), kGaps, Reason::NoPairs); }
Estimate pair_gap_sd(const Subject& s) { return standard_deviation_of(gaps(s), Reason::NoPairs); }
Estimate pair_absgap(const Subject& s) { return mean_of(magnitudes(s), kAbsGaps, Reason::NoPairs); }
Estimate pair_congruence(const Subject& s) { return congruence_of(magnitudes(s), Reason::NoPairs); }
template <bool (*wanted)(Fraction)>
Estimate pair_share(const Subject& s) {
  return share_of(how_many(gaps(s), wanted), gaps(s).n(), Reason::NoPairs);
}
Estimate pair_net(const Subject& s) {
  return net_share_of(how_many(gaps(s), is_positive), how_many(gaps(s), is_negative), gaps(s).n(), Reason::NoPairs);
}
Estimate pair_v(const Subject& s) { return signed_rank_of(gaps(s), kMostExactPairs, Reason::NoPairs).v; }
Estimate pair_sign(const Subject& s) { return sign_test_of(gaps(s), Reason::NoPairs); }
Estimate pair_p_min(const Subject& s) { return smallest_p_of(gaps(s), Reason::NoPairs); }
Estimate pair_rank_biserial(const Subject& s) { return rank_biserial_of(gaps(s), Reason::NoPairs); }

// --- scopes: respondents' scores ---

Estimate scored(const Subject& s) { return count(scope(s).of(Measure::Gap).n(), s.group->tally().respondents()); }
Estimate pairs_in_scope(const Subject& s) {
  std::uint64_t sum = 0, asked = 0;
  for (const auto i : s.group->tally().instrument().scopes()[s.index].practices) {
    sum += s.group->tally().practice(i).pairs();
    asked += s.group->tally().practice(i).asked();
  }
  return count(sum, asked);
}
template <Side side, Answer answer>
Estimate stated_in_scope(const Subject& s) {
  std::uint64_t sum = 0, asked = 0;
  for (const auto i : s.group->tally().instrument().scopes()[s.index].practices) {
    sum += s.group->tally().practice(i).count(side, answer);
    asked += s.group->tally().practice(i).asked();
  }
  return count(sum, asked);
}
// All pairs of the scope together: description only, since one respondent's pairs depend on each other.
Scores gaps_in_scope(const Subject& s) {
  Scores gaps;
  for (const auto i : s.group->tally().instrument().scopes()[s.index].practices) gaps.add(s.group->tally().practice(i).gaps());
  return gaps;
}
Estimate pooled_gap(const Subject& s) { return without_interval(mean_of(gaps_in_scope(s), kGaps, Reason::NoPairs)); }
Estimate pooled_congruence(const Subject& s) { return without_interval(congruence_of(magnitudes_of(gaps_in_scope(s)), Reason::NoPairs)); }
Estimate pooled_exact(const Subject& s) {
  const Scores gaps = gaps_in_scope(s);
  return without_interval(share_of(how_many(gaps, is_zero), gaps.n(), Reason::NoPairs));
}

// All answers of the scope together: description only, since one respondent's answers depend on each other.
template <Side side, int lowest>
Estimate top_pooled(const Subject& s) {
  std::uint64_t high = 0, all = 0;
  for (const auto i : s.group->tally().instrument().scopes()[s.index].practices) {
    const auto points = s.group->tally().practice(i).points(side);
    for (std::size_t k = lowest - 1; k < points.size(); ++k) high += points[k];
    all += s.group->tally().practice(i).valid(side);
  }
  if (all == 0) return {.n = 0, .reason = Reason::NoAnswers};
  return {.value = static_cast<double>(high) / static_cast<double>(all), .n = all};
}
template <Measure measure>
Estimate score_mean(const Subject& s) {
  constexpr Range kRanges[] = {kPoints, kPoints, kGaps, kAbsGaps, kShares, kNets};
  return mean_of(scope(s).of(measure), kRanges[static_cast<std::size_t>(measure)], Reason::NoneScored);
}
Estimate score_gap_sd(const Subject& s) { return standard_deviation_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate score_congruence(const Subject& s) { return congruence_of(scope(s).of(Measure::AbsGap), Reason::NoneScored); }
Estimate endorse_all(const Subject& s) { return share_of(scope(s).endorsed, scope(s).rated, Reason::NoneScored); }
Estimate score_v(const Subject& s) { return signed_rank_of(scope(s).of(Measure::Gap), kMostExactScores, Reason::NoneScored).v; }
Estimate score_sign(const Subject& s) { return sign_test_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate score_p_min(const Subject& s) { return smallest_p_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate score_rank_biserial(const Subject& s) { return rank_biserial_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate contrast_gap(const Subject& s) { return mean_of(scope(s).contrast, kContrasts, Reason::NoneScored); }
Estimate contrast_p(const Subject& s) { return signed_rank_of(scope(s).contrast, kMostExactScores, Reason::NoneScored).p; }

// --- families: decided among all subjects of a level ---

template <std::vector<Estimate> GroupStatistics::Family::*member>
Estimate in_family(const Subject& s) {
  const auto& family = s.group->family(s.level);
  return (family.*member)[family.place(s)];
}

// --- whole groups: partnerships as units, and what is missing ---

// Mean of the partnerships' values, each counting once, with a t interval over partnerships (Snijders & Bosker 2012).
Estimate mean_over_partnerships(const std::vector<Quotient>& values, Range range, Reason none) {
  Estimate estimate{.n = values.size(), .reason = none};
  if (values.empty()) return estimate;
  estimate.value = exact_mean(values).value();
  estimate.reason = values.size() < 2 ? Reason::OnePartnership : Reason::ZeroVariance;
  if (std::all_of(values.begin(), values.end(), [&](const Quotient& v) { return v == values.front(); })) return estimate;
  double squares = 0;
  for (const auto& value : values) squares += (value.value() - estimate.value) * (value.value() - estimate.value);
  return mean_with_t_interval(estimate.value, squares, values.size(), range);
}

template <class ExactOf>
std::vector<Quotient> of_partnerships(const Subject& s, ExactOf&& exact_of) {
  std::vector<Quotient> values;
  for (const Tally* partnership : s.group->partnerships())
    if (const auto value = exact_of(*partnership)) values.push_back(*value);
  return values;
}

std::optional<Quotient> exact_mean_if_any(const Scores& scores) { return scores.n() == 0 ? std::nullopt : std::optional(exact_mean(scores)); }

Estimate pair_gap_of_partnerships(const Subject& s) {
  return mean_over_partnerships(of_partnerships(s, [&](const Tally& t) { return exact_mean_if_any(t.practice(s.index).gaps()); }), kGaps, Reason::NoPairs);
}
Estimate top2_ideal_of_partnerships(const Subject& s) {
  const auto share = [&](const Tally& t) -> std::optional<Quotient> {
    const auto points = t.practice(s.index).points(Side::Ideal);
    const std::uint64_t n = t.practice(s.index).valid(Side::Ideal);
    if (n == 0) return std::nullopt;
    return Quotient(points[2] + points[3], n);
  };
  return mean_over_partnerships(of_partnerships(s, share), kShares, Reason::NoAnswers);
}
Estimate score_gap_of_partnerships(const Subject& s) {
  return mean_over_partnerships(of_partnerships(s, [&](const Tally& t) { return exact_mean_if_any(t.scope(s.index).of(Measure::Gap)); }), kGaps,
                                Reason::NoneScored);
}
Estimate congruence_of_partnerships(const Subject& s) {
  const auto congruence = [&](const Tally& t) -> std::optional<Quotient> {
    const auto gap = exact_mean_if_any(t.scope(s.index).of(Measure::AbsGap));
    if (!gap) return std::nullopt;
    return Quotient(3 * gap->denominator() - gap->numerator(), 3 * gap->denominator());  // 1 - gap/3
  };
  return mean_over_partnerships(of_partnerships(s, congruence), kShares, Reason::NoneScored);
}

Estimate respondents(const Subject& s) { return count(s.group->tally().respondents(), s.group->tally().respondents()); }
Estimate partnerships(const Subject& s) { return count(s.group->partnerships().size(), s.group->tally().respondents()); }

template <Answer answer>
Estimate rate(const Subject& s) {
  const Estimate ideal = stated_in_scope<Side::Ideal, answer>(s), actual = stated_in_scope<Side::Actual, answer>(s);
  const std::uint64_t cells = ideal.n + actual.n;
  if (cells == 0) return {.n = 0, .reason = Reason::NoAnswers};
  return {.value = (ideal.value + actual.value) / static_cast<double>(cells), .n = cells};
}
Estimate invalid_cells(const Subject& s) { return count(s.group->tally().invalid_cells(), rate<Answer::Blank>(s).n); }

using enum Quantity;
using F = GroupStatistics::Family;
constexpr Side I = Side::Ideal, A = Side::Actual;

constexpr Statistic kTable[] = {
    {"respondents", Tier::Core, Count, kOverall, false, respondents},
    {"partnerships", Tier::Core, Count, kOverall, true, partnerships},
    {"ideal_valid", Tier::Core, Count, kPractice, false, valid<I>},
    {"ideal_na", Tier::Core, Count, kPractice, false, stated<I, Answer::NotApplicable>},
    {"ideal_na", Tier::Core, Count, kScopes, false, stated_in_scope<I, Answer::NotApplicable>},
    {"ideal_blank", Tier::Core, Count, kPractice, false, stated<I, Answer::Blank>},
    {"ideal_blank", Tier::Core, Count, kScopes, false, stated_in_scope<I, Answer::Blank>},
    {"actual_valid", Tier::Core, Count, kPractice, false, valid<A>},
    {"actual_na", Tier::Core, Count, kPractice, false, stated<A, Answer::NotApplicable>},
    {"actual_na", Tier::Core, Count, kScopes, false, stated_in_scope<A, Answer::NotApplicable>},
    {"actual_blank", Tier::Core, Count, kPractice, false, stated<A, Answer::Blank>},
    {"actual_blank", Tier::Core, Count, kScopes, false, stated_in_scope<A, Answer::Blank>},
    {"pairs", Tier::Core, Count, kPractice, false, pairs},
    {"pairs", Tier::Core, Count, kScopes, false, pairs_in_scope},
    {"scored", Tier::Core, Count, kScopes, false, scored},
    {"ideal_mean", Tier::Core, Mean, kPractice, false, pair_mean<I>},
    {"ideal_mean", Tier::Core, Mean, kScopes, false, score_mean<Measure::Ideal>},
    {"actual_mean", Tier::Core, Mean, kPractice, false, pair_mean<A>},
    {"actual_mean", Tier::Core, Mean, kScopes, false, score_mean<Measure::Actual>},
    {"gap_mean", Tier::Core, Gap, kPractice, false, pair_gap},
    {"gap_mean", Tier::Core, Gap, kScopes, false, score_mean<Measure::Gap>},
    {"gap_sd", Tier::Core, Mean, kPractice, false, pair_gap_sd},
    {"gap_sd", Tier::Core, Mean, kScopes, false, score_gap_sd},
    {"absgap_mean", Tier::Core, Mean, kPractice, false, pair_absgap},
    {"absgap_mean", Tier::Core, Mean, kScopes, false, score_mean<Measure::AbsGap>},
    {"congruence", Tier::Core, Mean, kPractice, false, pair_congruence},
    {"congruence", Tier::Core, Mean, kScopes, false, score_congruence},
    {"agree_exact", Tier::Core, Share, kPractice, false, pair_share<is_zero>},
    {"agree_exact", Tier::Core, Share, kScopes, false, score_mean<Measure::Exact>},
    {"agree_within1", Tier::Core, Share, kPractice, false, pair_share<is_within_one>},
    {"shortfall_share", Tier::Core, Share, kPractice, false, pair_share<is_positive>},
    {"excess_share", Tier::Core, Share, kPractice, false, pair_share<is_negative>},
    {"net_shortfall", Tier::Core, Gap, kPractice, false, pair_net},
    {"net_shortfall", Tier::Core, Gap, kScopes, false, score_mean<Measure::Net>},
    {"ideal_mean_all", Tier::Core, Mean, kPractice, false, mean_all<I>},
    {"actual_mean_all", Tier::Core, Mean, kPractice, false, mean_all<A>},
    {"ideal_median", Tier::Core, Mean, kPractice, false, median<I>},
    {"actual_median", Tier::Core, Mean, kPractice, false, median<A>},
    {"top2_ideal", Tier::Core, Share, kPractice, false, top<I, 3>},
    {"top1_ideal", Tier::Core, Share, kPractice, false, top<I, 4>},
    {"top2_actual", Tier::Core, Share, kPractice, false, top<A, 3>},
    {"top1_actual", Tier::Core, Share, kPractice, false, top<A, 4>},
    {"gap_mean_pooled", Tier::Standard, Gap, kScopes, false, pooled_gap},
    {"congruence_pooled", Tier::Standard, Mean, kScopes, false, pooled_congruence},
    {"agree_exact_pooled", Tier::Standard, Share, kScopes, false, pooled_exact},
    {"top2_ideal_pooled", Tier::Standard, Share, kScopes, false, top_pooled<I, 3>},
    {"top1_ideal_pooled", Tier::Standard, Share, kScopes, false, top_pooled<I, 4>},
    {"endorse_all", Tier::Core, Share, kScopes, false, endorse_all},
    {"wilcoxon_pratt_v", Tier::Core, Mean, kPractice, false, pair_v},
    {"wilcoxon_pratt_v", Tier::Core, Mean, kScopes, false, score_v},
    {"wilcoxon_pratt_p", Tier::Core, Probability, kPractice | kScopes, false, in_family<&F::p>},
    {"wilcoxon_pratt_p_holm", Tier::Core, Probability, kPractice | kFamilies, false, in_family<&F::holm>},
    {"wilcoxon_pratt_p_bh", Tier::Core, Probability, kPractice | kFamilies, false, in_family<&F::bh>},
    {"sign_p", Tier::Core, Probability, kPractice, false, pair_sign},
    {"sign_p", Tier::Core, Probability, kScopes, false, score_sign},
    {"p_min", Tier::Core, Probability, kPractice, false, pair_p_min},
    {"p_min", Tier::Core, Probability, kScopes, false, score_p_min},
    {"rank_biserial", Tier::Core, Gap, kPractice, false, pair_rank_biserial},
    {"rank_biserial", Tier::Core, Gap, kScopes, false, score_rank_biserial},
    {"gap_rank", Tier::Core, Rank, kPractice | kBlockPrinciple, false, in_family<&F::gap_rank>},
    {"congruence_rank", Tier::Core, Rank, kPractice, false, in_family<&F::congruence_rank>},
    {"flag", Tier::Core, Rank, kPractice | kScopes, false, in_family<&F::flag>},
    {"actor_contrast_gap", Tier::Core, Gap, kPrincipleOverall, false, contrast_gap},
    {"actor_contrast_p", Tier::Core, Probability, kPrincipleOverall, false, contrast_p},
    {"ideal_ad", Tier::Core, Mean, kPractice, false, average_deviation<I>},
    {"actual_ad", Tier::Core, Mean, kPractice, false, average_deviation<A>},
    {"gap_mean_of_partnerships", Tier::Core, Gap, kPractice, true, pair_gap_of_partnerships},
    {"gap_mean_of_partnerships", Tier::Core, Gap, kNoBlock, true, score_gap_of_partnerships},
    {"congruence_mean_of_partnerships", Tier::Core, Mean, kNoBlock, true, congruence_of_partnerships},
    {"top2_ideal_mean_of_partnerships", Tier::Core, Share, kPractice, true, top2_ideal_of_partnerships},
    {"blank_rate", Tier::Core, Share, kOverall, false, rate<Answer::Blank>},
    {"na_rate", Tier::Core, Share, kOverall, false, rate<Answer::NotApplicable>},
    {"invalid_cells", Tier::Core, Count, kOverall, false, invalid_cells},
};

}  // namespace

std::span<const Statistic> statistics_table() { return kTable; }

const Statistic* find_statistic(std::string_view name, Level level) {
  for (const auto& row : kTable)
    if (row.name == name && row.at(level)) return &row;
  return nullptr;
}

std::vector<StageDifference> stage_differences(const ScopeTally& developing, const ScopeTally& established) {
  const auto difference = [&](Measure measure) { return welch_difference_of(established.of(measure), developing.of(measure)); };
  const Estimate absgap = difference(Measure::AbsGap);
  const Estimate congruence{-absgap.value / 3, -absgap.upper / 3, -absgap.lower / 3, absgap.n, absgap.reason};
  return {{"stage_diff_ideal", difference(Measure::Ideal)},
          {"stage_diff_actual", difference(Measure::Actual)},
          {"stage_diff_gap", difference(Measure::Gap)},
          {"stage_diff_congruence", congruence}};
}

}  // namespace partnership
