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
Estimate within_skewed(const Subject& s) { return within_group_agreement_of(points<side>(s), kSkewedVariance); }
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
Estimate joint_skewed(const Subject& s) { return joint_agreement_of(points_in_scope<side>(s), kSkewedVariance); }
template <Side side, Estimate (*of_practices)(std::span<const Points>)>
Estimate over_practices(const Subject& s) { return of_practices(points_in_scope<side>(s)); }

using enum Quantity;
constexpr Side I = Side::Ideal, A = Side::Actual;

constexpr Statistic kRows[] = {
    {"ideal_ad", Tier::Core, Mean, kPractice, Basis::Answers, average_deviation<I>},
    {"ideal_adj", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, over_practices<I, mean_average_deviation_of>},
    {"ideal_rwg", Tier::Core, Mean, kPractice, Basis::Answers, within_uniform<I>},
    {"ideal_rwg_skew", Tier::Standard, Mean, kPractice, Basis::Answers, within_skewed<I>},
    {"ideal_awg", Tier::Advanced, Mean, kPractice, Basis::Answers, mean_adjusted<I>},
    {"ideal_rwgj", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, joint_uniform<I>},
    {"ideal_rwgj_skew", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, joint_skewed<I>},
    {"ideal_rwgj_star", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, over_practices<I, linear_joint_agreement_of>},
    {"kripp_alpha_ideal", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, over_practices<I, krippendorff_alpha_of>},
    {"actual_ad", Tier::Core, Mean, kPractice, Basis::Answers, average_deviation<A>},
    {"actual_adj", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, over_practices<A, mean_average_deviation_of>},
    {"actual_rwg", Tier::Core, Mean, kPractice, Basis::Answers, within_uniform<A>},
    {"actual_rwg_skew", Tier::Standard, Mean, kPractice, Basis::Answers, within_skewed<A>},
    {"actual_awg", Tier::Advanced, Mean, kPractice, Basis::Answers, mean_adjusted<A>},
    {"actual_rwgj", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, joint_uniform<A>},
    {"actual_rwgj_skew", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, joint_skewed<A>},
    {"actual_rwgj_star", Tier::Standard, Mean, kPrincipleOverall, Basis::Answers, over_practices<A, linear_joint_agreement_of>},
    {"kripp_alpha_actual", Tier::Core, Mean, kPrincipleOverall, Basis::Answers, over_practices<A, krippendorff_alpha_of>},
};

}  // namespace

std::span<const Statistic> agreement() { return kRows; }

}  // namespace partnership::catalogue
