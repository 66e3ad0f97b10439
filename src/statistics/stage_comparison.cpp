// Comparisons of stages: the second minus the first, of the published ones E minus D, on the scopes that both instruments have.
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "partnership/group_statistics.hpp"
#include "partnership/multilevel.hpp"
#include "partnership/statistics.hpp"
#include "statistics/catalogue.hpp"
#include "statistics/exact.hpp"
#include "statistics/internal.hpp"
#include "statistics/partnership_means.hpp"

namespace partnership {
namespace {

using namespace catalogue;
using enum Quantity;

PartnershipMeans means_of(const GroupStatistics& group, std::size_t scope, Measure measure) {
  std::vector<Quotient> found;
  for (const Tally* partnership : group.partnerships())
    if (const auto mean = exact_mean_if_any(partnership->scores(scope, measure))) found.push_back(*mean);
  return partnership_means_of(found);
}

Sample sample_of(const PartnershipMeans& means) {
  const std::size_t n = means.values.size();
  return {.mean = means.mean, .variance = n < 2 ? 0 : means.squares / static_cast<double>(n - 1), .n = n};
}

Estimate as_congruence(const Estimate& absgap) { return {-absgap.value / 3 + 0.0, -absgap.upper / 3, -absgap.lower / 3, absgap.n, absgap.reason}; }

// A scope of both stages, by respondents.
struct Respondents {
  const ScopeTally& developing;
  const ScopeTally& established;
};
template <Measure measure>
Estimate difference(const Respondents& s) {
  const Estimate found = welch_difference_of(s.established.of(measure), s.developing.of(measure));
  return measure == Measure::AbsGap ? as_congruence(found) : found;
}

// The same by partnerships.
struct Partnerships {
  const GroupStatistics& developing;
  std::size_t developing_scope;
  const GroupStatistics& established;
  std::size_t established_scope;
  [[nodiscard]] const PartnershipMeans& of_developing(Measure measure) const { return once(developing_means, developing, developing_scope, measure); }
  [[nodiscard]] const PartnershipMeans& of_established(Measure measure) const { return once(established_means, established, established_scope, measure); }
  [[nodiscard]] Reason none() const {
    return developing.partnerships().empty() || established.partnerships().empty() ? Reason::PartnershipsUnknown : Reason::NoneScored;
  }

