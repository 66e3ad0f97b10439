#include "partnership/quality.hpp"

#include "partnership/statistics.hpp"
#include "statistics/catalogue.hpp"

namespace partnership {
namespace {

using namespace catalogue;
using enum Quantity;

Estimate spread_of(const std::array<std::uint64_t, 4>& points) {
  Scores scores;
  for (int i = 0; i < 4; ++i) scores.append(Fraction(i + 1), points[static_cast<std::size_t>(i)]);
  return standard_deviation_of(scores, Reason::NoAnswers);
}

constexpr std::size_t kIdeal = 0, kActual = 1;

struct R {  // one response
  const ResponseQuality& own;
  std::uint64_t invalid_cells = 0;
  std::optional<std::uint64_t> alike;
  std::uint64_t group = 0;
  [[nodiscard]] std::uint64_t k() const { return own.practices; }
  [[nodiscard]] std::uint64_t ideal() const { return own.answered(kIdeal); }
  [[nodiscard]] std::uint64_t actual() const { return own.answered(kActual); }
};

constexpr Explanation kAnswered{
    .meaning = "How many practices the respondent rated on the {side} side.",
    .formula = "Number of {side} ratings; n = practices.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};
constexpr Explanation kOwnPairs{
    .meaning = "How many practices the respondent rated on both sides.",
    .formula = "Number of pairs; n = practices.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};
constexpr Explanation kOwnBlank{
    .meaning = "How many answers the respondent left blank.",
    .formula = "Blank answers on both sides, unreadable ones taken as blank included; n = 2 x practices.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};
constexpr Explanation kOwnNa{
    .meaning = "How many of the respondent's answers are N/A.",
    .formula = "N/A answers on both sides; n = 2 x practices.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};
constexpr Explanation kOwnInvalid{
    .meaning = "How many of the respondent's answers were unreadable and taken as blank (--on-error blank).",
    .formula = "Their number on both sides; n = 2 x practices.",
    .unavailable = "Never; 0 if there are none.",
    .reference = "count"};
constexpr Explanation kLongstring{
    .meaning = "The longest run of the same {side} rating, one practice after another.",
    .formula = "Length of the longest run of equal {side} ratings in the order of the form; N/A, blank and not asked end a run. n = {side} "
               "ratings.",
    .unavailable = "Never; 0 without ratings.",
    .reference = "Johnson 2005"};
constexpr Explanation kIrv{
    .meaning = "How much the respondent's {side} ratings differ; 0 = all the same.",
    .formula = "Standard deviation (n - 1) of the n {side} ratings.",
    .unavailable = "Without ratings (no_answers) and with one (n<2).",
    .reference = "Dunn et al. 2018"};
constexpr Explanation kStraight{
    .meaning = "1 if the respondent gave the same {side} rating throughout. A flag to look at; on the ideal side it may be meant.",
    .formula = "1 if there are {side} ratings on at least half of the practices and all are equal, else 0; n = {side} ratings.",
    .unavailable = "Never.",
    .reference = "Curran 2016"};
constexpr Explanation kIdentical{
    .meaning = "1 if the respondent rated both sides of everything the same. A flag to look at.",
    .formula = "1 if there are pairs on at least half of the practices and all have ideal - actual = 0, else 0; n = pairs.",
    .unavailable = "Never.",
    .reference = "Curran 2016"};
constexpr Explanation kDuplicate{
    .meaning = "How many responses of the group have exactly these answers, this one included; 2 or more is a flag to look at.",
    .formula = "Responses of the same stage and wave with the same answers (points, N/A, blank) on both sides of all practices, told apart by a "
               "128-bit hash; 1 if fewer of them are ratings than there are practices. n = responses.",
    .unavailable = "Beside a tally file written without --keep-hashes (not_tallied).",
    .reference = "Kuriakose & Robbins 2016"};

constexpr RowOf<R> kRows[] = {
    {{"q_answered_ideal", Tier::Core, Count, kRespondentLevel, Basis::Respondents, &kAnswered}, [](const R& r) { return count(r.ideal(), r.k()); }},
    {{"q_answered_actual", Tier::Core, Count, kRespondentLevel, Basis::Respondents, &kAnswered}, [](const R& r) { return count(r.actual(), r.k()); }},
    {{"q_pairs", Tier::Core, Count, kRespondentLevel, Basis::Respondents, &kOwnPairs}, [](const R& r) { return count(r.own.pairs, r.k()); }},
    {{"q_blank", Tier::Core, Count, kRespondentLevel, Basis::Respondents, &kOwnBlank}, [](const R& r) { return count(r.own.blank, 2 * r.k()); }},
    {{"q_na", Tier::Core, Count, kRespondentLevel, Basis::Respondents, &kOwnNa}, [](const R& r) { return count(r.own.not_applicable, 2 * r.k()); }},
    {{"q_invalid", Tier::Core, Count, kRespondentLevel, Basis::Respondents, &kOwnInvalid}, [](const R& r) { return count(r.invalid_cells, 2 * r.k()); }},
    {{"q_longstring_ideal", Tier::Standard, Count, kRespondentLevel, Basis::Respondents, &kLongstring}, [](const R& r) { return count(r.own.longest_run[kIdeal], r.ideal()); }},
    {{"q_longstring_actual", Tier::Standard, Count, kRespondentLevel, Basis::Respondents, &kLongstring}, [](const R& r) { return count(r.own.longest_run[kActual], r.actual()); }},
    {{"q_irv_ideal", Tier::Standard, Mean, kRespondentLevel, Basis::Respondents, &kIrv}, [](const R& r) { return spread_of(r.own.points[kIdeal]); }},
    {{"q_irv_actual", Tier::Standard, Mean, kRespondentLevel, Basis::Respondents, &kIrv}, [](const R& r) { return spread_of(r.own.points[kActual]); }},
    {{"q_straight_ideal", Tier::Core, Count, kRespondentLevel, Basis::Respondents, &kStraight}, [](const R& r) { return count(r.own.straight(kIdeal), r.ideal()); }},
    {{"q_straight_actual", Tier::Core, Count, kRespondentLevel, Basis::Respondents, &kStraight}, [](const R& r) { return count(r.own.straight(kActual), r.actual()); }},
    {{"q_identical_sides", Tier::Core, Count, kRespondentLevel, Basis::Respondents, &kIdentical}, [](const R& r) { return count(r.own.identical_sides(), r.own.pairs); }},
    {{"q_duplicate_group", Tier::Core, Count, kRespondentLevel, Basis::Respondents, &kDuplicate}, [](const R& r) { return r.alike ? count(*r.alike, r.group) : Estimate{.reason = Reason::NotTallied}; }},
};

}  // namespace

namespace catalogue {

std::vector<const StatisticRow*> quality_rows() {
  std::vector<const StatisticRow*> found;
  append(found, kRows);
  return found;
}

}  // namespace catalogue

std::vector<QualityFigure> quality_figures(const ResponseQuality& quality, std::uint64_t invalid_cells, std::optional<std::uint64_t> alike,
                                           std::uint64_t group, const Choice& wanted) {
  const R response{quality, invalid_cells, alike, group};
  std::vector<QualityFigure> found;
  for (const auto& row : kRows)
    if (wanted(row)) found.push_back({&row, row.compute(response)});
  return found;
}

}  // namespace partnership
