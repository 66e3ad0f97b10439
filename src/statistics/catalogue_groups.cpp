// Whole groups: partnerships as units, how reliable the principles are measured, what is missing or odd.
#include "statistics/catalogue.hpp"
#include <algorithm>

#include "partnership/multilevel.hpp"
#include "partnership/reliability.hpp"
#include "statistics/exact.hpp"
#include "statistics/partnership_means.hpp"

namespace partnership::catalogue {
namespace {

template <class ExactOf>
std::vector<Quotient> of_partnerships(const Subject& s, ExactOf&& exact_of) {
  std::vector<Quotient> values;
  for (const Tally* partnership : s.group->partnerships())
    if (const auto value = exact_of(*partnership)) values.push_back(*value);
  return values;
}

Estimate pair_gap_of_partnerships(const Subject& s) {
  return mean_over_partnerships(of_partnerships(s, [&](const Tally& t) { return exact_mean_if_any(t.practice(s.index).gaps()); }), kGaps, Reason::NoPairs);
}
Estimate top2_ideal_of_partnerships(const Subject& s) {
  const auto share = [&](const Tally& t) -> std::optional<Quotient> {
    const auto points = t.practice(s.index).points(Side::Ideal);
    const std::uint64_t n = t.practice(s.index).valid(Side::Ideal);
    if (n == 0) return std::nullopt;
    return Quotient(points[2] + points[3], n);
  };
  return mean_over_partnerships(of_partnerships(s, share), kShares, Reason::NoAnswers);
}
Estimate score_gap_of_partnerships(const Subject& s) {
  return mean_over_partnerships(of_partnerships(s, [&](const Tally& t) { return exact_mean_if_any(t.scope(s.index).of(Measure::Gap)); }), kGaps,
                                Reason::NoneScored);
}
Estimate congruence_of_partnerships(const Subject& s) {
  const auto congruence = [&](const Tally& t) -> std::optional<Quotient> {
    const auto gap = exact_mean_if_any(t.scope(s.index).of(Measure::AbsGap));
    if (!gap) return std::nullopt;
    return Quotient(3 * gap->denominator() - gap->numerator(), 3 * gap->denominator());  // 1 - gap/3
  };
  return mean_over_partnerships(of_partnerships(s, congruence), kShares, Reason::NoneScored);
}

template <Answer answer>
Estimate rate(const Subject& s) {
  const Estimate ideal = stated_in(s, Side::Ideal, answer), actual = stated_in(s, Side::Actual, answer);
  const std::uint64_t cells = ideal.n + actual.n;
  if (cells == 0) return {.n = 0, .reason = Reason::NoAnswers};
  return {.value = (ideal.value + actual.value) / static_cast<double>(cells), .n = cells};
}
Estimate invalid_cells(const Subject& s) { return count(s.group->tally().invalid_cells(), rate<Answer::Blank>(s).n); }

template <Measure measure>
std::vector<const Scores*> scores_of_partnerships(const Subject& s) {
  std::vector<const Scores*> found;
  for (const Tally* partnership : s.group->partnerships()) found.push_back(&partnership->scope(s.index).of(measure));
  return found;
}
template <Measure measure, Estimate Intraclass::*member>
Estimate intraclass(const Subject& s) { return intraclass_of(scores_of_partnerships<measure>(s)).*member; }
template <Estimate MixedMean::*member>
Estimate mixed(const Subject& s) { return mixed_mean_of(scores_of_partnerships<Measure::Gap>(s)).*member; }

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

template <Side side>
Estimate straight(const Subject& s) { return count(s.group->tally().quality().straight[static_cast<std::size_t>(side)], s.group->tally().respondents()); }
Estimate identical_sides(const Subject& s) { return count(s.group->tally().quality().identical_sides, s.group->tally().respondents()); }
Estimate duplicates(const Subject& s) {
  if (!s.group->tally().quality().sets.kept()) return {.reason = Reason::NotTallied};
  return count(s.group->tally().quality().sets.repeated(), s.group->tally().respondents());
}

using V = ItemValue;
using enum Quantity;
constexpr Side I = Side::Ideal, A = Side::Actual;

constexpr Statistic kRows[] = {
    {"gap_mean_of_partnerships", Tier::Core, Gap, kPractice, Basis::Partnerships, pair_gap_of_partnerships},
    {"gap_mean_of_partnerships", Tier::Core, Gap, kNoBlock, Basis::Partnerships, score_gap_of_partnerships},
    {"congruence_mean_of_partnerships", Tier::Core, Mean, kNoBlock, Basis::Partnerships, congruence_of_partnerships},
    {"top2_ideal_mean_of_partnerships", Tier::Core, Share, kPractice, Basis::Partnerships, top2_ideal_of_partnerships},
    {"icc1_ideal", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, intraclass<Measure::Ideal, &Intraclass::single>},
    {"icc2_ideal", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, intraclass<Measure::Ideal, &Intraclass::mean>},
    {"icc1_actual", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, intraclass<Measure::Actual, &Intraclass::single>},
    {"icc2_actual", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, intraclass<Measure::Actual, &Intraclass::mean>},
    {"icc1_gap", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, intraclass<Measure::Gap, &Intraclass::single>},
    {"icc2_gap", Tier::Standard, Mean, kPrincipleOverall, Basis::Partnerships, intraclass<Measure::Gap, &Intraclass::mean>},
    {"gap_mixed", Tier::Advanced, Gap, kPrincipleOverall, Basis::Partnerships, mixed<&MixedMean::mean>},
    {"gap_mixed_tau2", Tier::Advanced, Mean, kPrincipleOverall, Basis::Partnerships, mixed<&MixedMean::variance>},
    {"alpha_ideal", Tier::Core, Mean, kPrinciple, Basis::Everything, of_items<V::Ideal, &Reliability::alpha>},
    {"alpha_items_ideal", Tier::Core, Count, kPrinciple, Basis::Everything, of_items<V::Ideal, &Reliability::items>},
    {"lambda2_ideal", Tier::Standard, Mean, kPrinciple, Basis::Everything, of_items<V::Ideal, &Reliability::lambda2>},
    {"omega_ideal", Tier::Advanced, Mean, kPrinciple, Basis::Everything, omega<V::Ideal>},
    {"alpha_deleted_ideal", Tier::Standard, Mean, kPractice, Basis::Everything, of_item<V::Ideal, &Reliability::alpha_deleted>},
    {"item_rest_ideal", Tier::Standard, Mean, kPractice, Basis::Everything, of_item<V::Ideal, &Reliability::item_rest>},
    {"alpha_actual", Tier::Core, Mean, kPrinciple, Basis::Everything, of_items<V::Actual, &Reliability::alpha>},
    {"alpha_items_actual", Tier::Core, Count, kPrinciple, Basis::Everything, of_items<V::Actual, &Reliability::items>},
    {"lambda2_actual", Tier::Standard, Mean, kPrinciple, Basis::Everything, of_items<V::Actual, &Reliability::lambda2>},
    {"omega_actual", Tier::Advanced, Mean, kPrinciple, Basis::Everything, omega<V::Actual>},
    {"alpha_deleted_actual", Tier::Standard, Mean, kPractice, Basis::Everything, of_item<V::Actual, &Reliability::alpha_deleted>},
    {"item_rest_actual", Tier::Standard, Mean, kPractice, Basis::Everything, of_item<V::Actual, &Reliability::item_rest>},
    {"alpha_gap", Tier::Core, Mean, kPrinciple, Basis::Everything, of_items<V::Gap, &Reliability::alpha>},
    {"alpha_items_gap", Tier::Core, Count, kPrinciple, Basis::Everything, of_items<V::Gap, &Reliability::items>},
    {"lambda2_gap", Tier::Standard, Mean, kPrinciple, Basis::Everything, of_items<V::Gap, &Reliability::lambda2>},
    {"omega_gap", Tier::Advanced, Mean, kPrinciple, Basis::Everything, omega<V::Gap>},
    {"alpha_deleted_gap", Tier::Standard, Mean, kPractice, Basis::Everything, of_item<V::Gap, &Reliability::alpha_deleted>},
    {"item_rest_gap", Tier::Standard, Mean, kPractice, Basis::Everything, of_item<V::Gap, &Reliability::item_rest>},
    {"blank_rate", Tier::Core, Share, kOverall, Basis::Answers, rate<Answer::Blank>},
    {"na_rate", Tier::Core, Share, kOverall, Basis::Answers, rate<Answer::NotApplicable>},
    {"invalid_cells", Tier::Core, Count, kOverall, Basis::Answers, invalid_cells},
    {"q_n_straight_ideal", Tier::Core, Count, kOverall, Basis::Everything, straight<I>},
    {"q_n_straight_actual", Tier::Core, Count, kOverall, Basis::Everything, straight<A>},
    {"q_n_identical_sides", Tier::Core, Count, kOverall, Basis::Everything, identical_sides},
    {"q_n_duplicate", Tier::Core, Count, kOverall, Basis::Everything, duplicates},
};

}  // namespace

std::span<const Statistic> groups() { return kRows; }

}  // namespace partnership::catalogue
