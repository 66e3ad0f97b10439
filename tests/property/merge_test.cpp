// What the whole design stands on: tallies add, so any split of the responses, tallied apart and merged in any order,
// gives the same tally and from it the same statistics to the last bit; and the statistics mean what their signs say.
#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

#include "partnership/group_statistics.hpp"
#include "support/small_forms.hpp"

namespace partnership {
namespace {

constexpr Level kLevels[] = {Level::Practice, Level::Block, Level::Principle, Level::Actor, Level::Overall};

// Blocks of one to four practices, a principle of one actor only: scores with many different denominators.
const InstrumentPtr& small_form() {
  static const InstrumentPtr kForm = sample::form("1P1 1P2 1P3 1S1 1S2 2P1 2S1 2S2 2S3 2S4 3P1 3P2");
  return kForm;
}

// One respondent's answers as numbers, so that RapidCheck can show and shrink them: 0 to 35 a cell of the joint table
// (points first), 36 not asked. Practices beyond the length are blank.
using Answers = std::vector<int>;

Response response_of(const Answers& answers) {
  Response response;
  response.instrument = small_form();
  response.ratings.assign(small_form()->practices.size(), Rating(Answer::Blank, Answer::Blank));
  for (std::size_t i = 0; i < std::min(answers.size(), response.ratings.size()); ++i)
    response.ratings[i] = answers[i] == 36 ? Rating() : Rating(static_cast<Answer>(answers[i] / 6), static_cast<Answer>(answers[i] % 6));
  response.invalid_cells = answers.size() % 3;
  return response;
}

Response swapped(Response response) {
  for (Rating& rating : response.ratings)
    if (rating.asked()) rating = Rating(rating.actual(), rating.ideal());
  return response;
}

// Mostly pairs; N/A, blank and not asked often enough that the half rule decides.
rc::Gen<Answers> some_answers() {
  const auto state = rc::gen::weightedElement<int>({{5, 0}, {5, 1}, {8, 2}, {10, 3}, {1, 4}, {2, 5}});
  const auto cell = rc::gen::apply([](int ideal, int actual) { return 6 * ideal + actual; }, state, state);
  const auto rating = rc::gen::weightedOneOf<int>({{19, cell}, {1, rc::gen::just(36)}});
  return rc::gen::container<Answers>(small_form()->practices.size(), rating);
}

rc::Gen<std::vector<Answers>> some_respondents() { return rc::gen::container<std::vector<Answers>>(some_answers()); }

// Respondents who nearly all rate everything 4 and c.
rc::Gen<std::vector<Answers>> alike_respondents() {
  const auto rating = rc::gen::weightedElement<int>({{60, 20}, {1, 21}, {1, 14}, {1, 35}});
  return rc::gen::container<std::vector<Answers>>(rc::gen::container<Answers>(small_form()->practices.size(), rating));
}

Tally tally_of(const std::vector<Response>& responses, TallyDepth depth = TallyDepth::Scopes) {
  Tally tally(small_form(), depth);
  for (const auto& response : responses) tally.add(response);
  return tally;
}

std::vector<Response> responses_of(const std::vector<Answers>& respondents) {
  std::vector<Response> responses;
  for (const auto& answers : respondents) responses.push_back(response_of(answers));
  return responses;
}

struct Line {  // one statistic of one practice or scope, to the bit
  std::string what;
  std::uint64_t value, lower, upper, n;
  Reason reason;
  bool operator==(const Line&) const = default;
};

void showValue(const Line& line, std::ostream& out) {
  out << line.what << ": " << std::bit_cast<double>(line.value) << " [" << std::bit_cast<double>(line.lower) << ", "
      << std::bit_cast<double>(line.upper) << "] n = " << line.n;
}

// No value is one NaN like another.
std::uint64_t bits(double value) { return std::bit_cast<std::uint64_t>(std::isnan(value) ? kUnavailable : value); }

template <class F>
void for_every_estimate(const GroupStatistics& group, F&& f) {
  for (const Statistic& row : statistics_table())
    for (const Level level : kLevels)
      if (row.at(level))
        for (const Subject& subject : group.subjects(level)) f(row, subject, *group.get(row.name, subject));
}

std::vector<Line> every_statistic(const Tally& tally, const std::vector<const Tally*>& partnerships = {}) {
  const GroupStatistics group(tally, partnerships);
  std::vector<Line> lines;
  for_every_estimate(group, [&](const Statistic& row, const Subject& subject, const Estimate& e) {
    lines.push_back({std::string(row.name) + " of " + group.key(subject), bits(e.value), bits(e.lower), bits(e.upper), e.n, e.reason});
  });
  return lines;
}

// --- merging ---

RC_GTEST_PROP(Merge, OfAnySplitInAnyOrderEqualsOnePass, ()) {
  const auto responses = responses_of(*some_respondents());
  const auto depth = *rc::gen::element(TallyDepth::Practices, TallyDepth::Scopes, TallyDepth::Everything);
  const auto shards = *rc::gen::inRange<std::size_t>(1, 6);
  std::vector<Tally> parts(shards, Tally(small_form(), depth));
  for (const auto& response : responses) parts[*rc::gen::inRange<std::size_t>(0, shards)].add(response);
  for (const auto& part : parts)
    if (*rc::gen::arbitrary<bool>()) part.settle();  // or it is a tally of few

  // Merge two of the parts that are left until one is: every order and every tree.
  while (parts.size() > 1) {
    const auto from = *rc::gen::inRange<std::size_t>(0, parts.size());
    const Tally part = parts[from];
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(from));
    parts[*rc::gen::inRange<std::size_t>(0, parts.size())].add(part);
  }

