// Principles, blocks, actors and overall: their unit is the respondent, except where all pairs are pooled.
#include "statistics/catalogue.hpp"
#include "partnership/pair_statistics.hpp"
#include "statistics/exact.hpp"
#include "statistics/profile.hpp"

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
Estimate score_v(const Subject& s) { return signed_rank_of(scope(s).of(Measure::Gap), kMostExactScores, Reason::NoneScored).v; }
Estimate score_sign(const Subject& s) { return sign_test_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate score_p_min(const Subject& s) { return smallest_p_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate score_rank_biserial(const Subject& s) { return rank_biserial_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate contrast_gap(const Subject& s) { return mean_of(scope(s).contrast, kContrasts, Reason::NoneScored); }
Estimate contrast_p(const Subject& s) { return signed_rank_of(scope(s).contrast, kMostExactScores, Reason::NoneScored).p; }
Estimate score_p_drop(const Subject& s) { return signed_rank_of(scope(s).of(Measure::Gap), kMostExactScores, Reason::NoneScored, Zeros::Dropped).p; }

template <Weights weights>
Estimate kappa_pooled(const Subject& s) {
  JointCounts sum;
  for (const auto i : practices_of(s)) sum.add(s.group->tally().practice(i));
  return without_interval(weighted_kappa_of(pair_table_of(sum), weights));
}

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
using F = GroupStatistics::Family;
constexpr Side I = Side::Ideal, A = Side::Actual;

constexpr Statistic kRows[] = {
    {"respondents", Tier::Core, Count, kOverall, Basis::Scores, respondents},
    {"partnerships", Tier::Core, Count, kOverall, Basis::Partnerships, partnerships},
    {"ideal_na", Tier::Core, Count, kScopes, Basis::Answers, stated_in_scope<I, Answer::NotApplicable>},
    {"ideal_blank", Tier::Core, Count, kScopes, Basis::Answers, stated_in_scope<I, Answer::Blank>},
    {"actual_na", Tier::Core, Count, kScopes, Basis::Answers, stated_in_scope<A, Answer::NotApplicable>},
    {"actual_blank", Tier::Core, Count, kScopes, Basis::Answers, stated_in_scope<A, Answer::Blank>},
    {"pairs", Tier::Core, Count, kScopes, Basis::Answers, pairs_in_scope},
    {"scored", Tier::Core, Count, kScopes, Basis::Scores, scored},
    {"ideal_mean", Tier::Core, Mean, kScopes, Basis::Scores, score_mean<Measure::Ideal>},
    {"actual_mean", Tier::Core, Mean, kScopes, Basis::Scores, score_mean<Measure::Actual>},
    {"gap_mean", Tier::Core, Gap, kScopes, Basis::Scores, score_mean<Measure::Gap>},
    {"gap_sd", Tier::Core, Mean, kScopes, Basis::Scores, score_gap_sd},
    {"absgap_mean", Tier::Core, Mean, kScopes, Basis::Scores, score_mean<Measure::AbsGap>},
    {"congruence", Tier::Core, Mean, kScopes, Basis::Scores, score_congruence},
    {"agree_exact", Tier::Core, Share, kScopes, Basis::Scores, score_mean<Measure::Exact>},
    {"net_shortfall", Tier::Core, Gap, kScopes, Basis::Scores, score_mean<Measure::Net>},
    {"gap_mean_pooled", Tier::Standard, Gap, kScopes, Basis::Answers, pooled_gap},
    {"congruence_pooled", Tier::Standard, Mean, kScopes, Basis::Answers, pooled_congruence},
    {"agree_exact_pooled", Tier::Standard, Share, kScopes, Basis::Answers, pooled_exact},
    {"kappa_linear_pooled", Tier::Standard, Mean, kScopes, Basis::Answers, kappa_pooled<Weights::Linear>},
    {"kappa_quadratic_pooled", Tier::Standard, Mean, kScopes, Basis::Answers, kappa_pooled<Weights::Quadratic>},
    {"top2_ideal_pooled", Tier::Standard, Share, kScopes, Basis::Answers, top_pooled<I, 3>},
    {"top1_ideal_pooled", Tier::Standard, Share, kScopes, Basis::Answers, top_pooled<I, 4>},
    {"endorse_all", Tier::Core, Share, kScopes, Basis::Scores, endorse_all},
    {"wilcoxon_pratt_v", Tier::Core, Mean, kScopes, Basis::Scores, score_v},
    {"wilcoxon_pratt_p", Tier::Core, Probability, kScopes, Basis::Scores, in_family<&F::p>},
    {"wilcoxon_pratt_p_holm", Tier::Core, Probability, kFamilies, Basis::Scores, in_family<&F::holm>},
    {"wilcoxon_pratt_p_bh", Tier::Core, Probability, kFamilies, Basis::Scores, in_family<&F::bh>},
    {"wilcoxon_drop_p", Tier::Standard, Probability, kScopes, Basis::Scores, score_p_drop},
    {"sign_p", Tier::Core, Probability, kScopes, Basis::Scores, score_sign},
    {"p_min", Tier::Core, Probability, kScopes, Basis::Scores, score_p_min},
    {"rank_biserial", Tier::Core, Gap, kScopes, Basis::Scores, score_rank_biserial},
    {"gap_rank", Tier::Core, Rank, kBlockPrinciple, Basis::Scores, in_family<&F::gap_rank>},
    {"flag", Tier::Core, Rank, kScopes, Basis::Scores, in_family<&F::flag>},
    {"actor_contrast_gap", Tier::Core, Gap, kPrincipleOverall, Basis::Scores, contrast_gap},
    {"actor_contrast_p", Tier::Core, Probability, kPrincipleOverall, Basis::Scores, contrast_p},
    {"friedman_chi2", Tier::Standard, Mean, kOverall, Basis::Scores, friedman<&Friedman::chi2>},
    {"friedman_p", Tier::Standard, Probability, kOverall, Basis::Scores, friedman<&Friedman::p>},
    {"friedman_w", Tier::Standard, Mean, kOverall, Basis::Scores, friedman<&Friedman::w>},
    {"profile_rmsd", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, profile<&Profile::rmsd>},
    {"profile_elevation", Tier::Standard, Gap, kPrincipleOverall, Basis::Answers, profile<&Profile::elevation>},
    {"profile_scatter", Tier::Standard, Gap, kPrincipleOverall, Basis::Answers, profile<&Profile::scatter>},
    {"profile_r", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, profile<&Profile::r>},
    {"ipa_cut_ideal", Tier::Standard, Mean, kOverall, Basis::Answers, cut<&GroupStatistics::Importance::cut_ideal>},
    {"ipa_cut_actual", Tier::Standard, Mean, kOverall, Basis::Answers, cut<&GroupStatistics::Importance::cut_actual>},
};

}  // namespace

std::span<const Statistic> scopes() { return kRows; }

}  // namespace partnership::catalogue
