// Principles, blocks, actors and overall: their unit is the respondent, except where all pairs are pooled.
#include "statistics/catalogue.hpp"
#include "partnership/pair_statistics.hpp"

namespace partnership::catalogue {
namespace {

Estimate respondents(const Subject& s) { return count(s.group->tally().respondents(), s.group->tally().respondents()); }
Estimate partnerships(const Subject& s) { return count(s.group->partnerships().size(), s.group->tally().respondents()); }
Estimate scored(const Subject& s) { return count(scope(s).of(Measure::Gap).n(), s.group->tally().respondents()); }
Estimate pairs_in_scope(const Subject& s) {
  std::uint64_t sum = 0, asked = 0;
  for (const auto i : practices_of(s)) {
    sum += s.group->tally().practice(i).pairs();
    asked += s.group->tally().practice(i).asked();
  }
  return count(sum, asked);
}
template <Side side, Answer answer>
Estimate stated_in_scope(const Subject& s) { return stated_in(s, side, answer); }
// All pairs of the scope together: description only, since one respondent's pairs depend on each other.
Scores gaps_in_scope(const Subject& s) {
  Scores gaps;
  for (const auto i : practices_of(s)) gaps.add(s.group->tally().practice(i).gaps());
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
  for (const auto i : practices_of(s)) {
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
template <Weights weights>
Estimate kappa_pooled(const Subject& s) {
  JointCounts sum;
  for (const auto i : practices_of(s)) sum.add(s.group->tally().practice(i));
  return without_interval(weighted_kappa_of(pair_table_of(sum), weights));
}

using enum Quantity;
constexpr Side I = Side::Ideal, A = Side::Actual;

constexpr Explanation kRespondents{
    .meaning = "How many respondents the group has.",
    .formula = "Number of responses; each is one respondent in one wave.",
    .unavailable = "Never.",
    .reference = "count"};
constexpr Explanation kPartnerships{
    .meaning = "How many partnerships the group's responses name.",
    .formula = "Number of different partnerships; responses that name none are of no partnership.",
    .unavailable = "Never.",
    .reference = "count"};
constexpr Explanation kScopeNotApplicable{
    .meaning = "How many {side} answers of the scope are N/A.",
    .formula = "Sum of {side}_na over its practices; n = answers asked for on that side.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};
constexpr Explanation kScopeBlank{
    .meaning = "How many {side} answers of the scope are blank.",
    .formula = "Sum of {side}_blank over its practices; n = answers asked for on that side.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};
constexpr Explanation kScopePairs{
    .meaning = "How many pairs the scope has in all.",
    .formula = "Sum of pairs over its practices; n = pairs asked for.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};
constexpr Explanation kScored{
    .meaning = "How many respondents answered enough of the scope to be scored.",
    .formula = "Number of respondents with pairs on at least half of the K practices of the scope (2k >= K, the half rule); n = respondents.",
    .unavailable = "Never; 0 if nobody is.",
    .reference = "count"};

constexpr Statistic kAnswers[] = {
    {{"respondents", Tier::Core, Count, kOverall, Basis::Scores, &kRespondents}, respondents},
    {{"partnerships", Tier::Core, Count, kOverall, Basis::Partnerships, &kPartnerships}, partnerships},
    {{"ideal_na", Tier::Core, Count, kScopes, Basis::Answers, &kScopeNotApplicable}, stated_in_scope<I, Answer::NotApplicable>},
    {{"ideal_blank", Tier::Core, Count, kScopes, Basis::Answers, &kScopeBlank}, stated_in_scope<I, Answer::Blank>},
    {{"actual_na", Tier::Core, Count, kScopes, Basis::Answers, &kScopeNotApplicable}, stated_in_scope<A, Answer::NotApplicable>},
    {{"actual_blank", Tier::Core, Count, kScopes, Basis::Answers, &kScopeBlank}, stated_in_scope<A, Answer::Blank>},
    {{"pairs", Tier::Core, Count, kScopes, Basis::Answers, &kScopePairs}, pairs_in_scope},
    {{"scored", Tier::Core, Count, kScopes, Basis::Scores, &kScored}, scored},
};

constexpr Explanation kScoreMean{
    .meaning = "The mean {side} rating of the scope, averaged over respondents.",
    .formula = "Each respondent with pairs on at least half of the K practices of the scope (2k >= K) has one score, the mean {side} point of "
               "their k pairs (a = 1 ... d = 4). m = mean of the n scores. Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to "
               "1..4.",
    .unavailable = "Nobody scored (none_scored). No interval below two scores (n<2) or if all are equal (zero_variance).",
    .reference = "NCVER 2008; Ware 1993; Fairclough & Cella 1996"};
constexpr Explanation kScoreGap{
    .meaning = "How many steps practice falls short of the ideal on average, each respondent counting once; negative: more is done than wanted.",
    .formula = "Each respondent with pairs on at least half of the K practices of the scope (2k >= K) has one score, the mean ideal - actual of "
               "their k pairs. m = mean of the n scores. Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to -3..3.",
    .unavailable = "Nobody scored (none_scored). No interval below two scores (n<2) or if all are equal (zero_variance).",
    .reference = "Edwards 2001; Ware 1993; Fairclough & Cella 1996"};
constexpr Explanation kScoreGapSd{
    .meaning = "How much respondents' mean gaps differ.",
    .formula = "Each respondent with pairs on at least half of the K practices of the scope (2k >= K) has one score, the mean ideal - actual of "
               "their k pairs. sqrt(sum (score - mean)^2 / (n - 1)).",
    .unavailable = "Nobody scored (none_scored), and with one score (n<2). 0 if all scores are equal.",
    .reference = "Edwards 2001; Ware 1993; Fairclough & Cella 1996"};
constexpr Explanation kScoreAbsgap{
    .meaning = "How many steps ideal and actual are apart on average, each respondent counting once.",
    .formula = "Each respondent with pairs on at least half of the K practices of the scope (2k >= K) has one score, the mean |ideal - actual| "
               "of their k pairs. m = mean of the n scores. Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to 0..3.",
    .unavailable = "Nobody scored (none_scored). No interval below two scores (n<2) or if all are equal (zero_variance).",
    .reference = "Edwards 2001; Ware 1993; Fairclough & Cella 1996"};
constexpr Explanation kScoreCongruence{
    .meaning = "How well practice meets the ideal, from 0 to 1, each respondent counting once.",
    .formula = "1 - absgap_mean / 3. Each respondent with pairs on at least half of the K practices of the scope (2k >= K) has one score, the "
               "mean |ideal - actual| of their k pairs. Interval: that of absgap_mean turned round, 1 - upper / 3 to 1 - lower / 3.",
    .unavailable = "Nobody scored (none_scored). No interval below two scores (n<2) or if all are equal (zero_variance).",
    .reference = "Cohen 1968; Ware 1993; Fairclough & Cella 1996"};
constexpr Explanation kScoreExact{
    .meaning = "The share of practices that a respondent rates the same on both sides, averaged over respondents.",
    .formula = "Each respondent with pairs on at least half of the K practices of the scope (2k >= K) has one score, the share of their k pairs "
               "with ideal = actual. m = mean of the n scores. Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to 0..1.",
    .unavailable = "Nobody scored (none_scored). No interval below two scores (n<2) or if all are equal (zero_variance).",
    .reference = "Ware 1993; Fairclough & Cella 1996"};
constexpr Explanation kScoreNet{
    .meaning = "The share of a respondent's practices with a shortfall minus the share with an excess, averaged over respondents.",
    .formula = "Each respondent with pairs on at least half of the K practices of the scope (2k >= K) has one score, (pairs with ideal > actual "
               "- pairs with ideal < actual) / k. m = mean of the n scores. Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to "
               "-1..1.",
    .unavailable = "Nobody scored (none_scored). No interval below two scores (n<2) or if all are equal (zero_variance).",
    .reference = "Cliff 1993; Ware 1993; Fairclough & Cella 1996"};
constexpr Explanation kEndorse{
    .meaning = "The share of respondents who rate every practice of the scope as desirable or very desirable.",
    .formula = "p = x / n, n = respondents with an ideal rating on at least half of the K practices, x = those of them whose ideal ratings "
               "there are all 3 or 4. Interval (Wilson): (p + z^2/2n -+ z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 + z^2/n), z = 1.96; exactly 0 at x "
               "= 0 and 1 at x = n.",
    .unavailable = "If nobody rated that many (none_scored).",
    .reference = "Brown, Cai & DasGupta 2001; NCVER 2008"};

constexpr Statistic kScores[] = {
    {{"ideal_mean", Tier::Core, Mean, kScopes, Basis::Scores, &kScoreMean}, score_mean<Measure::Ideal>},
    {{"actual_mean", Tier::Core, Mean, kScopes, Basis::Scores, &kScoreMean}, score_mean<Measure::Actual>},
    {{"gap_mean", Tier::Core, Gap, kScopes, Basis::Scores, &kScoreGap}, score_mean<Measure::Gap>},
    {{"gap_sd", Tier::Core, Mean, kScopes, Basis::Scores, &kScoreGapSd}, score_gap_sd},
    {{"absgap_mean", Tier::Core, Mean, kScopes, Basis::Scores, &kScoreAbsgap}, score_mean<Measure::AbsGap>},
    {{"congruence", Tier::Core, Mean, kScopes, Basis::Scores, &kScoreCongruence}, score_congruence},
    {{"agree_exact", Tier::Core, Share, kScopes, Basis::Scores, &kScoreExact}, score_mean<Measure::Exact>},
    {{"net_shortfall", Tier::Core, Gap, kScopes, Basis::Scores, &kScoreNet}, score_mean<Measure::Net>},
    {{"endorse_all", Tier::Core, Share, kScopes, Basis::Scores, &kEndorse}, endorse_all},
};

constexpr Explanation kPooledGap{
    .meaning = "The mean gap over all pairs of the scope, whoever gave them.",
    .formula = "Mean ideal - actual over all pairs of the scope's practices; no half rule. Description only, without an interval: pairs of one "
               "respondent depend on each other.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Edwards 2001"};
constexpr Explanation kPooledCongruence{
    .meaning = "The congruence over all pairs of the scope, whoever gave them.",
    .formula = "1 - mean |ideal - actual| / 3 over all pairs of the scope's practices; no half rule. Description only, without an interval: "
               "pairs of one respondent depend on each other.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Cohen 1968"};
constexpr Explanation kPooledExact{
    .meaning = "The share of all pairs of the scope with the same rating on both sides.",
    .formula = "Pairs with ideal = actual / all pairs of the scope's practices; no half rule. Description only, without an interval: pairs of "
               "one respondent depend on each other.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Cohen 1968"};
constexpr Explanation kPooledKappaLinear{
    .meaning = "kappa_linear over all pairs of the scope, whoever gave them.",
    .formula = "(po - pe) / (1 - pe) with weights 1 - |i - j| / 3 on the sum of the practices' 4 x 4 tables. Description only, without an "
               "interval: pairs of one respondent depend on each other.",
    .unavailable = "Below two pairs (no_pairs, n<2), and if both sides are constant and equal (no_variation). One side constant: 0.",
    .reference = "Cohen 1968; Feinstein & Cicchetti 1990"};
constexpr Explanation kPooledKappaQuadratic{
    .meaning = "kappa_quadratic over all pairs of the scope, whoever gave them.",
    .formula = "(po - pe) / (1 - pe) with weights 1 - (i - j)^2 / 9 on the sum of the practices' 4 x 4 tables. Description only, without an "
               "interval: pairs of one respondent depend on each other.",
    .unavailable = "Below two pairs (no_pairs, n<2), and if both sides are constant and equal (no_variation). One side constant: 0.",
    .reference = "Cohen 1968; Feinstein & Cicchetti 1990"};
constexpr Explanation kPooledTop2{
    .meaning = "The share of all {side} ratings of the scope that are in the upper half of the scale.",
    .formula = "{side} ratings of 3 and 4 / all {side} ratings of the scope's practices. Description only, without an interval: answers of one "
               "respondent depend on each other.",
    .unavailable = "If nobody rated the {side} side (no_answers).",
    .reference = "NCVER 2008"};
constexpr Explanation kPooledTop1{
    .meaning = "The share of all {side} ratings of the scope that are the highest of the scale.",
    .formula = "{side} ratings of 4 / all {side} ratings of the scope's practices. Description only, without an interval: answers of one "
               "respondent depend on each other.",
    .unavailable = "If nobody rated the {side} side (no_answers).",
    .reference = "NCVER 2008"};

constexpr Statistic kPooled[] = {
    {{"gap_mean_pooled", Tier::Standard, Gap, kScopes, Basis::Answers, &kPooledGap}, pooled_gap},
    {{"congruence_pooled", Tier::Standard, Mean, kScopes, Basis::Answers, &kPooledCongruence}, pooled_congruence},
    {{"agree_exact_pooled", Tier::Standard, Share, kScopes, Basis::Answers, &kPooledExact}, pooled_exact},
    {{"kappa_linear_pooled", Tier::Standard, Mean, kScopes, Basis::Answers, &kPooledKappaLinear}, kappa_pooled<Weights::Linear>},
    {{"kappa_quadratic_pooled", Tier::Standard, Mean, kScopes, Basis::Answers, &kPooledKappaQuadratic}, kappa_pooled<Weights::Quadratic>},
    {{"top2_ideal_pooled", Tier::Standard, Share, kScopes, Basis::Answers, &kPooledTop2}, top_pooled<I, 3>},
    {{"top1_ideal_pooled", Tier::Standard, Share, kScopes, Basis::Answers, &kPooledTop1}, top_pooled<I, 4>},
};

}  // namespace

Part scope_answers() { return {"Answers and respondents of a principle, block, actor or overall", kAnswers}; }
Part scope_scores() { return {"Ideal, actual and gap of a principle, block, actor or overall", kScores}; }
Part scope_pooled() { return {"All pairs or ratings of a principle, block, actor or overall together", kPooled}; }

}  // namespace partnership::catalogue
