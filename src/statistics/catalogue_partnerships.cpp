// Whole groups: partnerships as units, and how they differ.
#include "statistics/catalogue.hpp"
#include "partnership/multilevel.hpp"
#include "statistics/exact.hpp"
#include "statistics/partnership_means.hpp"

namespace partnership::catalogue {
namespace {

template <class ExactOf>
std::vector<Quotient> of_partnerships(const Subject& s, ExactOf&& exact_of) {
  std::vector<Quotient> values;
  for (const Tally* partnership : s.group->partnerships())
    if (const auto value = exact_of(*partnership)) values.push_back(*value);
  return values;
}

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
  return mean_over_partnerships(of_partnerships(s, [&](const Tally& t) { return exact_mean_if_any(t.scores(s.index, Measure::Gap)); }), kGaps,
                                Reason::NoneScored);
}
Estimate congruence_of_partnerships(const Subject& s) {
  const auto congruence = [&](const Tally& t) -> std::optional<Quotient> {
    const auto gap = exact_mean_if_any(t.scores(s.index, Measure::AbsGap));
    if (!gap) return std::nullopt;
    return Quotient(3 * gap->denominator() - gap->numerator(), 3 * gap->denominator());  // 1 - gap/3
  };
  return mean_over_partnerships(of_partnerships(s, congruence), kShares, Reason::NoneScored);
}

template <Measure measure>
std::vector<Scores> scores_of_partnerships(const Subject& s) {
  std::vector<Scores> found;
  found.reserve(s.group->partnerships().size());
  for (const Tally* partnership : s.group->partnerships()) found.push_back(partnership->scores(s.index, measure));
  return found;
}
template <Measure measure, Estimate Intraclass::*member>
Estimate intraclass(const Subject& s) { return intraclass_of(scores_of_partnerships<measure>(s)).*member; }
template <Estimate MixedMean::*member>
Estimate mixed(const Subject& s) { return mixed_mean_of(scores_of_partnerships<Measure::Gap>(s)).*member; }

using enum Quantity;

constexpr Explanation kPairGapOfPartnerships{
    .meaning = "The mean gap of the practice, each partnership counting once.",
    .formula = "m = mean over partnerships of their gap_mean of the practice, those without pairs left out. Interval: m -+ t(.975, k - 1) s / "
               "sqrt(k) over the k partnerships, clamped to -3..3; n = k.",
    .unavailable = "No partnership has pairs (no_pairs). No interval with one partnership (one_partnership) or if all are equal "
                   "(zero_variance).",
    .reference = "Snijders & Bosker 2012"};
constexpr Explanation kScoreGapOfPartnerships{
    .meaning = "The mean gap of the scope, each partnership counting once.",
    .formula = "m = mean over partnerships of their gap_mean of the scope, those without scores left out. Interval: m -+ t(.975, k - 1) s / "
               "sqrt(k) over the k partnerships, clamped to -3..3; n = k.",
    .unavailable = "No partnership has scores (none_scored). No interval with one partnership (one_partnership) or if all are equal "
                   "(zero_variance).",
    .reference = "Snijders & Bosker 2012"};
constexpr Explanation kCongruenceOfPartnerships{
    .meaning = "The congruence of the scope, each partnership counting once.",
    .formula = "m = mean over partnerships of their congruence of the scope, those without scores left out. Interval: m -+ t(.975, k - 1) s / "
               "sqrt(k) over the k partnerships, clamped to 0..1; n = k.",
    .unavailable = "No partnership has scores (none_scored). No interval with one partnership (one_partnership) or if all are equal "
                   "(zero_variance).",
    .reference = "Snijders & Bosker 2012"};
constexpr Explanation kTop2OfPartnerships{
    .meaning = "The share of {side} ratings of 3 or 4 on the practice, each partnership counting once.",
    .formula = "m = mean over partnerships of their top2_{side} of the practice, those without ratings left out. Interval: m -+ t(.975, k - 1) "
               "s / sqrt(k) over the k partnerships, clamped to 0..1; n = k.",
    .unavailable = "No partnership has {side} ratings (no_answers). No interval with one partnership (one_partnership) or if all are equal "
                   "(zero_variance).",
    .reference = "Snijders & Bosker 2012"};
constexpr Explanation kIcc1{
    .meaning = "How much of the differences between respondents' {side} scores lies between partnerships.",
    .formula = "MSB and MSW = mean squares between and within the k partnerships of the N respondents' {side} scores (half rule). (MSB - MSW) / "
               "(MSB + (n0 - 1) MSW), n0 = (N - sum n_j^2 / N) / (k - 1). Interval: (F' - 1) / (F' + n0 - 1) at F' = F / F(.975; k - 1, N - k) "
               "and F F(.975; N - k, k - 1), F = MSB / MSW; n = k.",
    .unavailable = "No scores (none_scored), fewer than two partnerships with scores (one_partnership), one scored respondent in each "
                   "(too_few), or all scores equal (no_variation). No interval if nothing differs within partnerships (zero_variance).",
    .reference = "Shrout & Fleiss 1979; Bliese 2000; Searle 1971"};
constexpr Explanation kIcc2{
    .meaning = "How reliably the partnerships' mean {side} scores are told apart. Far below 0 if they hardly differ: read as 0.",
    .formula = "MSB and MSW = mean squares between and within the k partnerships of the N respondents' {side} scores (half rule). (MSB - MSW) / "
               "MSB; n = k.",
    .unavailable = "No scores (none_scored), fewer than two partnerships with scores (one_partnership), one scored respondent in each "
                   "(too_few), or all scores equal (no_variation). Also if all partnerships have the same mean (no_variation).",
    .reference = "Shrout & Fleiss 1979; Bliese 2000"};
constexpr Explanation kMixed{
    .meaning = "The mean gap, allowing for the likeness of respondents of one partnership.",
    .formula = "Random-intercept model by restricted maximum likelihood on respondents' mean gaps (half rule): weights w_j = n_j / (1 + n_j "
               "th), th >= 0 minimises (N - 1) log RSS + sum log(1 + n_j th) + log sum w_j, mean = sum w_j m_j / sum w_j, RSS = squares within "
               "partnerships + sum w_j (m_j - mean)^2. Interval: -+ 1.96 sqrt(s2 / sum w_j), s2 = RSS / (N - 1); n = partnerships.",
    .unavailable = "Fewer than three partnerships with scores (none_scored, one_partnership, too_few), or nothing differs within partnerships "
                   "(zero_variance).",
    .reference = "Searle, Casella & McCulloch 1992"};
constexpr Explanation kMixedVariance{
    .meaning = "How much the mean gaps of partnerships differ beyond what their respondents' differences explain.",
    .formula = "th s2 of the model of gap_mixed: the variance between partnerships; n = partnerships.",
    .unavailable = "Fewer than three partnerships with scores (none_scored, one_partnership, too_few), or nothing differs within partnerships "
                   "(zero_variance).",
    .reference = "Searle, Casella & McCulloch 1992"};

constexpr Statistic kRows[] = {
    {{"gap_mean_of_partnerships", Tier::Core, Gap, kPractice, Basis::Partnerships, &kPairGapOfPartnerships}, pair_gap_of_partnerships},
    {{"gap_mean_of_partnerships", Tier::Core, Gap, kNoBlock, Basis::Partnerships, &kScoreGapOfPartnerships}, score_gap_of_partnerships},
    {{"congruence_mean_of_partnerships", Tier::Core, Mean, kNoBlock, Basis::Partnerships, &kCongruenceOfPartnerships}, congruence_of_partnerships},
    {{"top2_ideal_mean_of_partnerships", Tier::Core, Share, kPractice, Basis::Partnerships, &kTop2OfPartnerships}, top2_ideal_of_partnerships},
    {{"icc1_ideal", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, &kIcc1}, intraclass<Measure::Ideal, &Intraclass::single>},
    {{"icc2_ideal", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, &kIcc2}, intraclass<Measure::Ideal, &Intraclass::mean>},
    {{"icc1_actual", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, &kIcc1}, intraclass<Measure::Actual, &Intraclass::single>},
    {{"icc2_actual", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, &kIcc2}, intraclass<Measure::Actual, &Intraclass::mean>},
    {{"icc1_gap", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, &kIcc1}, intraclass<Measure::Gap, &Intraclass::single>},
    {{"icc2_gap", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, &kIcc2}, intraclass<Measure::Gap, &Intraclass::mean>},
    {{"gap_mixed", Tier::Advanced, Gap, kPrincipleOverall, Basis::Partnerships, &kMixed}, mixed<&MixedMean::mean>},
    {{"gap_mixed_tau2", Tier::Advanced, Mean, kPrincipleOverall, Basis::Partnerships, &kMixedVariance}, mixed<&MixedMean::variance>},
};

}  // namespace

Part partnerships() { return {"Partnerships as units", kRows}; }

}  // namespace partnership::catalogue
