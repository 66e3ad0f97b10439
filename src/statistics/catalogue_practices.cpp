// Practices: their unit is the pair, or the answer of one side.
#include "statistics/catalogue.hpp"
#include "partnership/pair_statistics.hpp"

namespace partnership::catalogue {
namespace {

Scores as_scores(const std::array<std::uint64_t, 4>& points) {
  Scores scores;
  scores.reserve(points.size());
  for (int i = 0; i < 4; ++i) scores.append(Fraction(i + 1), points[static_cast<std::size_t>(i)]);
  return scores;
}

template <Side side>
Estimate valid(const Subject& s) { return count(counts(s).valid(side), counts(s).asked()); }
template <Side side, Answer answer>
Estimate stated(const Subject& s) { return count(counts(s).count(side, answer), counts(s).asked()); }
Estimate pairs(const Subject& s) { return count(counts(s).pairs(), counts(s).asked()); }

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
Estimate pair_v(const Subject& s) { return signed_rank_of(gaps(s), kMostExactPairs, Reason::NoPairs).v; }
Estimate pair_sign(const Subject& s) { return sign_test_of(gaps(s), Reason::NoPairs); }
Estimate pair_p_min(const Subject& s) { return smallest_p_of(gaps(s), Reason::NoPairs); }
Estimate pair_rank_biserial(const Subject& s) { return rank_biserial_of(gaps(s), Reason::NoPairs); }
Estimate pair_v_drop(const Subject& s) { return signed_rank_of(gaps(s), kMostExactPairs, Reason::NoPairs, Zeros::Dropped).v; }
Estimate pair_p_drop(const Subject& s) { return signed_rank_of(gaps(s), kMostExactPairs, Reason::NoPairs, Zeros::Dropped).p; }
Estimate pair_flip(const Subject& s) { return sign_flip_of(gaps(s), Reason::NoPairs); }
Estimate posterior(const Subject& s) { return posterior_mean_gap_of(gaps(s)); }
template <Estimate (*of_table)(const PairTable&)>
Estimate of_pairs(const Subject& s) { return of_table(pair_table_of(counts(s))); }
template <Weights weights>
Estimate kappa(const Subject& s) { return weighted_kappa_of(pair_table_of(counts(s)), weights); }

template <std::vector<Estimate> GroupStatistics::Importance::*member>
Estimate importance(const Subject& s) { return (s.group->importance().*member)[s.index]; }

using enum Quantity;
using F = GroupStatistics::Family;
constexpr Side I = Side::Ideal, A = Side::Actual;

constexpr Statistic kRows[] = {
    {"ideal_valid", Tier::Core, Count, kPractice, Basis::Answers, valid<I>},
    {"ideal_na", Tier::Core, Count, kPractice, Basis::Answers, stated<I, Answer::NotApplicable>},
    {"ideal_blank", Tier::Core, Count, kPractice, Basis::Answers, stated<I, Answer::Blank>},
    {"actual_valid", Tier::Core, Count, kPractice, Basis::Answers, valid<A>},
    {"actual_na", Tier::Core, Count, kPractice, Basis::Answers, stated<A, Answer::NotApplicable>},
    {"actual_blank", Tier::Core, Count, kPractice, Basis::Answers, stated<A, Answer::Blank>},
    {"pairs", Tier::Core, Count, kPractice, Basis::Answers, pairs},
    {"ideal_mean", Tier::Core, Mean, kPractice, Basis::Answers, pair_mean<I>},
    {"actual_mean", Tier::Core, Mean, kPractice, Basis::Answers, pair_mean<A>},
    {"gap_mean", Tier::Core, Gap, kPractice, Basis::Answers, pair_gap},
    {"gap_sd", Tier::Core, Mean, kPractice, Basis::Answers, pair_gap_sd},
    {"gap_mean_cred", Tier::Standard, Gap, kPractice, Basis::Answers, posterior},
    {"absgap_mean", Tier::Core, Mean, kPractice, Basis::Answers, pair_absgap},
    {"congruence", Tier::Core, Mean, kPractice, Basis::Answers, pair_congruence},
    {"agree_exact", Tier::Core, Share, kPractice, Basis::Answers, pair_share<is_zero>},
    {"agree_within1", Tier::Core, Share, kPractice, Basis::Answers, pair_share<is_within_one>},
    {"shortfall_share", Tier::Core, Share, kPractice, Basis::Answers, pair_share<is_positive>},
    {"excess_share", Tier::Core, Share, kPractice, Basis::Answers, pair_share<is_negative>},
    {"net_shortfall", Tier::Core, Gap, kPractice, Basis::Answers, pair_net},
    {"kappa_linear", Tier::Standard, Mean, kPractice, Basis::Answers, kappa<Weights::Linear>},
    {"kappa_quadratic", Tier::Standard, Mean, kPractice, Basis::Answers, kappa<Weights::Quadratic>},
    {"agree_linear_expected", Tier::Standard, Mean, kPractice, Basis::Answers, of_pairs<expected_agreement_of>},
    {"gwet_ac2", Tier::Advanced, Mean, kPractice, Basis::Answers, of_pairs<gwet_ac2_of>},
    {"tau_b", Tier::Standard, Mean, kPractice, Basis::Answers, of_pairs<tau_b_of>},
    {"spearman", Tier::Standard, Mean, kPractice, Basis::Answers, of_pairs<spearman_of>},
    {"polychoric", Tier::Advanced, Mean, kPractice, Basis::Answers, of_pairs<polychoric_of>},
    {"ideal_mean_all", Tier::Core, Mean, kPractice, Basis::Answers, mean_all<I>},
    {"actual_mean_all", Tier::Core, Mean, kPractice, Basis::Answers, mean_all<A>},
    {"ideal_median", Tier::Core, Mean, kPractice, Basis::Answers, median<I>},
    {"actual_median", Tier::Core, Mean, kPractice, Basis::Answers, median<A>},
    {"top2_ideal", Tier::Core, Share, kPractice, Basis::Answers, top<I, 3>},
    {"top1_ideal", Tier::Core, Share, kPractice, Basis::Answers, top<I, 4>},
    {"top2_actual", Tier::Core, Share, kPractice, Basis::Answers, top<A, 3>},
    {"top1_actual", Tier::Core, Share, kPractice, Basis::Answers, top<A, 4>},
    {"wilcoxon_pratt_v", Tier::Core, Mean, kPractice, Basis::Answers, pair_v},
    {"wilcoxon_pratt_p", Tier::Core, Probability, kPractice, Basis::Answers, in_family<&F::p>},
    {"wilcoxon_pratt_p_holm", Tier::Core, Probability, kPractice, Basis::Answers, in_family<&F::holm>},
    {"wilcoxon_pratt_p_bh", Tier::Core, Probability, kPractice, Basis::Answers, in_family<&F::bh>},
    {"wilcoxon_drop_v", Tier::Standard, Mean, kPractice, Basis::Answers, pair_v_drop},
    {"wilcoxon_drop_p", Tier::Standard, Probability, kPractice, Basis::Answers, pair_p_drop},
    {"sign_p", Tier::Core, Probability, kPractice, Basis::Answers, pair_sign},
    {"signflip_p", Tier::Standard, Probability, kPractice, Basis::Answers, pair_flip},
    {"p_min", Tier::Core, Probability, kPractice, Basis::Answers, pair_p_min},
    {"rank_biserial", Tier::Core, Gap, kPractice, Basis::Answers, pair_rank_biserial},
    {"gap_rank", Tier::Core, Rank, kPractice, Basis::Answers, in_family<&F::gap_rank>},
    {"congruence_rank", Tier::Core, Rank, kPractice, Basis::Answers, in_family<&F::congruence_rank>},
    {"ideal_rank", Tier::Standard, Rank, kPractice, Basis::Answers, importance<&GroupStatistics::Importance::ideal_rank>},
    {"flag", Tier::Core, Rank, kPractice, Basis::Answers, in_family<&F::flag>},
    {"ipa_quadrant_mean", Tier::Standard, Rank, kPractice, Basis::Answers, importance<&GroupStatistics::Importance::quadrant_by_mean>},
    {"ipa_quadrant_mid", Tier::Standard, Rank, kPractice, Basis::Answers, importance<&GroupStatistics::Importance::quadrant_by_middle>},
};

}  // namespace

std::span<const Statistic> practices() { return kRows; }

}  // namespace partnership::catalogue
