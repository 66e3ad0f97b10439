// How principles, actors and practices compare within a group: contrasts, Friedman's test, profiles.
#include "statistics/catalogue.hpp"
#include "statistics/profile.hpp"

namespace partnership::catalogue {
namespace {

Estimate contrast_gap(const Subject& s) { return mean_of(scope(s).contrast, kContrasts, Reason::NoneScored); }
Estimate contrast_p(const Subject& s) { return signed_rank_of(scope(s).contrast, kMostExactScores, Reason::NoneScored).p; }

template <Estimate Friedman::*member>
Estimate friedman(const Subject& s) { return friedman_of(s.group->tally().principle_ranks()).*member; }
template <Estimate GroupStatistics::Importance::*member>
Estimate cut(const Subject& s) { return s.group->importance().*member; }

// The mean ideals of the scope's practices as a profile, and the mean actuals (Cronbach & Gleser 1953). n = practices with pairs.
template <Estimate Profile::*member>
Estimate profile(const Subject& s) {
  std::vector<JointCounts> of_practices;
  for (const auto i : practices_of(s)) of_practices.push_back(s.group->tally().practice(i));
  return profile_of(of_practices).*member;
}

using enum Quantity;

constexpr Explanation kContrastGap{
    .meaning = "Whether the gap is larger on the partnership's practices (positive) or on the sponsor's (negative).",
    .formula = "Within each respondent: mean gap on the P practices minus mean gap on the S practices, scored on both by the half rule. m = "
               "mean of the n differences. Interval: m -+ t(.975, n - 1) s / sqrt(n), s with n - 1, clamped to -6..6.",
    .unavailable = "Nobody scored on both (none_scored). No interval below two (n<2) or if all are equal (zero_variance).",
    .reference = "Edwards 2001; NCVER 2008"};
constexpr Explanation kContrastP{
    .meaning = "How easily the difference between partnership and sponsor practices would come about by chance.",
    .formula = "The respondents' differences of actor_contrast_gap are ranked by absolute size with mid-ranks, zeros included; the zeros' ranks "
               "are then dropped and V is the sum of the ranks of the positive ones. Null: each non-zero difference is positive or negative "
               "with probability 1/2. p = min(1, 2 min(P(V <= v), P(V >= v))), exact over tie groups up to 200 non-zero differences; beyond "
               "that normal with mean sum r / 2 and variance sum r^2 / 4, no continuity correction.",
    .unavailable = "Nobody scored on both (none_scored). All differences zero: 1.",
    .reference = "Pratt 1959; Conover 1973; Streitberg & Rohmel 1986"};
constexpr Explanation kFriedmanChi2{
    .meaning = "The test statistic behind friedman_p.",
    .formula = "Respondents scored on all k principles rank them by their mean gap, mid-ranks for ties. chi2 = sum (R_j - n(k + 1)/2)^2 / (n "
               "k(k + 1)/12 - sum (t^3 - t) / (12 (k - 1))), R_j = rank sums, t = sizes of ties.",
    .unavailable = "Below two such respondents (none_scored, n<2), and if each of them has the same gap on all principles (no_variation).",
    .reference = "Friedman 1937; Conover 1999"};
constexpr Explanation kFriedmanP{
    .meaning = "Whether the gap differs between the principles. Only indicative below ten respondents.",
    .formula = "Upper tail of the chi-square distribution with k - 1 degrees of freedom at friedman_chi2, k = principles.",
    .unavailable = "Below two such respondents (none_scored, n<2), and if each of them has the same gap on all principles (no_variation).",
    .reference = "Friedman 1937; Conover 1999"};
constexpr Explanation kFriedmanW{
    .meaning = "How far respondents agree on which principles have the larger gaps: 0 = not at all, 1 = entirely.",
    .formula = "Kendall's W = friedman_chi2 / (n (k - 1)), k = principles, n = respondents scored on all of them.",
    .unavailable = "Below two such respondents (none_scored, n<2), and if each of them has the same gap on all principles (no_variation).",
    .reference = "Friedman 1937; Conover 1999"};
constexpr Explanation kProfileRmsd{
    .meaning = "How far apart the profiles of mean ideals and mean actuals over the practices are.",
    .formula = "Over the practices with pairs, x = mean ideal and y = mean actual of the pairs: sqrt(mean (x - y)^2). Its parts: rmsd^2 = "
               "elevation^2 + scatter^2 + 2 s_x s_y (1 - r).",
    .unavailable = "No practice has pairs (no_pairs).",
    .reference = "Cronbach & Gleser 1953"};
constexpr Explanation kProfileElevation{
    .meaning = "How much higher the profile of ideals lies on the whole.",
    .formula = "Over the practices with pairs, x = mean ideal and y = mean actual of the pairs: mean x - mean y.",
    .unavailable = "No practice has pairs (no_pairs).",
    .reference = "Cronbach & Gleser 1953"};
constexpr Explanation kProfileScatter{
    .meaning = "How much more the ideals differ between practices than the actuals do.",
    .formula = "Over the practices with pairs, x = mean ideal and y = mean actual of the pairs: sd x - sd y, standard deviations with n in the "
               "denominator.",
    .unavailable = "No practice has pairs (no_pairs).",
    .reference = "Cronbach & Gleser 1953"};
constexpr Explanation kProfileR{
    .meaning = "Whether the practices that are wanted more are also done more.",
    .formula = "Over the practices with pairs, x = mean ideal and y = mean actual of the pairs: Pearson's correlation.",
    .unavailable = "Below three practices with pairs (no_pairs, too_few), and if a profile is flat (zero_variance).",
    .reference = "Cronbach & Gleser 1953"};
constexpr Explanation kCut{
    .meaning = "Where the {side} side is cut into high and low for ipa_quadrant_mean.",
    .formula = "Unweighted mean of {side}_mean over the practices with pairs; n = those practices.",
    .unavailable = "No practice has pairs (no_pairs).",
    .reference = "Martilla & James 1977"};

constexpr Statistic kRows[] = {
    {{"actor_contrast_gap", Tier::Core, Gap, kPrincipleOverall, Basis::Scores, &kContrastGap}, contrast_gap},
    {{"actor_contrast_p", Tier::Core, Probability, kPrincipleOverall, Basis::Scores, &kContrastP}, contrast_p},
    {{"friedman_chi2", Tier::Standard, Mean, kOverall, Basis::Scores, &kFriedmanChi2}, friedman<&Friedman::chi2>},
    {{"friedman_p", Tier::Standard, Probability, kOverall, Basis::Scores, &kFriedmanP}, friedman<&Friedman::p>},
    {{"friedman_w", Tier::Standard, Mean, kOverall, Basis::Scores, &kFriedmanW}, friedman<&Friedman::w>},
    {{"profile_rmsd", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, &kProfileRmsd}, profile<&Profile::rmsd>},
    {{"profile_elevation", Tier::Standard, Gap, kPrincipleOverall, Basis::Answers, &kProfileElevation}, profile<&Profile::elevation>},
    {{"profile_scatter", Tier::Standard, Gap, kPrincipleOverall, Basis::Answers, &kProfileScatter}, profile<&Profile::scatter>},
    {{"profile_r", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, &kProfileR}, profile<&Profile::r>},
    {{"ipa_cut_ideal", Tier::Standard, Mean, kOverall, Basis::Answers, &kCut}, cut<&GroupStatistics::Importance::cut_ideal>},
    {{"ipa_cut_actual", Tier::Standard, Mean, kOverall, Basis::Answers, &kCut}, cut<&GroupStatistics::Importance::cut_actual>},
};

}  // namespace

Part principles() { return {"Actors, principles and profiles compared", kRows}; }

}  // namespace partnership::catalogue
