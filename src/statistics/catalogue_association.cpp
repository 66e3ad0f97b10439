// Practices: how ideal and actual go together in the 4 x 4 table of pairs.
#include "statistics/catalogue.hpp"
#include "partnership/pair_statistics.hpp"

namespace partnership::catalogue {
namespace {

template <Estimate (*of_table)(const PairTable&)>
Estimate of_pairs(const Subject& s) { return of_table(pair_table_of(counts(s))); }
template <Weights weights>
Estimate kappa(const Subject& s) { return weighted_kappa_of(pair_table_of(counts(s)), weights); }

using enum Quantity;

constexpr Explanation kKappaLinear{
    .meaning = "Agreement of ideal and actual beyond what their margins give by chance, near misses counted in part. Close to 0 with excellent "
               "agreement where nearly all ratings are alike: not a headline.",
    .formula = "(po - pe) / (1 - pe), po = sum w_ij p_ij, pe = sum w_ij p_i. p_.j over the 4 x 4 table of pairs, w_ij = 1 - |i - j| / 3. "
               "Interval: -+ 1.96 standard errors of Fleiss, Cohen & Everitt, clamped to -1..1.",
    .unavailable = "Below two pairs (no_pairs, n<2), and if both sides are constant and equal (no_variation). One side constant: 0. No interval "
                   "below 32 pairs (too_few) or with a standard error of 0 (zero_variance).",
    .reference = "Cohen 1968; Fleiss, Cohen & Everitt 1969; Cicchetti 1981; Feinstein & Cicchetti 1990"};
constexpr Explanation kKappaQuadratic{
    .meaning = "As kappa_linear, with large gaps counted more heavily.",
    .formula = "(po - pe) / (1 - pe), po = sum w_ij p_ij, pe = sum w_ij p_i. p_.j over the 4 x 4 table of pairs, w_ij = 1 - (i - j)^2 / 9. "
               "Interval: -+ 1.96 standard errors of Fleiss, Cohen & Everitt, clamped to -1..1.",
    .unavailable = "Below two pairs (no_pairs, n<2), and if both sides are constant and equal (no_variation). One side constant: 0. No interval "
                   "below 32 pairs (too_few) or with a standard error of 0 (zero_variance).",
    .reference = "Cohen 1968; Fleiss, Cohen & Everitt 1969; Cicchetti 1981; Feinstein & Cicchetti 1990"};
constexpr Explanation kExpected{
    .meaning = "The congruence that the ratings of each side would give if respondents paired them at random.",
    .formula = "pe = sum w_ij p_i. p_.j over the 4 x 4 table of pairs, w_ij = 1 - |i - j| / 3.",
    .unavailable = "Below two pairs (no_pairs, n<2).",
    .reference = "Cohen 1968"};
constexpr Explanation kGwet{
    .meaning = "Agreement of ideal and actual beyond chance that does not collapse where one rating is common.",
    .formula = "(po - pe) / (1 - pe), po = sum w_ij p_ij, w_ij = 1 - |i - j| / 3, pe = (sum w_ij) sum pi_k (1 - pi_k) / 12, pi_k = (p_k. + "
               "p_.k) / 2.",
    .unavailable = "Without pairs (no_pairs).",
    .reference = "Gwet 2008; Gwet 2014"};
constexpr Explanation kTau{
    .meaning = "Whether respondents with a higher ideal also see more done: association, not agreement.",
    .formula = "Kendall's tau-b: (C - D) / sqrt((n0 - tx)(n0 - ty)), C and D = concordant and discordant couples of pairs, n0 = n(n - 1)/2, tx "
               "and ty = couples tied on the ideal and on the actual side.",
    .unavailable = "Below two pairs (n<2) and if a side is constant (no_variation).",
    .reference = "Kendall 1945; Agresti 2010"};
constexpr Explanation kSpearman{
    .meaning = "As tau_b, by ranks: association of ideal and actual, not agreement.",
    .formula = "Pearson's correlation of the mid-ranks of ideal and actual over the pairs.",
    .unavailable = "Below two pairs (n<2) and if a side is constant (no_variation).",
    .reference = "Agresti 2010"};
constexpr Explanation kPolychoric{
    .meaning = "The correlation of two normal variables of which ideal and actual would be coarse readings.",
    .formula = "Two steps: thresholds from the margins (observed points only), then the rho that maximises sum n_ij log P_ij(rho) over the 4 x "
               "4 table of pairs.",
    .unavailable = "Below 32 pairs (too_few), if a side is constant (no_variation), and if |rho| > .999 (out_of_range).",
    .reference = "Olsson 1979"};

constexpr Statistic kRows[] = {
    {{"kappa_linear", Tier::Standard, Mean, kPractice, Basis::Answers, &kKappaLinear}, kappa<Weights::Linear>},
    {{"kappa_quadratic", Tier::Standard, Mean, kPractice, Basis::Answers, &kKappaQuadratic}, kappa<Weights::Quadratic>},
    {{"agree_linear_expected", Tier::Standard, Mean, kPractice, Basis::Answers, &kExpected}, of_pairs<expected_agreement_of>},
    {{"gwet_ac2", Tier::Advanced, Mean, kPractice, Basis::Answers, &kGwet}, of_pairs<gwet_ac2_of>},
    {{"tau_b", Tier::Standard, Mean, kPractice, Basis::Answers, &kTau}, of_pairs<tau_b_of>},
    {{"spearman", Tier::Standard, Mean, kPractice, Basis::Answers, &kSpearman}, of_pairs<spearman_of>},
    {{"polychoric", Tier::Advanced, Mean, kPractice, Basis::Answers, &kPolychoric}, of_pairs<polychoric_of>},
};

}  // namespace

Part practice_association() { return {"Chance-corrected agreement and association on a practice", kRows}; }

}  // namespace partnership::catalogue
