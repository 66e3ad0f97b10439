// What is missing or odd in the responses of a group.
#include "statistics/catalogue.hpp"

namespace partnership::catalogue {
namespace {

template <Answer answer>
Estimate rate(const Subject& s) {
  const Estimate ideal = stated_in(s, Side::Ideal, answer), actual = stated_in(s, Side::Actual, answer);
  const std::uint64_t cells = ideal.n + actual.n;
  if (cells == 0) return {.n = 0, .reason = Reason::NoAnswers};
  return {.value = (ideal.value + actual.value) / static_cast<double>(cells), .n = cells};
}
Estimate invalid_cells(const Subject& s) { return count(s.group->tally().invalid_cells(), rate<Answer::Blank>(s).n); }

template <Side side>
Estimate straight(const Subject& s) { return count(s.group->tally().quality().straight[static_cast<std::size_t>(side)], s.group->tally().respondents()); }
Estimate identical_sides(const Subject& s) { return count(s.group->tally().quality().identical_sides, s.group->tally().respondents()); }
Estimate duplicates(const Subject& s) {
  if (!s.group->tally().quality().sets.kept()) return {.reason = Reason::NotTallied};
  return count(s.group->tally().quality().sets.repeated(), s.group->tally().respondents());
}

using enum Quantity;
constexpr Side I = Side::Ideal, A = Side::Actual;

constexpr Explanation kBlankRate{
    .meaning = "The share of all answers asked for that were left blank.",
    .formula = "Blank answers on both sides of all practices / answers asked for (respondents x 2 x practices, if all were asked).",
    .unavailable = "If nothing was asked (no_answers).",
    .reference = "NCVER 2008"};
constexpr Explanation kNaRate{
    .meaning = "The share of all answers asked for that are N/A: an answer, not a missing one.",
    .formula = "N/A answers on both sides of all practices / answers asked for (respondents x 2 x practices, if all were asked).",
    .unavailable = "If nothing was asked (no_answers).",
    .reference = "NCVER 2008"};
constexpr Explanation kInvalidCells{
    .meaning = "How many unreadable answers were taken as blank (--on-error blank).",
    .formula = "Their number on both sides of all practices; n = answers asked for.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};
constexpr Explanation kStraightGroup{
    .meaning = "How many responses give the same {side} rating throughout. On the ideal side it may be meant.",
    .formula = "Number of responses with q_straight_{side} = 1; n = respondents.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "Curran 2016"};
constexpr Explanation kIdenticalGroup{
    .meaning = "How many responses rate both sides of everything the same.",
    .formula = "Number of responses with q_identical_sides = 1; n = respondents.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "Curran 2016"};
constexpr Explanation kDuplicatesGroup{
    .meaning = "How many responses have exactly the same answers as another of the group.",
    .formula = "Number of responses with q_duplicate_group of 2 or more; n = respondents.",
    .unavailable = "From a tally file written without --keep-hashes (not_tallied). 0 if there are none.",
    .reference = "Kuriakose & Robbins 2016"};

constexpr Statistic kRows[] = {
    {{"blank_rate", Tier::Core, Share, kOverall, Basis::Answers, &kBlankRate}, rate<Answer::Blank>},
    {{"na_rate", Tier::Core, Share, kOverall, Basis::Answers, &kNaRate}, rate<Answer::NotApplicable>},
    {{"invalid_cells", Tier::Core, Count, kOverall, Basis::Answers, &kInvalidCells}, invalid_cells},
    {{"q_n_straight_ideal", Tier::Core, Count, kOverall, Basis::Everything, &kStraightGroup}, straight<I>},
    {{"q_n_straight_actual", Tier::Core, Count, kOverall, Basis::Everything, &kStraightGroup}, straight<A>},
    {{"q_n_identical_sides", Tier::Core, Count, kOverall, Basis::Everything, &kIdenticalGroup}, identical_sides},
    {{"q_n_duplicate", Tier::Core, Count, kOverall, Basis::Everything, &kDuplicatesGroup}, duplicates},
};

}  // namespace

Part responses() { return {"Missing and odd answers of a group", kRows}; }

}  // namespace partnership::catalogue
