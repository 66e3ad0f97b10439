#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "input/tally_file.hpp"
#include "input/tally_parts.hpp"
#include "instrument/clean_text.hpp"

namespace partnership {
namespace {

struct Bounds {
  std::int64_t lowest, highest;
};

// What one respondent adds to a sum, to the product of an item with itself, and to that of two items.
struct ItemBounds {
  Bounds sum, square, product;
};
constexpr ItemBounds kItemBounds[] = {{{1, 4}, {1, 16}, {1, 16}}, {{1, 4}, {1, 16}, {1, 16}}, {{-3, 3}, {0, 9}, {-9, 9}}};  // by ItemValue

std::int64_t number(TallyLine& parsed, Bounds of_one, std::uint64_t n) {
  return parsed.number(of_one.lowest * static_cast<std::int64_t>(n), of_one.highest * static_cast<std::int64_t>(n));
}

// [ranks] respondents 2 doubled 2 6 4 8 10 ties 0
void read_ranks(TallyLine& parsed, TalliedGroup& group) {
  auto& ranks = group.counts.ranks;
  const std::uint64_t k = ranks.doubled_sums.size();
  parsed.word("[ranks]");
  parsed.word("respondents");
  ranks.respondents = parsed.count();
  std::uint64_t most = TallyLine::kCountLimit / (k * (k + 1));
  for (std::size_t i = 0; i < k; ++i) most = std::min(most, group.counts.scopes[i].scores[0].n());  // principles are the first scopes
  if (ranks.respondents == 0 || ranks.respondents > most)
    return parsed.fail("only respondents with a score on every principle rank them; from one on they are given");
  const auto n = static_cast<std::int64_t>(ranks.respondents);
  parsed.word("doubled");
  std::uint64_t all = 0;
  for (auto& sum : ranks.doubled_sums) all += sum = static_cast<std::uint64_t>(parsed.number(2 * n, 2 * n * static_cast<std::int64_t>(k)));
  if (all != ranks.respondents * k * (k + 1))
    parsed.fail(fmt::format("the doubled ranks of {} respondents come to {}, not to {}", n, ranks.respondents * k * (k + 1), all));
  parsed.word("ties");
  ranks.ties = static_cast<std::uint64_t>(parsed.number(0, n * static_cast<std::int64_t>(k * k * k - k)));
}

// How many respondents can have given all points of a principle.
std::uint64_t most_complete(const TallyCounts& counts, std::size_t principle, ItemValue value) {
  const auto& items = counts.items[principle];
  if (value == ItemValue::Ideal) return counts.scopes[principle].rated;
  if (value == ItemValue::Actual) return counts.respondents;
  return std::min({counts.scopes[principle].scores[0].n(), items.of(ItemValue::Ideal).n(), items.of(ItemValue::Actual).n()});
}

// [items] 1 ideal n 2 sums 7 8 products 25 28 32
void read_items(TallyLine& parsed, TalliedGroup& group, std::size_t& next) {
  const auto& scopes = group.instrument->scopes();
  parsed.word("[items]");
  const auto key = parsed.any_word();
  std::size_t principle = 0;
  while (principle < group.counts.items.size() && scopes[principle].key != key) ++principle;
  if (principle == group.counts.items.size())
    return parsed.fail(fmt::format("{} is not a principle of the instrument '{}'", quoted_text(key), group.instrument->name));
  const auto word = parsed.any_word();
  const auto at = static_cast<std::size_t>(std::find(kItemWords.begin(), kItemWords.end(), word) - kItemWords.begin());
  if (at == kItemWords.size()) return parsed.fail(quoted_text(word) + " stands where 'ideal', 'actual' or 'gap' is due");
  if (principle * kItemValues + at < next) return parsed.fail("items are not in order, or some are there twice");
  next = principle * kItemValues + at + 1;
  const auto value = static_cast<ItemValue>(at);
  parsed.word("n");
  const auto n = parsed.count();
  if (n == 0 || n > most_complete(group.counts, principle, value))
    return parsed.fail("more respondents than can have given every point, or none, which is left out");
  const auto& bounds = kItemBounds[at];
  const std::size_t k = scopes[principle].practices.size();
  std::vector<std::int64_t> sums, products;
  parsed.word("sums");
  for (std::size_t i = 0; i < k && !parsed.failed(); ++i) sums.push_back(number(parsed, bounds.sum, n));
  parsed.word("products");
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t j = 0; j <= i && !parsed.failed(); ++j) products.push_back(number(parsed, i == j ? bounds.square : bounds.product, n));
  if (!parsed.failed()) group.counts.items[principle].add(value, CrossProducts(n, std::move(sums), std::move(products)));
}

// [straight] ideal 2 actual 0 identical 1
void read_straight(TallyLine& parsed, TalliedGroup& group) {
  auto& quality = group.counts.quality;
  const auto at_most = static_cast<std::int64_t>(group.counts.respondents);
  parsed.word("[straight]");
  parsed.word("ideal");
  quality.straight[0] = static_cast<std::uint64_t>(parsed.number(0, at_most));
  parsed.word("actual");
  quality.straight[1] = static_cast<std::uint64_t>(parsed.number(0, at_most));
  parsed.word("identical");
  quality.identical_sides = static_cast<std::uint64_t>(parsed.number(0, at_most));
  if (quality.straight[0] + quality.straight[1] + quality.identical_sides == 0)
    parsed.fail("where nobody is counted, this line is left out");
}

// What lines of sets must agree on with those before.
struct SetsSoFar {
  AnswerSets::Hash last;
  std::uint64_t sets = 0, responses = 0;
};

// [sets] 6c0b5b2f0c7e4d6f8a3b1c5d7e9f0a2b:2, sixteen of them in each line but the last
void read_sets(TallyLine& parsed, TalliedGroup& group, SetsSoFar& so_far) {
  parsed.word("[sets]");
  if (so_far.sets % kSetsInALine != 0) parsed.fail(fmt::format("only the last line of sets has fewer than {}", kSetsInALine));
  for (std::size_t in_line = 0; in_line == 0 || (in_line < kSetsInALine && parsed.has_more()); ++in_line) {
    const auto [hash, times] = parsed.answer_set();
    if (parsed.failed()) return;
    if (so_far.sets > 0 && !(so_far.last < hash)) return parsed.fail("sets of answers are not in order, or one is there twice");
    so_far.last = hash;
    ++so_far.sets;
    so_far.responses += times;
    if (so_far.responses > group.counts.respondents)
      return parsed.fail(fmt::format("more sets of answers than the group has respondents ({})", group.counts.respondents));
    group.counts.quality.sets.add(hash, times);
  }
}

}  // namespace