  // Both the difference and its test ask for them.
  using Kept = std::array<std::optional<PartnershipMeans>, kMeasures>;
  mutable Kept developing_means{}, established_means{};
  static const PartnershipMeans& once(Kept& kept, const GroupStatistics& group, std::size_t scope, Measure measure) {
    auto& means = kept[static_cast<std::size_t>(measure)];
    if (!means) means = means_of(group, scope, measure);
    return *means;
  }
};
template <Measure measure>
Estimate difference_of_partnerships(const Partnerships& s) {
  const Sample a = sample_of(s.of_developing(measure)), b = sample_of(s.of_established(measure));
  Estimate found{.n = a.n + b.n, .reason = s.none()};
  if (a.n > 0 && b.n > 0) found = welch_difference(b, a);
  return measure == Measure::AbsGap ? as_congruence(found) : found;
}
template <Measure measure>
Estimate permutation_p(const Partnerships& s) {
  Estimate p = permutation_p_of(s.of_established(measure).values, s.of_developing(measure).values);
  if (p.reason == Reason::NoneScored) p.reason = s.none();
  return p;
}
Estimate dominance_of_established(const Partnerships& s) {
  return dominance_of(s.established.tally().scope(s.established_scope).of(Measure::Gap), s.developing.tally().scope(s.developing_scope).of(Measure::Gap));
}

constexpr Explanation kStage{
    .meaning = "How much higher the {side} of the scope is in the second stage than in the first: of the published ones, in established than in "
               "developing partnerships.",
    .formula = "Mean of the second stage minus mean of the first, over respondents' mean {side} values (half rule). Interval "
               "(Welch): -+ t(.975, df) sqrt(s_1^2/n_1 + s_2^2/n_2); n = both together. It ignores that respondents of one partnership resemble "
               "each other and is too narrow.",
    .unavailable = "A stage has no scores (none_scored). No interval if a stage has fewer than two (n<2) or neither varies (zero_variance).",
    .reference = "Welch 1947"};
constexpr Explanation kStageCongruence{
    .meaning = "How much higher the congruence of the scope is in the second stage than in the first: of the published ones, in established than "
               "in developing partnerships.",
    .formula = "Mean of the second stage minus mean of the first, over respondents' congruences (half rule): - (difference of "
               "absgap_mean) / 3. Interval (Welch): -+ t(.975, df) sqrt(s_1^2/n_1 + s_2^2/n_2); n = both together. It ignores that respondents "
               "of one partnership resemble each other and is too narrow.",
    .unavailable = "A stage has no scores (none_scored). No interval if a stage has fewer than two (n<2) or neither varies (zero_variance).",
    .reference = "Welch 1947"};

constexpr RowOf<Respondents> kRespondents[] = {
    {{"stage_diff_ideal", Tier::Core, Gap, kNoBlock, Basis::Scores, &kStage}, difference<Measure::Ideal>},
    {{"stage_diff_actual", Tier::Core, Gap, kNoBlock, Basis::Scores, &kStage}, difference<Measure::Actual>},
    {{"stage_diff_gap", Tier::Core, Gap, kNoBlock, Basis::Scores, &kStage}, difference<Measure::Gap>},
    {{"stage_diff_congruence", Tier::Core, Gap, kNoBlock, Basis::Scores, &kStageCongruence}, difference<Measure::AbsGap>},
};

constexpr Explanation kStageOfPartnerships{
    .meaning = "As stage_diff_{side}, with partnerships as the unit.",
    .formula = "Mean of the second stage minus mean of the first, over the partnerships' means of their respondents' mean "
               "{side} values (half rule). Interval (Welch): -+ t(.975, df) sqrt(s_1^2/n_1 + s_2^2/n_2); n = both together.",
    .unavailable = "A stage has no partnership with scores (none_scored). No interval if a stage has fewer than two (n<2) or neither varies "
                   "(zero_variance).",
    .reference = "Welch 1947"};
constexpr Explanation kStagePerm{
    .meaning = "How easily so large a difference of the {side} between stages would come about if partnerships were dealt out to them at "
               "random.",
    .formula = "Exact permutation test on the partnerships' mean {side} values (half rule). T = difference of the means of the two stages; p = "
               "share of all ways to deal the k partnerships out to the stages with |T*| >= |T| - 1e-12; n = k. With two partnerships in each "
               "stage p cannot be below 1/3.",
    .unavailable = "A stage has no partnership with scores (none_scored). With more than 100 000 ways to deal them out (out_of_range).",
    .reference = "Fisher 1935; Gail et al. 1996"};
constexpr Explanation kStageCongruenceOfPartnerships{
    .meaning = "As stage_diff_congruence, with partnerships as the unit.",
    .formula = "Mean of the second stage minus mean of the first, over the partnerships' congruences: - (difference of their "
               "mean absgap_mean) / 3. Interval (Welch): -+ t(.975, df) sqrt(s_1^2/n_1 + s_2^2/n_2); n = both together.",
    .unavailable = "A stage has no partnership with scores (none_scored). No interval if a stage has fewer than two (n<2) or neither varies "
                   "(zero_variance).",
    .reference = "Welch 1947"};
constexpr Explanation kStagePermCongruence{
    .meaning = "How easily so large a difference of congruence between stages would come about if partnerships were dealt out to them at "
               "random.",
    .formula = "Exact permutation test on the partnerships' mean absolute gaps (half rule), which gives the p of their congruences. T = "
               "difference of the means of the two stages; p = share of all ways to deal the k partnerships out to the stages with |T*| >= |T| "
               "- 1e-12; n = k. With two partnerships in each stage p cannot be below 1/3.",
    .unavailable = "A stage has no partnership with scores (none_scored). With more than 100 000 ways to deal them out (out_of_range).",
    .reference = "Fisher 1935; Gail et al. 1996"};
constexpr Explanation kStageCliff{
    .meaning = "How much more often a respondent's gap is larger in the second stage than in the first (of the published ones: in established "
               "than in developing partnerships), over all couples; -1 to 1.",
    .formula = "Cliff's delta of respondents' mean gaps (half rule): share of couples with the one of the second stage above minus the share "
               "below; n = both together.",
    .unavailable = "A stage has no scores (none_scored).",
    .reference = "Cliff 1993"};

constexpr RowOf<Partnerships> kPartnerships[] = {
    {{"stage_diff_ideal_partnerships", Tier::Standard, Gap, kNoBlock, Basis::Partnerships, &kStageOfPartnerships}, difference_of_partnerships<Measure::Ideal>},
    {{"stage_perm_p_ideal", Tier::Standard, Probability, kNoBlock, Basis::Partnerships, &kStagePerm}, permutation_p<Measure::Ideal>},
    {{"stage_diff_actual_partnerships", Tier::Standard, Gap, kNoBlock, Basis::Partnerships, &kStageOfPartnerships}, difference_of_partnerships<Measure::Actual>},
    {{"stage_perm_p_actual", Tier::Standard, Probability, kNoBlock, Basis::Partnerships, &kStagePerm}, permutation_p<Measure::Actual>},
    {{"stage_diff_gap_partnerships", Tier::Standard, Gap, kNoBlock, Basis::Partnerships, &kStageOfPartnerships}, difference_of_partnerships<Measure::Gap>},
    {{"stage_perm_p_gap", Tier::Standard, Probability, kNoBlock, Basis::Partnerships, &kStagePerm}, permutation_p<Measure::Gap>},
    {{"stage_diff_congruence_partnerships", Tier::Standard, Gap, kNoBlock, Basis::Partnerships, &kStageCongruenceOfPartnerships}, difference_of_partnerships<Measure::AbsGap>},
    {{"stage_perm_p_congruence", Tier::Standard, Probability, kNoBlock, Basis::Partnerships, &kStagePermCongruence}, permutation_p<Measure::AbsGap>},
    {{"stage_cliff_gap", Tier::Standard, Gap, kNoBlock, Basis::Scores, &kStageCliff}, dominance_of_established},
};

template <class Rows, class From>
std::vector<StageDifference> computed(const Rows& rows, const From& from, const Choice& wanted) {
  std::vector<StageDifference> found;
  for (const auto& row : rows)
    if (wanted(row)) found.push_back({&row, row.compute(from)});
  return found;
}

}  // namespace

namespace catalogue {

std::vector<const StatisticRow*> stage_rows() {
  std::vector<const StatisticRow*> found;
  append(found, kRespondents);
  append(found, kPartnerships);
  return found;
}

}  // namespace catalogue

std::vector<StageDifference> stage_differences(const ScopeTally& developing, const ScopeTally& established, const Choice& wanted) {
  return computed(kRespondents, Respondents{developing, established}, wanted);
}

std::vector<StageDifference> stage_differences_of_partnerships(const GroupStatistics& developing, std::size_t developing_scope,
                                                               const GroupStatistics& established, std::size_t established_scope,
                                                               const Choice& wanted) {
  return computed(kPartnerships, Partnerships{developing, developing_scope, established, established_scope}, wanted);
}

}  // namespace partnership
