// Practices: their unit is the pair, or the answer of one side.
#include "statistics/catalogue.hpp"
#include "partnership/pair_statistics.hpp"

namespace partnership::catalogue {
namespace {

template <Side side>
Estimate valid(const Subject& s) { return count(counts(s).valid(side), asked(s)); }
template <Side side, Answer answer>
Estimate stated(const Subject& s) { return count(counts(s).count(side, answer), asked(s)); }
Estimate pairs(const Subject& s) { return count(counts(s).pairs(), asked(s)); }

template <Side side>
Estimate mean_all(const Subject& s) {
  return without_interval(mean_of(as_scores(counts(s).points(side)), kPoints, Reason::NoAnswers));
}
template <Side side>
Estimate median(const Subject& s) { return median_of(counts(s).points(side)); }
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
Estimate posterior(const Subject& s) { return posterior_mean_gap_of(gaps(s)); }

using enum Quantity;
constexpr Side I = Side::Ideal, A = Side::Actual;

constexpr Explanation kValid{
    .meaning = "How many respondents rated the practice on the {side} side.",
    .formula = "Number of answers 1 to 4 (a to d) on the {side} side, whatever the other side is; n = responses that were asked the practice.",
    .unavailable = "Never; 0 if nobody rated it.",
    .reference = "count"};
constexpr Explanation kNotApplicable{
    .meaning = "How many respondents said that the practice does not apply, on the {side} side.",
    .formula = "Number of N/A answers on the {side} side; n = responses that were asked the practice.",
    .unavailable = "Never; 0 if nobody said so.",
    .reference = "count"};
constexpr Explanation kBlank{
    .meaning = "How many respondents left the {side} side of the practice blank.",
    .formula = "Number of blank answers on the {side} side, unreadable ones taken as blank (--on-error blank) included; n = responses that were "
               "asked the practice.",
    .unavailable = "Never; 0 if nobody did.",
    .reference = "count"};
constexpr Explanation kPairs{
    .meaning = "How many respondents rated both sides of the practice.",
    .formula = "Number of responses with an answer 1 to 4 and an answer a to d; n = responses that were asked the practice.",
    .unavailable = "Never; 0 if nobody did.",
    .reference = "count"};

constexpr Statistic kAnswers[] = {
    {{"ideal_valid", Tier::Core, Count, kPractice, Basis::Answers, &kValid}, valid<I>},
    {{"ideal_na", Tier::Core, Count, kPractice, Basis::Answers, &kNotApplicable}, stated<I, Answer::NotApplicable>},
    {{"ideal_blank", Tier::Core, Count, kPractice, Basis::Answers, &kBlank}, stated<I, Answer::Blank>},
    {{"actual_valid", Tier::Core, Count, kPractice, Basis::Answers, &kValid}, valid<A>},
    {{"actual_na", Tier::Core, Count, kPractice, Basis::Answers, &kNotApplicable}, stated<A, Answer::NotApplicable>},
    {{"actual_blank", Tier::Core, Count, kPractice, Basis::Answers, &kBlank}, stated<A, Answer::Blank>},
    {{"pairs", Tier::Core, Count, kPractice, Basis::Answers, &kPairs}, pairs},
};

constexpr Explanation kPairMean{
    .meaning = "The mean {side} rating of the practice among those who rated both sides.",
    .formula = "m = sum x / n over the n pairs, x = 1..4 (a = 1 ... d = 4). Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to "
               "1..4.",
    .unavailable = "Without pairs (no_pairs). No interval below two pairs (n<2) or if all are equal (zero_variance).",
    .reference = "NCVER 2008"};
constexpr Explanation kPairGap{
    .meaning = "How many steps practice falls short of the ideal on average; negative: more is done than wanted.",
    .formula = "m = mean (ideal - actual) over the n pairs = ideal_mean - actual_mean, a = 1 ... d = 4. Interval: m -+ t(.975, n - 1) s / "
               "sqrt(n), s with n - 1, clamped to -3..3.",
    .unavailable = "Without pairs (no_pairs). No interval below two pairs (n<2) or if all are equal (zero_variance).",
    .reference = "Edwards 2001"};
constexpr Explanation kPairGapSd{
    .meaning = "How much the gaps of the practice differ between respondents.",
    .formula = "sqrt(sum (D - mean D)^2 / (n - 1)), D = ideal - actual of each of the n pairs.",
    .unavailable = "Without pairs (no_pairs), and with one pair (n<2). 0 if all gaps are equal.",
    .reference = "Edwards 2001"};
constexpr Explanation kPosterior{
    .meaning = "The mean gap drawn a little towards 0, with an interval that stands up to few respondents; better than that of gap_mean below "
               "20 pairs.",
    .formula = "Dirichlet posterior of the seven gaps v = -3..3, prior weight 1/7 each: a_v = n_v + 1/7, A = n + 1, m = sum(a_v v) / A, s2 = "
               "(sum(a_v v^2) / A - m^2) / (A + 1). With t = (m + 3) / 6 and h = 36 t(1 - t) / s2 - 1 the interval is 6 B - 3, B = the .025 and "
               ".975 quantiles of the beta distribution (t h, (1 - t) h).",
    .unavailable = "Without pairs (no_pairs). The interval is there from one pair on.",
    .reference = "Perks 1947; Good 1965; Agresti & Hitchcock 2005"};
constexpr Explanation kPairAbsgap{
    .meaning = "How many steps ideal and actual are apart on average, whichever is higher.",
    .formula = "m = mean |ideal - actual| over the n pairs, a = 1 ... d = 4. Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped "
               "to 0..3.",
    .unavailable = "Without pairs (no_pairs). No interval below two pairs (n<2) or if all are equal (zero_variance).",
    .reference = "Edwards 2001"};
constexpr Explanation kPairCongruence{
    .meaning = "How well practice meets the ideal: 1 if both sides are rated the same by everybody, 0 if they are at opposite ends.",
    .formula = "1 - mean |ideal - actual| / 3 over the n pairs, a = 1 ... d = 4; equal to the observed linearly weighted agreement. Interval: "
               "that of absgap_mean turned round, 1 - upper / 3 to 1 - lower / 3.",
    .unavailable = "Without pairs (no_pairs). No interval below two pairs (n<2) or if all are equal (zero_variance).",
    .reference = "Cohen 1968"};
constexpr Explanation kPairShareZero{
    .meaning = "The share of respondents who rated both sides of the practice the same.",
    .formula = "p = x / n, x = pairs with ideal - actual = 0, n = pairs. Interval (Wilson): (p + z^2/2n -+ z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 "
               "+ z^2/n), z = 1.96; exactly 0 at x = 0 and 1 at x = n.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Brown, Cai & DasGupta 2001"};
constexpr Explanation kPairShareWithinOne{
    .meaning = "The share of respondents whose two ratings of the practice are at most one step apart.",
    .formula = "p = x / n, x = pairs with |ideal - actual| <= 1, n = pairs. Interval (Wilson): (p + z^2/2n -+ z sqrt(p(1 - p)/n + z^2/4n^2)) / "
               "(1 + z^2/n), z = 1.96; exactly 0 at x = 0 and 1 at x = n.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Brown, Cai & DasGupta 2001"};
constexpr Explanation kPairShareShort{
    .meaning = "The share of respondents for whom practice falls short of the ideal.",
    .formula = "p = x / n, x = pairs with ideal - actual > 0, n = pairs. Interval (Wilson): (p + z^2/2n -+ z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 "
               "+ z^2/n), z = 1.96; exactly 0 at x = 0 and 1 at x = n.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Brown, Cai & DasGupta 2001"};
constexpr Explanation kPairShareExcess{
    .meaning = "The share of respondents for whom more is done than wanted.",
    .formula = "p = x / n, x = pairs with ideal - actual < 0, n = pairs. Interval (Wilson): (p + z^2/2n -+ z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 "
               "+ z^2/n), z = 1.96; exactly 0 at x = 0 and 1 at x = n.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Brown, Cai & DasGupta 2001"};
constexpr Explanation kPairNet{
    .meaning = "The share with a shortfall minus the share with an excess: which way the gaps point, whatever their size.",
    .formula = "(b - c) / n, b = pairs with ideal > actual, c = pairs with ideal < actual, n = pairs (Cliff's within-pairs dominance). "
               "Interval: p1 = (b + 1)/(n + 2), p2 = (c + 1)/(n + 2), p1 - p2 -+ z sqrt((p1 + p2 - (p1 - p2)^2) / (n + 2)), z = 1.96, clamped "
               "to -1..1. Where it and sign_p disagree, the p decides.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Cliff 1993; Bonett & Price 2012; Fagerland, Lydersen & Laake 2014"};

constexpr Statistic kPairRows[] = {
    {{"ideal_mean", Tier::Core, Mean, kPractice, Basis::Answers, &kPairMean}, pair_mean<I>},
    {{"actual_mean", Tier::Core, Mean, kPractice, Basis::Answers, &kPairMean}, pair_mean<A>},
    {{"gap_mean", Tier::Core, Gap, kPractice, Basis::Answers, &kPairGap}, pair_gap},
    {{"gap_sd", Tier::Core, Mean, kPractice, Basis::Answers, &kPairGapSd}, pair_gap_sd},
    {{"gap_mean_cred", Tier::Standard, Gap, kPractice, Basis::Answers, &kPosterior}, posterior},
    {{"absgap_mean", Tier::Core, Mean, kPractice, Basis::Answers, &kPairAbsgap}, pair_absgap},
    {{"congruence", Tier::Core, Mean, kPractice, Basis::Answers, &kPairCongruence}, pair_congruence},
    {{"agree_exact", Tier::Core, Share, kPractice, Basis::Answers, &kPairShareZero}, pair_share<is_zero>},
    {{"agree_within1", Tier::Core, Share, kPractice, Basis::Answers, &kPairShareWithinOne}, pair_share<is_within_one>},
    {{"shortfall_share", Tier::Core, Share, kPractice, Basis::Answers, &kPairShareShort}, pair_share<is_positive>},
    {{"excess_share", Tier::Core, Share, kPractice, Basis::Answers, &kPairShareExcess}, pair_share<is_negative>},
    {{"net_shortfall", Tier::Core, Gap, kPractice, Basis::Answers, &kPairNet}, pair_net},
};

constexpr Explanation kMeanAll{
    .meaning = "The mean {side} rating of the practice among all who rated that side.",
    .formula = "sum x / n over all n {side} ratings, x = 1..4 (a = 1 ... d = 4), whether or not the other side is rated. No interval.",
    .unavailable = "If nobody rated the {side} side (no_answers).",
    .reference = "NCVER 2008"};
constexpr Explanation kMedian{
    .meaning = "The {side} rating in the middle of all who rated that side.",
    .formula = "Median of all {side} ratings (a = 1 ... d = 4); the mean of the two middle ones if their number is even.",
    .unavailable = "If nobody rated the {side} side (no_answers).",
    .reference = "NCVER 2008"};
constexpr Explanation kTop2{
    .meaning = "The share of {side} ratings that are in the upper half of the scale: 3 or 4, c or d.",
    .formula = "p = x / n, x = {side} ratings of 3 and 4 (c and d), n = all {side} ratings of the practice. Interval (Wilson): (p + z^2/2n -+ z "
               "sqrt(p(1 - p)/n + z^2/4n^2)) / (1 + z^2/n), z = 1.96; exactly 0 at x = 0 and 1 at x = n.",
    .unavailable = "If nobody rated the {side} side (no_answers).",
    .reference = "Brown, Cai & DasGupta 2001"};
constexpr Explanation kTop1{
    .meaning = "The share of {side} ratings that are the highest of the scale: 4 or d.",
    .formula = "p = x / n, x = {side} ratings of 4 (d), n = all {side} ratings of the practice. Interval (Wilson): (p + z^2/2n -+ z sqrt(p(1 - "
               "p)/n + z^2/4n^2)) / (1 + z^2/n), z = 1.96; exactly 0 at x = 0 and 1 at x = n.",
    .unavailable = "If nobody rated the {side} side (no_answers).",
    .reference = "Brown, Cai & DasGupta 2001"};

constexpr Statistic kRatings[] = {
    {{"ideal_mean_all", Tier::Core, Mean, kPractice, Basis::Answers, &kMeanAll}, mean_all<I>},
    {{"actual_mean_all", Tier::Core, Mean, kPractice, Basis::Answers, &kMeanAll}, mean_all<A>},
    {{"ideal_median", Tier::Core, Mean, kPractice, Basis::Answers, &kMedian}, median<I>},
    {{"actual_median", Tier::Core, Mean, kPractice, Basis::Answers, &kMedian}, median<A>},
    {{"top2_ideal", Tier::Core, Share, kPractice, Basis::Answers, &kTop2}, top<I, 3>},
    {{"top1_ideal", Tier::Core, Share, kPractice, Basis::Answers, &kTop1}, top<I, 4>},
    {{"top2_actual", Tier::Core, Share, kPractice, Basis::Answers, &kTop2}, top<A, 3>},
    {{"top1_actual", Tier::Core, Share, kPractice, Basis::Answers, &kTop1}, top<A, 4>},
};

}  // namespace

Part practice_answers() { return {"Answers on a practice", kAnswers}; }
Part practice_pairs() { return {"Ideal, actual and gap of a practice", kPairRows}; }
Part practice_ratings() { return {"All ratings of one side of a practice", kRatings}; }

}  // namespace partnership::catalogue