bool read_tally_answers(TallyLines& lines, const TallyHeader& header, TalliedGroup& group) {
  auto& counts = group.counts;
  if (counts.scopes.empty()) return true;
  const auto& instrument = *group.instrument;
  counts.ranks.doubled_sums.resize(instrument.principles.size());
  for (std::size_t i = 0; i < instrument.principles.size(); ++i) counts.items.emplace_back(instrument.scopes()[i].practices);
  if (lines.is(kTallyAnswers[0])) {
    auto parsed = lines.line();
    read_ranks(parsed, group);
    if (!lines.done(parsed)) return false;
  }
  for (std::size_t next = 0; lines.is(kTallyAnswers[1]);) {
    auto parsed = lines.line();
    read_items(parsed, group, next);
    if (!lines.done(parsed)) return false;
  }
  if (lines.is(kTallyAnswers[2])) {
    auto parsed = lines.line();
    read_straight(parsed, group);
    if (!lines.done(parsed)) return false;
  }
  if (!header.hashes) {
    counts.quality.sets.forgo();
    return true;
  }
  for (SetsSoFar so_far; lines.is(kTallyAnswers[3]);) {
    auto parsed = lines.line();
    read_sets(parsed, group, so_far);
    if (!lines.done(parsed)) return false;
  }
  return true;
}

}  // namespace partnership
