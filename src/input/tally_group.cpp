#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "input/tally_file.hpp"
#include "input/tally_parts.hpp"
#include "instrument/clean_text.hpp"
#include "instrument/limits.hpp"

namespace partnership {
namespace {

// The least and the greatest score that a measure can have.
struct Range {
  std::int32_t lowest, highest;
};
constexpr Range kRanges[] = {{1, 4}, {1, 4}, {-3, 3}, {0, 3}, {0, 1}, {-1, 1}};  // by Measure
constexpr Range kContrastRange = {-6, 6};

void read_scores(TallyLine& parsed, std::uint64_t respondents, Scores& into, Range range, std::size_t largest_denominator) {
  std::optional<Fraction> last;
  do {
    const auto score = parsed.score(range.lowest, range.highest, largest_denominator);
    if (parsed.failed()) return;
    if (last && !(*last < score.value)) return parsed.fail("scores are not in order, or one is there twice");
    last = score.value;
    into.append(score.value, score.count);
    if (into.n() > respondents) return parsed.fail(fmt::format("more scores than the group has respondents ({})", respondents));
  } while (parsed.next_is_number());
}

// Practices come in the order of the instrument; those with no answers at all are left out.
void read_practice(TallyLine& parsed, TalliedGroup& group, std::size_t& next) {
  const auto code = parsed.any_word();
  const auto& practices = group.instrument->practices;
  const auto at = group.instrument->find(code);
  if (!at)
    parsed.fail(fmt::format("{} is not a practice of the instrument '{}'", quoted_text(code), group.instrument->name));
  else if (*at < next)
    parsed.fail(fmt::format("{} does not come behind {}", code, practices[next - 1].code));
  if (parsed.failed()) return;
  next = *at + 1;
  std::uint64_t asked = 0;
  std::size_t lowest = 0;
  do {
    const auto cell = parsed.cell();
    if (parsed.failed()) break;
    if (cell.joint_index < lowest) parsed.fail("pairs of answers are not in order, or one is there twice");
    lowest = cell.joint_index + 1;
    asked += cell.count;
    if (!group.counts.counts_only && asked > group.counts.respondents)
      parsed.fail(fmt::format("more answers than the group has respondents ({})", group.counts.respondents));
    if (asked > kMostTallied) parsed.fail(fmt::format("these are more than {} answers", kMostTalliedText));
    group.counts.practices[*at].add(
        Rating(static_cast<Answer>(cell.joint_index / kAnswerStates), static_cast<Answer>(cell.joint_index % kAnswerStates)), cell.count);
  } while (parsed.has_more());
}

void read_scope(TallyLine& parsed, TalliedGroup& group, std::size_t& next) {
  const auto& scopes = group.instrument->scopes();
  const auto key = parsed.any_word();
  std::size_t at = next;
  while (at < scopes.size() &&
         !(key.size() == scopes[at].key.size() + 2 && key.substr(1, key.size() - 2) == scopes[at].key && key.back() == ']'))
    ++at;
  if (at == scopes.size() || group.counts.scopes.empty())
    return parsed.fail(quoted_text(key) + " is not a scope of this group, or does not come behind the one before");
  next = at + 1;
  const auto& scope = scopes[at];
  auto& tally = group.counts.scopes[at];
  parsed.word("rated");
  tally.rated = parsed.count();
  parsed.word("endorsed");
  tally.endorsed = parsed.count();
  if (tally.rated > group.counts.respondents || tally.endorsed > tally.rated)
    return parsed.fail("of the respondents some have rated, and of those some have endorsed; these are more");
  if (!parsed.has_more()) return;
  const std::size_t practices = scope.practices.size();
  for (std::size_t m = 0; m < kMeasureWords.size(); ++m) {
    parsed.word(kMeasureWords[m]);
    read_scores(parsed, group.counts.respondents, tally.scores[m], kRanges[m], practices);
    if (tally.scores[m].n() != tally.scores[0].n())
      parsed.fail(fmt::format("there are {} scores of '{}' and {} of 'ideal'", tally.scores[m].n(), kMeasureWords[m], tally.scores[0].n()));
  }
  if (!parsed.has_more()) return;
  parsed.word("contrast");
  read_scores(parsed, group.counts.respondents, tally.contrast, kContrastRange, practices * practices);
  if (scope.actor || tally.contrast.n() > tally.scores[0].n()) parsed.fail("there are more contrasts than this scope can have");
}

bool is_of_answers(const TallyLines& lines) {
  return std::any_of(kTallyAnswers.begin(), kTallyAnswers.end(), [&](std::string_view word) { return lines.is(word); });
}

}  // namespace

bool read_tally_group(TallyLines& lines, const TallyHeader& header, TalliedGroup& group) {
  auto head = lines.line();
  head.word("group");
  group = TalliedGroup();
  group.instrument = tallied_instrument(head, header);
  group.wave = head.text();
  for (std::size_t i = 0; i < header.kept.size(); ++i) group.values.push_back(head.text());
  group.position = {lines.number(), 1};
  if (!lines.done(head)) return false;

  auto& counts = group.counts;
  auto size = lines.line();
  counts.counts_only = lines.is(" counts");
  size.word(counts.counts_only ? "counts" : "respondents");
  if (!counts.counts_only) {
    counts.respondents = size.count();
    size.word("invalid");
    counts.invalid_cells = size.count();
    if (counts.respondents == 0) size.fail("a group has at least one respondent");
  }
  if (!lines.done(size)) return false;

  counts.practices.resize(group.instrument->practices.size());
  const bool has_scopes = !counts.counts_only && counts.respondents > 1;  // of one respondent the answers say it all
  if (has_scopes) counts.scopes.resize(group.instrument->scopes().size());
  for (std::size_t next = 0; lines.is(" ") && !lines.is(" [");) {
    auto parsed = lines.line();
    read_practice(parsed, group, next);
    if (!lines.done(parsed)) return false;
  }
  for (std::size_t next = 0; lines.is(" [") && !is_of_answers(lines);) {
    auto parsed = lines.line();
    read_scope(parsed, group, next);
    if (!lines.done(parsed)) return false;
  }
  return read_tally_answers(lines, header, group);
}

}  // namespace partnership
