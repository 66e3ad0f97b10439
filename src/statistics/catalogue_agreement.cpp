// Whether the respondents of a group agree with each other.
#include "statistics/catalogue.hpp"
#include "partnership/agreement.hpp"

namespace partnership::catalogue {
namespace {

template <Side side>
Points points(const Subject& s) { return counts(s).points(side); }
template <Side side>
Estimate average_deviation(const Subject& s) { return average_deviation_of(points<side>(s)); }
template <Side side>
Estimate within_uniform(const Subject& s) { return within_group_agreement_of(points<side>(s), kUniformVariance); }
template <Side side>
Estimate within_skewed(const Subject& s) { return within_group_agreement_of(points<side>(s), s.group->skewed_variance()); }
template <Side side>
Estimate mean_adjusted(const Subject& s) { return mean_adjusted_agreement_of(points<side>(s)); }

template <Side side>
std::vector<Points> points_in_scope(const Subject& s) {
  std::vector<Points> found;
  for (const auto i : practices_of(s)) found.push_back(s.group->tally().practice(i).points(side));
  return found;
}
template <Side side>
Estimate joint_uniform(const Subject& s) { return joint_agreement_of(points_in_scope<side>(s), kUniformVariance); }
template <Side side>
Estimate joint_skewed(const Subject& s) { return joint_agreement_of(points_in_scope<side>(s), s.group->skewed_variance()); }
template <Side side, Estimate (*of_practices)(std::span<const Points>)>
Estimate over_practices(const Subject& s) { return of_practices(points_in_scope<side>(s)); }

using enum Quantity;
constexpr Side I = Side::Ideal, A = Side::Actual;

constexpr Explanation kAd{
    .meaning = "How many steps respondents' {side} ratings of the practice lie from their mean; 0 = all agree, up to .67 is commonly called "
               "agreement.",
    .formula = "Mean |x - mean x| over all n {side} ratings of the practice, x = 1..4 (a = 1 ... d = 4).",
    .unavailable = "Below two ratings (no_answers, n<2). 0 if all agree.",
    .reference = "Burke, Finkelstein & Dusig 1999; Burke & Dunlap 2002"};
constexpr Explanation kAdJ{
    .meaning = "How far apart respondents' {side} ratings are, averaged over the practices of the scope.",
    .formula = "Mean of {side}_ad over the practices with two or more {side} ratings; n = those practices.",
    .unavailable = "No practice of the scope has two {side} ratings (n<2).",
    .reference = "Burke, Finkelstein & Dusig 1999; Burke & Dunlap 2002"};
constexpr Explanation kRwg{
    .meaning = "Agreement of respondents on the {side} of the practice, compared with answers at random: 1 = all agree, 0 = no better than "
               "random.",
    .formula = "1 - min(s2, v) / v, s2 = variance of the {side} ratings with n - 1, v = 1.25 (uniform over four points).",
    .unavailable = "Below two ratings (no_answers, n<2).",
    .reference = "James, Demaree & Wolf 1984"};
constexpr Explanation kRwgSkew{
    .meaning = "As {side}_rwg, compared with answers at random that lean to one end.",
    .formula = "1 - min(s2, v) / v, s2 = variance of the {side} ratings with n - 1, v = .79 (shares .05, .20, .35, .40: our four-point likeness "
               "of a slight skew) unless another is given.",
    .unavailable = "Below two ratings (no_answers, n<2).",
    .reference = "James, Demaree & Wolf 1984; LeBreton & Senter 2008"};
constexpr Explanation kAwg{
    .meaning = "Agreement of respondents on the {side} of the practice, compared with the most they could disagree at their mean.",
    .formula = "1 - 2 s2 / ((5M - M^2 - 4) n / (n - 1)), M = mean and s2 = variance (n - 1) of the n {side} ratings; 1 if M = 1 or 4.",
    .unavailable = "Below two ratings (no_answers, n<2). If M leaves no room to disagree, outside (n + 3)/n <= M <= (4n - 3)/n (out_of_range): "
                   "at n = 4 beyond 3.25.",
    .reference = "Brown & Hauenstein 2005"};
constexpr Explanation kRwgJ{
    .meaning = "Agreement of respondents on the {side} side over all practices of the scope. Rises with the number of practices alone: not a "
               "headline for overall.",
    .formula = "J(1 - q) / (J(1 - q) + q), q = min(mean s2, v) / v, J = practices with two or more {side} ratings, s2 = their variances (n - "
               "1), v = 1.25 (uniform); n = J.",
    .unavailable = "No practice of the scope has two {side} ratings (n<2).",
    .reference = "James, Demaree & Wolf 1984"};
constexpr Explanation kRwgJSkew{
    .meaning = "As {side}_rwgj, compared with answers at random that lean to one end.",
    .formula = "J(1 - q) / (J(1 - q) + q), q = min(mean s2, v) / v, J = practices with two or more {side} ratings, v = .79 (shares .05, .20, "
               ".35, .40); n = J.",
    .unavailable = "No practice of the scope has two {side} ratings (n<2).",
    .reference = "James, Demaree & Wolf 1984; LeBreton & Senter 2008"};
constexpr Explanation kRwgJStar{
    .meaning = "Agreement of respondents on the {side} side over the practices of the scope, which does not rise with their number; may be "
               "negative.",
    .formula = "1 - mean s2 / 1.25 over the J practices with two or more {side} ratings, s2 = their variances (n - 1); n = J.",
    .unavailable = "No practice of the scope has two {side} ratings (n<2).",
    .reference = "Lindell, Brandt & Whitney 1999"};
constexpr Explanation kKripp{
    .meaning = "Whether {side} ratings tell the practices apart: near 0 where practices hardly differ, even if respondents agree. Read it "
               "beside {side}_adj.",
    .formula = "1 - (n - 1) sum o_ck d_ck / sum n_c n_k d_ck, o_ck = sum over practices with m >= 2 ratings of n_uc (n_uk - [c = k]) / (m - 1), "
               "d_ck = (sum over g = c..k of n_g - (n_c + n_k)/2)^2 (ordinal); n = ratings on those practices.",
    .unavailable = "No practice has two {side} ratings (n<2), or all those ratings are the same (no_variation).",
    .reference = "Hayes & Krippendorff 2007; Krippendorff 2011"};

constexpr Statistic kRows[] = {
    {{"ideal_ad", Tier::Core, Mean, kPractice, Basis::Answers, &kAd}, average_deviation<I>},
    {{"ideal_adj", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, &kAdJ}, over_practices<I, mean_average_deviation_of>},
    {{"ideal_rwg", Tier::Core, Mean, kPractice, Basis::Answers, &kRwg}, within_uniform<I>},
    {{"ideal_rwg_skew", Tier::Standard, Mean, kPractice, Basis::Answers, &kRwgSkew}, within_skewed<I>},
    {{"ideal_awg", Tier::Advanced, Mean, kPractice, Basis::Answers, &kAwg}, mean_adjusted<I>},
    {{"ideal_rwgj", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, &kRwgJ}, joint_uniform<I>},
    {{"ideal_rwgj_skew", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, &kRwgJSkew}, joint_skewed<I>},
    {{"ideal_rwgj_star", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, &kRwgJStar}, over_practices<I, linear_joint_agreement_of>},
    {{"kripp_alpha_ideal", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, &kKripp}, over_practices<I, krippendorff_alpha_of>},
    {{"actual_ad", Tier::Core, Mean, kPractice, Basis::Answers, &kAd}, average_deviation<A>},
    {{"actual_adj", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, &kAdJ}, over_practices<A, mean_average_deviation_of>},
    {{"actual_rwg", Tier::Core, Mean, kPractice, Basis::Answers, &kRwg}, within_uniform<A>},
    {{"actual_rwg_skew", Tier::Standard, Mean, kPractice, Basis::Answers, &kRwgSkew}, within_skewed<A>},
    {{"actual_awg", Tier::Advanced, Mean, kPractice, Basis::Answers, &kAwg}, mean_adjusted<A>},
    {{"actual_rwgj", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, &kRwgJ}, joint_uniform<A>},
    {{"actual_rwgj_skew", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, &kRwgJSkew}, joint_skewed<A>},
    {{"actual_rwgj_star", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, &kRwgJStar}, over_practices<A, linear_joint_agreement_of>},
    {{"kripp_alpha_actual", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, &kKripp}, over_practices<A, krippendorff_alpha_of>},
};

}  // namespace

Part agreement() { return {"Agreement among respondents", kRows}; }

}  // namespace partnership::catalogue
