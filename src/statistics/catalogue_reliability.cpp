// Whole groups: whether the practices of a principle measure one thing.
#include "statistics/catalogue.hpp"
#include <algorithm>

#include "partnership/reliability.hpp"

namespace partnership::catalogue {
namespace {

const Reliability& reliability(const Subject& s, ItemValue value) {
  return s.group->reliability(*s.group->tally().instrument().scopes()[s.index].principle, value);
}
template <ItemValue value, Estimate Reliability::*member>
Estimate of_items(const Subject& s) { return reliability(s, value).*member; }
template <ItemValue value>
Estimate omega(const Subject& s) { return omega_of(s.group->tally().items()[*s.group->tally().instrument().scopes()[s.index].principle].of(value)); }
template <ItemValue value, std::vector<Estimate> Reliability::*member>
Estimate of_item(const Subject& s) {
  const std::size_t principle = s.group->tally().instrument().practices[s.index].principle;
  const auto& practices = s.group->tally().items()[principle].practices();
  const auto place = std::find(practices.begin(), practices.end(), s.index) - practices.begin();
  return (s.group->reliability(principle, value).*member)[static_cast<std::size_t>(place)];
}

using V = ItemValue;
using enum Quantity;

constexpr Explanation kAlpha{
    .meaning = "Whether the {side} answers on the practices of the principle go together as if they measured one thing. Unstable below 30 "
               "respondents.",
    .formula = "Over the n respondents with a complete {side} on all practices of the principle; practices that all of them answered alike are "
               "left out, k remain. Cronbach's alpha: k / (k - 1) (1 - sum s_i^2 / s_T^2), s_T^2 = variance of the sum; may be negative. "
               "Interval (Feldt): 1 - (1 - alpha) F at the .975 and .025 quantiles of F(n - 1, (n - 1)(k - 1)).",
    .unavailable = "Nobody is complete (no_answers), only one is (n<2), or fewer than two practices or their sum differ (no_variation).",
    .reference = "Cronbach 1951; Feldt 1965"};
constexpr Explanation kAlphaItems{
    .meaning = "How many practices alpha_{side} rests on.",
    .formula = "Over the n respondents with a complete {side} on all practices of the principle; practices that all of them answered alike are "
               "left out, k remain. The value is k.",
    .unavailable = "Never; 0 below two complete respondents.",
    .reference = "count"};
constexpr Explanation kLambda2{
    .meaning = "A lower bound of reliability that is at least alpha_{side}.",
    .formula = "Over the n respondents with a complete {side} on all practices of the principle; practices that all of them answered alike are "
               "left out, k remain. (sum of c_ij + sqrt(k / (k - 1) sum of c_ij^2)) / s_T^2, over the covariances c_ij of i and j not the same.",
    .unavailable = "Nobody is complete (no_answers), only one is (n<2), or fewer than two practices or their sum differ (no_variation).",
    .reference = "Guttman 1945; Sijtsma 2009"};
constexpr Explanation kOmega{
    .meaning = "Reliability if one factor stands behind the {side} answers, which may count differently.",
    .formula = "Over the n respondents with a complete {side} on all practices of the principle; practices that all of them answered alike are "
               "left out, k remain. One factor fitted to the correlations by maximum likelihood: L^2 / (L^2 + sum of uniquenesses), L = sum of "
               "the loadings.",
    .unavailable = "Below 50 complete respondents or three practices (too_few). If a uniqueness is .0051 or less, or the fit has not settled after "
                   "100 000 steps, as can happen where no factor stands behind the answers (out_of_range).",
    .reference = "McDonald 1999; McNeish 2018"};
constexpr Explanation kAlphaDeleted{
    .meaning = "What alpha_{side} of the principle would be without this practice.",
    .formula = "Over the n respondents with a complete {side} on all practices of the principle; practices that all of them answered alike are "
               "left out, k remain. Cronbach's alpha of the other k - 1.",
    .unavailable = "As alpha_{side}; also if the practice is left out itself, with fewer than three practices, or if the sum of the others does "
                   "not differ (no_variation).",
    .reference = "Nunnally & Bernstein 1994; Cronbach 1951"};
constexpr Explanation kItemRest{
    .meaning = "Whether the {side} of this practice goes with that of the others of its principle.",
    .formula = "Over the n respondents with a complete {side} on all practices of the principle; practices that all of them answered alike are "
               "left out, k remain. Pearson's correlation of the practice with the sum of the others.",
    .unavailable = "As alpha_{side}; also if the practice is left out itself, or if the sum of the others does not differ (no_variation).",
    .reference = "Nunnally & Bernstein 1994"};

constexpr Statistic kRows[] = {
    {{"alpha_ideal", Tier::Core, Mean, kPrinciple, Basis::Everything, &kAlpha}, of_items<V::Ideal, &Reliability::alpha>},
    {{"alpha_items_ideal", Tier::Core, Count, kPrinciple, Basis::Everything, &kAlphaItems}, of_items<V::Ideal, &Reliability::items>},
    {{"lambda2_ideal", Tier::Standard, Mean, kPrinciple, Basis::Everything, &kLambda2}, of_items<V::Ideal, &Reliability::lambda2>},
    {{"omega_ideal", Tier::Advanced, Mean, kPrinciple, Basis::Everything, &kOmega}, omega<V::Ideal>},
    {{"alpha_deleted_ideal", Tier::Standard, Mean, kPractice, Basis::Everything, &kAlphaDeleted}, of_item<V::Ideal, &Reliability::alpha_deleted>},
    {{"item_rest_ideal", Tier::Standard, Mean, kPractice, Basis::Everything, &kItemRest}, of_item<V::Ideal, &Reliability::item_rest>},
    {{"alpha_actual", Tier::Core, Mean, kPrinciple, Basis::Everything, &kAlpha}, of_items<V::Actual, &Reliability::alpha>},
    {{"alpha_items_actual", Tier::Core, Count, kPrinciple, Basis::Everything, &kAlphaItems}, of_items<V::Actual, &Reliability::items>},
    {{"lambda2_actual", Tier::Standard, Mean, kPrinciple, Basis::Everything, &kLambda2}, of_items<V::Actual, &Reliability::lambda2>},
    {{"omega_actual", Tier::Advanced, Mean, kPrinciple, Basis::Everything, &kOmega}, omega<V::Actual>},
    {{"alpha_deleted_actual", Tier::Standard, Mean, kPractice, Basis::Everything, &kAlphaDeleted}, of_item<V::Actual, &Reliability::alpha_deleted>},
    {{"item_rest_actual", Tier::Standard, Mean, kPractice, Basis::Everything, &kItemRest}, of_item<V::Actual, &Reliability::item_rest>},
    {{"alpha_gap", Tier::Core, Mean, kPrinciple, Basis::Everything, &kAlpha}, of_items<V::Gap, &Reliability::alpha>},
    {{"alpha_items_gap", Tier::Core, Count, kPrinciple, Basis::Everything, &kAlphaItems}, of_items<V::Gap, &Reliability::items>},
    {{"lambda2_gap", Tier::Standard, Mean, kPrinciple, Basis::Everything, &kLambda2}, of_items<V::Gap, &Reliability::lambda2>},
    {{"omega_gap", Tier::Advanced, Mean, kPrinciple, Basis::Everything, &kOmega}, omega<V::Gap>},
    {{"alpha_deleted_gap", Tier::Standard, Mean, kPractice, Basis::Everything, &kAlphaDeleted}, of_item<V::Gap, &Reliability::alpha_deleted>},
    {{"item_rest_gap", Tier::Standard, Mean, kPractice, Basis::Everything, &kItemRest}, of_item<V::Gap, &Reliability::item_rest>},
};

}  // namespace

Part reliability() { return {"Reliability of a principle", kRows}; }

}  // namespace partnership::catalogue
