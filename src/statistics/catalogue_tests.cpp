// Is there a shortfall, and where is it largest? Tests, ranks and flags: of practices, whose unit is the pair, and of scopes,
// whose unit is the respondent's mean gap.
#include "statistics/catalogue.hpp"

namespace partnership::catalogue {
namespace {

Estimate pair_v(const Subject& s) { return signed_rank_sum_of(gaps(s), Reason::NoPairs); }
Estimate pair_sign(const Subject& s) { return sign_test_of(gaps(s), Reason::NoPairs); }
Estimate pair_p_min(const Subject& s) { return smallest_p_of(gaps(s), Reason::NoPairs); }
Estimate pair_rank_biserial(const Subject& s) { return rank_biserial_of(gaps(s), Reason::NoPairs); }
Estimate pair_v_drop(const Subject& s) { return signed_rank_sum_of(gaps(s), Reason::NoPairs, Zeros::Dropped); }
Estimate pair_p_drop(const Subject& s) { return signed_rank_of(gaps(s), kMostExactPairs, Reason::NoPairs, Zeros::Dropped).p; }
Estimate pair_flip(const Subject& s) { return sign_flip_of(gaps(s), Reason::NoPairs); }

template <std::vector<Estimate> GroupStatistics::Importance::*member>
Estimate importance(const Subject& s) { return (s.group->importance().*member)[s.index]; }

Estimate score_v(const Subject& s) { return signed_rank_sum_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate score_sign(const Subject& s) { return sign_test_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate score_p_min(const Subject& s) { return smallest_p_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate score_rank_biserial(const Subject& s) { return rank_biserial_of(scope(s).of(Measure::Gap), Reason::NoneScored); }
Estimate score_p_drop(const Subject& s) { return signed_rank_of(scope(s).of(Measure::Gap), kMostExactScores, Reason::NoneScored, Zeros::Dropped).p; }

using enum Quantity;
using F = GroupStatistics::Family;

constexpr Explanation kPairV{
    .meaning = "The test statistic behind wilcoxon_pratt_p.",
    .formula = "The n gaps (ideal - actual) are ranked by absolute size with mid-ranks, zeros included; the zeros' ranks are then dropped and V "
               "is the sum of the ranks of the positive ones.",
    .unavailable = "Without pairs (no_pairs). All gaps zero: 0.",
    .reference = "Pratt 1959; Conover 1973; Streitberg & Rohmel 1986"};
constexpr Explanation kPairP{
    .meaning = "How easily gaps that point one way so clearly would come about if up and down were equally likely.",
    .formula = "The n gaps (ideal - actual) are ranked by absolute size with mid-ranks, zeros included; the zeros' ranks are then dropped and V "
               "is the sum of the ranks of the positive ones. Null: each non-zero gap is positive or negative with probability 1/2. p = min(1, "
               "2 min(P(V <= v), P(V >= v))), exact over tie groups up to 1000 non-zero gaps; beyond that normal with mean sum r / 2 and "
               "variance sum r^2 / 4, no continuity correction.",
    .unavailable = "Without pairs (no_pairs). All gaps zero: 1. Never below p_min.",
    .reference = "Pratt 1959; Conover 1973; Streitberg & Rohmel 1986"};
constexpr Explanation kPairHolm{
    .meaning = "wilcoxon_pratt_p, made strict enough for testing all practices of the group at once.",
    .formula = "Holm's step-down adjustment over the practices of the group: the i-th smallest of m p-values times m - i + 1, cumulative "
               "maximum, at most 1. Practices without pairs are not in the family; those with p = 1 are.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Holm 1979"};
constexpr Explanation kPairBh{
    .meaning = "wilcoxon_pratt_p, adjusted so that few of the practices found are found by chance.",
    .formula = "Benjamini and Hochberg's step-up adjustment over the practices of the group: the i-th smallest of m p-values times m / i, "
               "cumulative minimum from the largest, at most 1. Practices without pairs are not in the family; those with p = 1 are.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Benjamini & Hochberg 1995"};
constexpr Explanation kPairDropV{
    .meaning = "The test statistic behind wilcoxon_drop_p.",
    .formula = "Sum of the ranks of the positive gaps; gaps of zero are removed before |ideal - actual| is ranked with mid-ranks.",
    .unavailable = "Without pairs (no_pairs). All gaps zero: 0.",
    .reference = "Wilcoxon 1945"};
constexpr Explanation kPairDropP{
    .meaning = "As wilcoxon_pratt_p, with zeros removed before ranking, as SPSS and base R do.",
    .formula = "V as wilcoxon_drop_v. Null: each non-zero gap is positive or negative with probability 1/2. p = min(1, 2 min(P(V <= v), P(V >= "
               "v))), exact over tie groups up to 1000 non-zero gaps; beyond that normal with mean sum r / 2 and variance sum r^2 / 4, no "
               "continuity correction.",
    .unavailable = "Without pairs (no_pairs). All gaps zero: 1.",
    .reference = "Wilcoxon 1945; Streitberg & Rohmel 1986"};
constexpr Explanation kPairSign{
    .meaning = "Whether shortfalls are more frequent than excesses, whatever their size.",
    .formula = "Exact binomial test of b pairs with ideal > actual against c with ideal < actual: min(1, 2 P(X <= min(b, c))), X binomial (b + "
               "c, 1/2).",
    .unavailable = "Without pairs (no_pairs). All gaps zero: 1.",
    .reference = "Dixon & Mood 1946"};
constexpr Explanation kPairFlip{
    .meaning = "Whether the mean gap is larger than under random signs.",
    .formula = "As wilcoxon_pratt_p with the sizes |ideal - actual| in place of their ranks. Null: each non-zero gap is positive or negative "
               "with probability 1/2. p = min(1, 2 min(P(V <= v), P(V >= v))), exact over tie groups up to 1000 non-zero gaps; beyond that "
               "normal with mean sum r / 2 and variance sum r^2 / 4, no continuity correction.",
    .unavailable = "Without pairs (no_pairs). All gaps zero: 1.",
    .reference = "Pitman 1937"};
constexpr Explanation kPairPMin{
    .meaning = "The smallest p-value that this many non-zero gaps could give: with four of them, .125.",
    .formula = "min(1, 2^(1 - nz)), nz = pairs with ideal - actual not 0; n = nz.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Tarone 1990"};
constexpr Explanation kPairRankBiserial{
    .meaning = "How one-sided the non-zero gaps are, from -1 (all excess) to 1 (all shortfall). Says nothing of how many are zero: read it "
               "beside net_shortfall.",
    .formula = "(R+ - R-) / (R+ + R-), sums of the mid-ranks of |ideal - actual| of positive and of negative gaps, zeros removed before "
               "ranking; n = non-zero gaps.",
    .unavailable = "Without pairs (no_pairs) and if all gaps are zero (no_variation).",
    .reference = "Kerby 2014"};
constexpr Explanation kPairGapRank{
    .meaning = "The place of the practice by its mean gap; 1 = largest shortfall.",
    .formula = "1 + number of practices of the group with a larger gap_mean, compared as fractions; ties share the smallest rank.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "NCVER 2008"};
constexpr Explanation kPairCongruenceRank{
    .meaning = "The place of the practice by its congruence; 1 = greatest.",
    .formula = "1 + number of practices of the group with a smaller absgap_mean, compared as fractions; ties share the smallest rank.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "NCVER 2008"};
constexpr Explanation kIdealRank{
    .meaning = "The place of the practice by how much it is wanted; 1 = highest mean ideal.",
    .formula = "1 + number of practices of the group with a larger ideal_mean_all, compared as fractions; ties share the smallest rank.",
    .unavailable = "If nobody rated the ideal (no_answers).",
    .reference = "NCVER 2008"};
constexpr Explanation kPairFlag{
    .meaning = "2 = a shortfall supported by a test, 1 = indicated by a mean gap of a whole step, 0 = neither.",
    .formula = "2 if gap_mean > 0 and wilcoxon_pratt_p_bh <= .05; else 1 if gap_mean >= 1, whatever the p; else 0.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Benjamini & Hochberg 1995; Pratt 1959"};
constexpr Explanation kQuadrantMean{
    .meaning = "Importance and performance, relative to the other practices: 1 concentrate here (ideal high, actual low), 2 keep up (both "
               "high), 3 low priority (both low), 4 possible overkill (ideal low, actual high).",
    .formula = "High is ideal_mean >= ipa_cut_ideal and actual_mean >= ipa_cut_actual, with a tolerance of 1e-9.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Martilla & James 1977; Bacon 2003; Azzopardi & Nash 2013"};
constexpr Explanation kQuadrantMid{
    .meaning = "Importance and performance, relative to the middle of the scales: 1 concentrate here (ideal high, actual low), 2 keep up (both "
               "high), 3 low priority (both low), 4 possible overkill (ideal low, actual high).",
    .formula = "High is ideal_mean >= 2.5 and actual_mean >= 2.5, with a tolerance of 1e-9.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Martilla & James 1977; Bacon 2003; Azzopardi & Nash 2013"};

constexpr Statistic kPracticeRows[] = {
    {{"wilcoxon_pratt_v", Tier::Core, Mean, kPractice, Basis::Answers, &kPairV}, pair_v},
    {{"wilcoxon_pratt_p", Tier::Core, Probability, kPractice, Basis::Answers, &kPairP}, in_family<&F::p>},
    {{"wilcoxon_pratt_p_holm", Tier::Core, Probability, kPractice, Basis::Answers, &kPairHolm}, in_family<&F::holm>},
    {{"wilcoxon_pratt_p_bh", Tier::Core, Probability, kPractice, Basis::Answers, &kPairBh}, in_family<&F::bh>},
    {{"wilcoxon_drop_v", Tier::Standard, Mean, kPractice, Basis::Answers, &kPairDropV}, pair_v_drop},
    {{"wilcoxon_drop_p", Tier::Standard, Probability, kPractice, Basis::Answers, &kPairDropP}, pair_p_drop},
    {{"sign_p", Tier::Core, Probability, kPractice, Basis::Answers, &kPairSign}, pair_sign},
    {{"signflip_p", Tier::Standard, Probability, kPractice, Basis::Answers, &kPairFlip}, pair_flip},
    {{"p_min", Tier::Core, Probability, kPractice, Basis::Answers, &kPairPMin}, pair_p_min},
    {{"rank_biserial", Tier::Core, Gap, kPractice, Basis::Answers, &kPairRankBiserial}, pair_rank_biserial},
    {{"gap_rank", Tier::Core, Rank, kPractice, Basis::Answers, &kPairGapRank}, in_family<&F::gap_rank>},
    {{"congruence_rank", Tier::Core, Rank, kPractice, Basis::Answers, &kPairCongruenceRank}, in_family<&F::congruence_rank>},
    {{"ideal_rank", Tier::Standard, Rank, kPractice, Basis::Answers, &kIdealRank}, importance<&GroupStatistics::Importance::ideal_rank>},
    {{"flag", Tier::Core, Rank, kPractice, Basis::Answers, &kPairFlag}, in_family<&F::flag>},
    {{"ipa_quadrant_mean", Tier::Standard, Rank, kPractice, Basis::Answers, &kQuadrantMean}, importance<&GroupStatistics::Importance::quadrant_by_mean>},
    {{"ipa_quadrant_mid", Tier::Standard, Rank, kPractice, Basis::Answers, &kQuadrantMid}, importance<&GroupStatistics::Importance::quadrant_by_middle>},
};

constexpr Explanation kScoreV{
    .meaning = "The test statistic behind wilcoxon_pratt_p.",
    .formula = "The n respondents' mean gaps (half rule) are ranked by absolute size with mid-ranks, zeros included; the zeros' ranks are then "
               "dropped and V is the sum of the ranks of the positive ones.",
    .unavailable = "Nobody scored (none_scored). All scores zero: 0.",
    .reference = "Pratt 1959; Conover 1973; Streitberg & Rohmel 1986"};
constexpr Explanation kScoreP{
    .meaning = "How easily respondents' mean gaps would point one way so clearly if up and down were equally likely.",
    .formula = "The n respondents' mean gaps (half rule) are ranked by absolute size with mid-ranks, zeros included; the zeros' ranks are then "
               "dropped and V is the sum of the ranks of the positive ones. Null: each non-zero score is positive or negative with probability "
               "1/2. p = min(1, 2 min(P(V <= v), P(V >= v))), exact over tie groups up to 200 non-zero scores; beyond that normal with mean sum "
               "r / 2 and variance sum r^2 / 4, no continuity correction.",
    .unavailable = "Nobody scored (none_scored). All scores zero: 1. Never below p_min.",
    .reference = "Pratt 1959; Conover 1973; Streitberg & Rohmel 1986"};
constexpr Explanation kScoreHolm{
    .meaning = "wilcoxon_pratt_p, made strict enough for testing all principles (blocks, actors) of the group at once.",
    .formula = "Holm's step-down adjustment over the family of the level - the principles, the blocks or the actors of the group: the i-th "
               "smallest of m p-values times m - i + 1, cumulative maximum, at most 1. A scope without scores is not in the family.",
    .unavailable = "Nobody scored (none_scored). Overall stands alone and has none.",
    .reference = "Holm 1979"};
constexpr Explanation kScoreBh{
    .meaning = "wilcoxon_pratt_p, adjusted so that few of the principles (blocks, actors) found are found by chance.",
    .formula = "Benjamini and Hochberg's step-up adjustment over the family of the level - the principles, the blocks or the actors of the "
               "group: the i-th smallest of m p-values times m / i, cumulative minimum from the largest, at most 1. A scope without scores is "
               "not in the family.",
    .unavailable = "Nobody scored (none_scored). Overall stands alone and has none.",
    .reference = "Benjamini & Hochberg 1995"};
constexpr Explanation kScoreDropP{
    .meaning = "As wilcoxon_pratt_p, with zeros removed before ranking, as SPSS and base R do.",
    .formula = "The n respondents' mean gaps (half rule), those of zero removed, are ranked by absolute size with mid-ranks; V = sum of the "
               "ranks of the positive ones. Null: each non-zero score is positive or negative with probability 1/2. p = min(1, 2 min(P(V <= v), "
               "P(V >= v))), exact over tie groups up to 200 non-zero scores; beyond that normal with mean sum r / 2 and variance sum r^2 / 4, "
               "no continuity correction.",
    .unavailable = "Nobody scored (none_scored). All scores zero: 1.",
    .reference = "Wilcoxon 1945; Streitberg & Rohmel 1986"};
constexpr Explanation kScoreSign{
    .meaning = "Whether respondents with a shortfall are more frequent than those with an excess.",
    .formula = "Exact binomial test of b respondents with a positive mean gap against c with a negative one (half rule): min(1, 2 P(X <= min(b, "
               "c))), X binomial (b + c, 1/2).",
    .unavailable = "Nobody scored (none_scored). All scores zero: 1.",
    .reference = "Dixon & Mood 1946"};
constexpr Explanation kScorePMin{
    .meaning = "The smallest p-value that this many respondents with a non-zero mean gap could give: with four of them, .125.",
    .formula = "min(1, 2^(1 - nz)), nz = scored respondents whose mean gap is not 0; n = nz.",
    .unavailable = "Nobody scored (none_scored).",
    .reference = "Tarone 1990"};
constexpr Explanation kScoreRankBiserial{
    .meaning = "How one-sided respondents' non-zero mean gaps are, from -1 (all excess) to 1 (all shortfall).",
    .formula = "(R+ - R-) / (R+ + R-), sums of the mid-ranks of the absolute mean gaps of positive and of negative scores (half rule), zeros "
               "removed before ranking; n = non-zero scores.",
    .unavailable = "Nobody scored (none_scored) and if all scores are zero (no_variation).",
    .reference = "Kerby 2014"};
constexpr Explanation kScoreGapRank{
    .meaning = "The place of the principle (block) by its mean gap; 1 = largest shortfall.",
    .formula = "1 + number of principles (blocks) of the group with a larger gap_mean, compared as fractions; ties share the smallest rank.",
    .unavailable = "Nobody scored (none_scored).",
    .reference = "NCVER 2008"};
constexpr Explanation kScoreFlag{
    .meaning = "2 = a shortfall supported by a test, 1 = indicated by a mean gap of a whole step, 0 = neither.",
    .formula = "2 if gap_mean > 0 and wilcoxon_pratt_p_bh <= .05 (overall, which stands alone: wilcoxon_pratt_p); else 1 if gap_mean >= 1, "
               "whatever the p; else 0.",
    .unavailable = "Nobody scored (none_scored).",
    .reference = "Benjamini & Hochberg 1995; Pratt 1959"};

constexpr Statistic kScopeRows[] = {
    {{"wilcoxon_pratt_v", Tier::Core, Mean, kScopes, Basis::Scores, &kScoreV}, score_v},
    {{"wilcoxon_pratt_p", Tier::Core, Probability, kScopes, Basis::Scores, &kScoreP}, in_family<&F::p>},
    {{"wilcoxon_pratt_p_holm", Tier::Core, Probability, kFamilies, Basis::Scores, &kScoreHolm}, in_family<&F::holm>},
    {{"wilcoxon_pratt_p_bh", Tier::Core, Probability, kFamilies, Basis::Scores, &kScoreBh}, in_family<&F::bh>},
    {{"wilcoxon_drop_p", Tier::Standard, Probability, kScopes, Basis::Scores, &kScoreDropP}, score_p_drop},
    {{"sign_p", Tier::Core, Probability, kScopes, Basis::Scores, &kScoreSign}, score_sign},
    {{"p_min", Tier::Core, Probability, kScopes, Basis::Scores, &kScorePMin}, score_p_min},
    {{"rank_biserial", Tier::Core, Gap, kScopes, Basis::Scores, &kScoreRankBiserial}, score_rank_biserial},
    {{"gap_rank", Tier::Core, Rank, kBlockPrinciple, Basis::Scores, &kScoreGapRank}, in_family<&F::gap_rank>},
    {{"flag", Tier::Core, Rank, kScopes, Basis::Scores, &kScoreFlag}, in_family<&F::flag>},
};

}  // namespace

Part practice_tests() { return {"Tests, ranks and flags of practices", kPracticeRows}; }
Part scope_tests() { return {"Tests, ranks and flags of principles, blocks and actors", kScopeRows}; }

}  // namespace partnership::catalogue