  const Tally whole = tally_of(responses, depth);
  RC_ASSERT(parts[0] == whole);
  parts[0].settle();
  whole.settle();
  RC_ASSERT(parts[0].bytes() == whole.bytes());
  if (depth != TallyDepth::Practices) RC_ASSERT(every_statistic(parts[0]) == every_statistic(whole));
}

RC_GTEST_PROP(Merge, OrderOfRespondentsChangesNoBit, ()) {
  auto responses = responses_of(*some_respondents());
  const Tally before = tally_of(responses);
  for (std::size_t i = responses.size(); i > 1; --i) std::swap(responses[i - 1], responses[*rc::gen::inRange<std::size_t>(0, i)]);
  const Tally after = tally_of(responses);
  RC_ASSERT(before == after);
  RC_ASSERT(every_statistic(before) == every_statistic(after));
}

RC_GTEST_PROP(Merge, LeavesThePartsAsTheyWere, ()) {
  const Tally a = tally_of(responses_of(*some_respondents())), b = tally_of(responses_of(*some_respondents()));
  Tally ab = a, ba = b;
  ab.add(b);
  ba.add(a);
  RC_ASSERT(ab == ba);
  RC_ASSERT(ab.respondents() == a.respondents() + b.respondents());
  RC_ASSERT(ab.practice(0).asked() == a.practice(0).asked() + b.practice(0).asked());
}

// --- swapping ideal and actual ---

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

RC_GTEST_PROP(Swap, TurnsTheSignOfGapsAndKeepsTheirSize, ()) {
  const auto responses = responses_of(*some_respondents());
  std::vector<Response> turned;
  std::transform(responses.begin(), responses.end(), std::back_inserter(turned), swapped);
  const Tally straight = tally_of(responses), reversed = tally_of(turned);
  const GroupStatistics group(reversed);
  for_every_estimate(GroupStatistics(straight), [&](const Statistic& row, const Subject& subject, const Estimate& estimate) {
    const Estimate other = *group.get(row.name, {&group, subject.level, subject.index});
    const auto what = std::string(row.name) + " of " + group.key(subject);
    if (is_one_of(row.name, {"gap_mean", "net_shortfall", "rank_biserial", "actor_contrast_gap"})) {
      RC_LOG() << what << ": " << estimate.value << " and " << other.value << '\n';
      RC_ASSERT(estimate.available() == other.available());
      RC_ASSERT(estimate.n == other.n);
      RC_ASSERT(!estimate.available() || estimate.value == -other.value);
      RC_ASSERT(!estimate.has_interval() || std::abs(estimate.lower + other.upper) < 1e-12);
      RC_ASSERT(!estimate.has_interval() || std::abs(estimate.upper + other.lower) < 1e-12);
    } else if (is_one_of(row.name,
                         {"pairs", "scored", "absgap_mean", "congruence", "agree_exact", "agree_within1", "wilcoxon_pratt_p", "sign_p",
                          "wilcoxon_pratt_p_holm", "wilcoxon_pratt_p_bh", "p_min", "congruence_rank", "actor_contrast_p"})) {
      RC_LOG() << what << ": " << estimate.value << " and " << other.value << '\n';
      RC_ASSERT(bits(estimate.value) == bits(other.value));
      RC_ASSERT(bits(estimate.lower) == bits(other.lower));
      RC_ASSERT(estimate.n == other.n);
    }
  });
}

RC_GTEST_PROP(Swap, ExchangesTheTwoSides, ()) {
  const auto responses = responses_of(*some_respondents());
  std::vector<Response> turned;
  std::transform(responses.begin(), responses.end(), std::back_inserter(turned), swapped);
  const Tally straight = tally_of(responses), reversed = tally_of(turned);
  const GroupStatistics one(straight), two(reversed);
  for (const Level level : kLevels)
    for (const Subject& subject : one.subjects(level)) {
      RC_ASSERT(bits(one.get("ideal_mean", subject)->value) == bits(two.get("actual_mean", subject)->value));
      RC_ASSERT(bits(one.get("actual_mean", subject)->value) == bits(two.get("ideal_mean", subject)->value));
      if (level != Level::Practice) continue;
      RC_ASSERT(one.get("ideal_valid", subject)->value == two.get("actual_valid", subject)->value);
      RC_ASSERT(bits(one.get("shortfall_share", subject)->upper) == bits(two.get("excess_share", subject)->upper));
    }
}

// --- what must hold within one group ---

void expect_bounds(const GroupStatistics& group) {
  for_every_estimate(group, [&](const Statistic& row, const Subject& subject, const Estimate& e) {
    RC_LOG() << row.name << " of " << subject.group->key(subject) << ": " << e.value << " [" << e.lower << ", " << e.upper << "]\n";
    RC_ASSERT(e.available() || e.reason != Reason::None);
    RC_ASSERT(!std::isinf(e.value));
    RC_ASSERT(!e.has_interval() || (e.lower <= e.value && e.value <= e.upper));
    RC_ASSERT(!e.has_interval() || e.reason == Reason::None);
    if (row.quantity == Quantity::Probability && e.available()) RC_ASSERT(e.value > 0 && e.value <= 1);
    if (row.quantity == Quantity::Share && e.available()) RC_ASSERT(e.value >= 0 && e.value <= 1);
  });
}

RC_GTEST_PROP(Estimates, StayWithinTheirBounds, ()) { expect_bounds(GroupStatistics(tally_of(responses_of(*some_respondents())))); }

// Up to hundreds of billions of them, many of whom answer alike: where double precision and a library's series give up.
RC_GTEST_PROP(Estimates, StayWithinTheirBoundsForAnyNumberOfRespondents, ()) {
  std::vector<Tally> partnerships;
  Tally whole(small_form(), TallyDepth::Everything);
  for (const auto& respondents : *rc::gen::container<std::vector<std::vector<Answers>>>(4, rc::gen::oneOf(some_respondents(), alike_respondents()))) {
    auto& tally = partnerships.emplace_back(tally_of(responses_of(respondents), TallyDepth::Everything));
    for (int doublings = *rc::gen::inRange(0, 31); doublings > 0; --doublings) {
      const Tally same = tally;
      tally.add(same);
    }
    whole.add(tally);
  }
  expect_bounds(GroupStatistics(whole, {&partnerships[0], &partnerships[1], &partnerships[2], &partnerships[3]}));
}

RC_GTEST_PROP(Estimates, GapIsTheDifferenceOfTheMeans, ()) {
  const Tally tally = tally_of(responses_of(*some_respondents()));
  const GroupStatistics group(tally);
  for (const Level level : kLevels)
    for (const Subject& subject : group.subjects(level)) {
      const Estimate gap = *group.get("gap_mean", subject);
      if (gap.available())
        RC_ASSERT(std::abs(group.get("ideal_mean", subject)->value - group.get("actual_mean", subject)->value - gap.value) < 1e-12);
    }
}

RC_GTEST_PROP(Estimates, NoTestGoesBelowTheSmallestP, ()) {
  const Tally tally = tally_of(responses_of(*some_respondents()));
  const GroupStatistics group(tally);
  for (const Level level : kLevels)
    for (const Subject& subject : group.subjects(level)) {
      const Estimate smallest = *group.get("p_min", subject);
      if (!smallest.available()) continue;
      RC_ASSERT(group.get("wilcoxon_pratt_p", subject)->value >= smallest.value * (1 - 1e-12));
      RC_ASSERT(group.get("sign_p", subject)->value >= smallest.value * (1 - 1e-12));
    }
}

// The order in which partnerships are handed over is fixed by the caller, yet their mean does not depend on it.
RC_GTEST_PROP(Partnerships, OrderDoesNotChangeTheirMean, ()) {
  std::vector<Tally> tallies;
  Tally whole(small_form(), TallyDepth::Scopes);
  const auto several = *rc::gen::container<std::vector<std::vector<Answers>>>(4, some_respondents());
  for (const auto& respondents : several) {
    tallies.push_back(tally_of(responses_of(respondents)));
    whole.add(tallies.back());
  }
  const GroupStatistics forwards(whole, {&tallies[0], &tallies[1], &tallies[2], &tallies[3]});
  const GroupStatistics backwards(whole, {&tallies[3], &tallies[2], &tallies[1], &tallies[0]});
  for (const Level level : {Level::Practice, Level::Principle, Level::Overall})
    for (const Subject& subject : forwards.subjects(level)) {
      const Estimate there = *forwards.get("gap_mean_of_partnerships", subject), back = *backwards.get("gap_mean_of_partnerships", subject);
      RC_ASSERT(bits(there.value) == bits(back.value));
      RC_ASSERT(there.n == back.n);
    }
}

}  // namespace
}  // namespace partnership
