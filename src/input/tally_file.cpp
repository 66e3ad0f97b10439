#include "input/tally_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "input/tally_line.hpp"
#include "instrument/checksum.hpp"

namespace partnership {
namespace {

constexpr std::size_t kLongestLine = std::size_t{16} << 20U;
constexpr std::size_t kHashDigits = 32;

// The least and the greatest score that a measure can have.
struct Range {
  std::int32_t lowest, highest;
};
constexpr Range kRanges[] = {{1, 4}, {1, 4}, {-3, 3}, {0, 3}, {0, 1}, {-1, 1}};  // by Measure
constexpr Range kContrastRange = {-6, 6};

class TallyReader {
 public:
  TallyReader(TextStream& text, const std::string& file, const InputOptions& options, Intake& intake)
      : text_(text), file_(file), options_(options), intake_(intake) {}

  void read() {
    if (!read_version() || !read_header()) return;
    intake_.begin_tally(file_, header_);
    while (is("group ")) {
      if (intake_.full() || !read_group()) return;
    }
    if (header_.hashes && !read_hashes()) return;
    (void)read_end();
  }

 private:
  // The next line into line_. False at the end of the file or after a fault, which the intake has been told.
  bool advance();
  [[nodiscard]] bool is(std::string_view start) const { return line_.starts_with(start); }
  [[nodiscard]] TallyLine line() const { return {line_, number_, file_}; }
  // Closes a line: false with its fault told, or if there is none, whether a further line could be read.
  bool done(TallyLine& parsed);
  bool reject(Fault fault) {
    intake_.reject(std::move(fault));
    return false;
  }
  bool reject(FaultKind kind, std::string message, std::string hint = "") {
    return reject({kind, file_, {number_, 0}, "", "", std::move(message), std::move(hint), ""});
  }
  bool damaged(std::string message) {
    return reject(FaultKind::DamagedTally, std::move(message), "copy the file again, or write it anew with partnership-tally");
  }

  bool read_version();
  bool read_header();
  bool read_sources();
  bool read_instruments();
  bool read_instrument(TallyLine& parsed);
  bool read_totals();
  bool read_group();
  bool read_practice(TallyLine& parsed, std::size_t& next);
  void read_scope(TallyLine& parsed, std::size_t& next);
  void read_scores(TallyLine& parsed, Scores& into, Range range, std::size_t largest_denominator);
  bool read_hashes();
  bool read_end();
  [[nodiscard]] InstrumentPtr instrument_named(TallyLine& parsed) const;

  TextStream& text_;
  const std::string& file_;
  const InputOptions& options_;
  Intake& intake_;
  std::string_view piece_, line_;
  std::string cut_, joined_;  // a line that goes over pieces, before and after it is whole
  std::uint64_t number_ = 0;
  bool ended_ = false;  // the text
  Checksum sum_;        // of all lines so far, but for the last one of the file
  TallyHeader header_;
  TalliedGroup group_;
  std::unordered_set<std::string> groups_;
  std::uint64_t scored_ = 0;  // in the groups so far
};

bool TallyReader::advance() {
  for (;;) {
    const auto end = piece_.find('\n');
    if (end != std::string_view::npos) {
      line_ = piece_.substr(0, end);
      piece_.remove_prefix(end + 1);
      if (!cut_.empty()) line_ = joined_ = std::exchange(cut_, {}).append(line_);
      ++number_;
      if (!is("end ")) {
        sum_.add(line_);
        sum_.add("\n");
      }
      return true;
    }
    cut_ += piece_;
    if (cut_.size() > kLongestLine) return damaged("a line of a tally file is never as long as this one");
    const auto piece = text_.next();
    if (!piece) return reject(piece.error());
    piece_ = *piece;
    if (!piece_.empty()) continue;
    ended_ = true;
    line_ = {};
    return false;
  }
}

bool TallyReader::done(TallyLine& parsed) {
  parsed.end();
  if (parsed.failed()) return reject(*parsed.fault());
  if (advance()) return true;
  return ended_ ? damaged("the file is cut off: it has no line 'end'") : false;
}

bool TallyReader::read_version() {
  if (!advance()) return ended_ ? damaged("the file is cut off in its first line") : false;
  if (line_.ends_with('\r'))
    return damaged("the lines of this file end in CR LF, which those of a tally file never do: it was changed on its way here");
  auto first = line();
  first.word(kTallyStart.substr(0, kTallyStart.size() - 1));
  const std::string version(first.any_word());
  if (!first.failed() && version != std::to_string(kTallyVersion)) {
    first.fail(fmt::format("this is version '{}' of the tally file; only version {} can be read", version, kTallyVersion));
    auto fault = *first.fault();
    fault.kind = FaultKind::UnknownVersion;
    fault.hint = "use the version of partnership-health that wrote it, or write it anew with this one";
    return reject(std::move(fault));
  }
  return done(first);
}

bool TallyReader::read_header() {
  auto writer = line();
  writer.word("writer");
  (void)writer.any_word();
  if (!done(writer) || !read_sources() || !read_instruments()) return false;
  auto columns = line();
  columns.word("columns");
  while (columns.has_more()) header_.columns.push_back(columns.text());
  if (!done(columns)) return false;
  auto kept = line();
  for (const char* word : {"groups", "instrument", "wave"}) kept.word(word);
  while (kept.has_more()) header_.kept.push_back(kept.text());
  for (const auto& column : header_.kept)
    if (std::find(header_.columns.begin(), header_.columns.end(), column) == header_.columns.end())
      kept.fail(fmt::format("'{}' is not one of the columns above", column));
  return done(kept) && read_totals();
}

bool TallyReader::read_sources() {
  while (is("source ")) {
    auto parsed = line();
    TallySource source;
    parsed.word("source");
    source.name = parsed.text();
    parsed.word("bytes");
    source.bytes = parsed.count();
    parsed.word("xxh3");
    if (parsed.next_is_word("unknown"))
      parsed.word("unknown");
    else
      source.xxh3_128 = parsed.hex(kHashDigits);
    parsed.word("on-error");
    source.on_error = parsed.any_word();
    while (parsed.has_more()) {
      parsed.word("where");
      source.where.push_back(parsed.text());
    }
    header_.sources.push_back(std::move(source));
    if (!done(parsed)) return false;
  }
  return true;
}

bool TallyReader::read_instruments() {
  while (is("instrument ")) {
    auto parsed = line();
    if (!read_instrument(parsed)) return false;
    if (!done(parsed)) return false;
  }
  return true;
}

bool TallyReader::read_instrument(TallyLine& parsed) {
  parsed.word("instrument");
  const auto name = parsed.text();
  parsed.word("practices");
  const auto practices = parsed.count();
  parsed.word("fingerprint");
  const auto fingerprint = parsed.hex(kHashDigits);
  if (parsed.failed()) return reject(*parsed.fault());
  const auto found =
      std::find_if(options_.instruments.begin(), options_.instruments.end(), [&](const auto& known) { return known->name == name; });
  if (found == options_.instruments.end())
    return reject(FaultKind::UnknownInstrument, fmt::format("the tally is of the instrument '{}', which is not known here", name),
                  "give the instrument's file with --instrument");
  if ((*found)->practices.size() != practices || fingerprint_of(**found) != fingerprint)
    return reject(FaultKind::InstrumentMismatch,
                  fmt::format("the tally is of an instrument '{}' with other practices, principles or actors than the one here", name),
                  "read it with the instrument it was made with, and write it anew with this one to add them up");
  if (std::find(header_.instruments.begin(), header_.instruments.end(), *found) != header_.instruments.end())
    parsed.fail(fmt::format("the instrument '{}' is there twice", name));
  header_.instruments.push_back(*found);
  return true;
}

bool TallyReader::read_totals() {
  auto responses = line();
  for (const auto& [word, into] : {std::pair("responses", &header_.responses),
                                   {"scored", &header_.scored},
                                   {"rejected", &header_.rejected},
                                   {"filtered", &header_.filtered}}) {
    responses.word(word);
    *into = responses.count();
  }
  if (header_.responses != header_.scored + header_.rejected + header_.filtered)
    responses.fail("responses are not the sum of scored, rejected and filtered");
  if (!done(responses)) return false;
  auto respondents = line();
  respondents.word("respondents");
  if (respondents.next_is_word("unknown")) {
    respondents.word("unknown");
    header_.named.reset();
  } else {
    header_.named = respondents.count();
  }
  respondents.word("unnamed");
  header_.unnamed = respondents.count();
  if (header_.unnamed > header_.scored || header_.named.value_or(0) > header_.scored - header_.unnamed)
    respondents.fail("there are more respondents than scored responses");
  respondents.word("hashes");
  header_.hashes = respondents.next_is_word("yes");
  respondents.word(header_.hashes ? "yes" : "no");
  if (header_.hashes && !header_.named) respondents.fail("with hashes the number of respondents is known");
  if (!done(respondents)) return false;
  auto missing = line();
  missing.word("r-missing");
  header_.r_missing = missing.count();
  return done(missing);
}

InstrumentPtr TallyReader::instrument_named(TallyLine& parsed) const {
  const auto name = parsed.text();
  for (const auto& instrument : header_.instruments)
    if (instrument->name == name) return instrument;
  parsed.fail(fmt::format("the instrument '{}' is not one of those above", name));
  return nullptr;
}

bool TallyReader::read_group() {
  auto head = line();
  if (!groups_.emplace(line_).second) head.fail("this group is there twice");
  head.word("group");
  group_ = TalliedGroup();
  group_.instrument = instrument_named(head);
  group_.wave = head.text();
  for (std::size_t i = 0; i < header_.kept.size(); ++i) group_.values.push_back(head.text());
  group_.position = {number_, 1};
  if (!done(head)) return false;

  auto& counts = group_.counts;
  auto size = line();
  counts.counts_only = is(" counts");
  size.word(counts.counts_only ? "counts" : "respondents");
  if (!counts.counts_only) {
    counts.respondents = size.count();
    size.word("invalid");
    counts.invalid_cells = size.count();
    scored_ += counts.respondents;
    if (counts.respondents == 0) size.fail("a group has at least one respondent");
  }
  if (!done(size)) return false;

  counts.practices.resize(group_.instrument->practices.size());
  const bool has_scopes = !counts.counts_only && counts.respondents > 1;  // of one respondent the answers say it all
  if (has_scopes) counts.scopes.resize(group_.instrument->scopes().size());
  for (std::size_t next = 0; is(" ") && !is(" [");) {
    auto parsed = line();
    if (!read_practice(parsed, next) || !done(parsed)) return false;
  }
  for (std::size_t next = 0; is(" [");) {
    auto parsed = line();
    read_scope(parsed, next);
    if (!done(parsed)) return false;
  }
  intake_.accept(group_);
  return true;
}

// Practices come in the order of the instrument; those with no answers at all are left out.
bool TallyReader::read_practice(TallyLine& parsed, std::size_t& next) {
  const auto code = parsed.any_word();
  const auto& practices = group_.instrument->practices;
  const auto at = group_.instrument->find(code);
  if (!at)
    parsed.fail(fmt::format("'{}' is not a practice of the instrument '{}'", code, group_.instrument->name));
  else if (*at < next)
    parsed.fail(fmt::format("{} does not come behind {}", code, practices[next - 1].code));
  if (parsed.failed()) return reject(*parsed.fault());
  next = *at + 1;
  std::uint64_t asked = 0;
  std::size_t lowest = 0;
  do {
    const auto cell = parsed.cell();
    if (parsed.failed()) break;
    if (cell.joint_index < lowest) parsed.fail("pairs of answers are not in order, or one is there twice");
    lowest = cell.joint_index + 1;
    asked += cell.count;
    if (!group_.counts.counts_only && asked > group_.counts.respondents)
      parsed.fail(fmt::format("more answers than the group has respondents ({})", group_.counts.respondents));
    group_.counts.practices[*at].add(
        Rating(static_cast<Answer>(cell.joint_index / kAnswerStates), static_cast<Answer>(cell.joint_index % kAnswerStates)), cell.count);
  } while (parsed.has_more());
  return true;
}

void TallyReader::read_scope(TallyLine& parsed, std::size_t& next) {
  const auto& scopes = group_.instrument->scopes();
  const auto key = parsed.any_word();
  std::size_t at = next;
  while (at < scopes.size() &&
         !(key.size() == scopes[at].key.size() + 2 && key.substr(1, key.size() - 2) == scopes[at].key && key.back() == ']'))
    ++at;
  if (at == scopes.size() || group_.counts.scopes.empty())
    return parsed.fail(fmt::format("'{}' is not a scope of this group, or does not come behind the one before", key));
  next = at + 1;
  const auto& scope = scopes[at];
  auto& tally = group_.counts.scopes[at];
  parsed.word("rated");
  tally.rated = parsed.count();
  parsed.word("endorsed");
  tally.endorsed = parsed.count();
  if (tally.rated > group_.counts.respondents || tally.endorsed > tally.rated)
    return parsed.fail("of the respondents some have rated, and of those some have endorsed; these are more");
  if (!parsed.has_more()) return;
  const std::size_t practices = scope.practices.size();
  for (std::size_t m = 0; m < kMeasureWords.size(); ++m) {
    parsed.word(kMeasureWords[m]);
    read_scores(parsed, tally.scores[m], kRanges[m], practices);
    if (tally.scores[m].n() != tally.scores[0].n())
      parsed.fail(fmt::format("there are {} scores of '{}' and {} of 'ideal'", tally.scores[m].n(), kMeasureWords[m], tally.scores[0].n()));
  }
  if (!parsed.has_more()) return;
  parsed.word("contrast");
  read_scores(parsed, tally.contrast, kContrastRange, practices * practices);
  if (scope.actor || tally.contrast.n() > tally.scores[0].n()) parsed.fail("there are more contrasts than this scope can have");
}

void TallyReader::read_scores(TallyLine& parsed, Scores& into, Range range, std::size_t largest_denominator) {
  std::optional<Fraction> last;
  do {
    const auto score = parsed.score(range.lowest, range.highest, largest_denominator);
    if (parsed.failed()) return;
    if (last && !(*last < score.value)) return parsed.fail("scores are not in order, or one is there twice");
    last = score.value;
    into.append(score.value, score.count);
    if (into.n() > group_.counts.respondents)
      return parsed.fail(fmt::format("more scores than the group has respondents ({})", group_.counts.respondents));
  } while (parsed.next_is_number());
}

bool TallyReader::read_hashes() {
  auto head = line();
  head.word("hashes");
  const auto hashes = head.count();
  head.word("cells");
  const auto cells = head.count();
  if (!done(head)) return false;
  std::vector<HashedRespondent> of_cell;
  for (std::uint64_t i = 1; i <= cells; ++i) {
    auto parsed = line();
    parsed.word("cell");
    if (parsed.count() != i) parsed.fail(fmt::format("cells are numbered from 1 on; {} is due", i));
    auto& cell = of_cell.emplace_back();
    cell.instrument = instrument_named(parsed);
    cell.wave = parsed.text();
    if (!done(parsed)) return false;
  }
  std::pair<RespondentHash, std::uint64_t> last{{0, 0}, 0};
  std::uint64_t scored = 0;
  for (std::uint64_t i = 0; i < hashes; ++i) {
    auto parsed = line();
    const auto digits = parsed.hex(26);
    const auto cell = parsed.count();
    if (!parsed.failed() && (cell == 0 || cell > cells)) parsed.fail("there is no cell of this number above");
    if (parsed.failed()) return reject(*parsed.fault());
    auto& found = of_cell[cell - 1];
    found.hash = {std::stoull(digits.substr(0, 16), nullptr, 16), std::stoull(digits.substr(16), nullptr, 16)};
    found.standing = Standing::Scored;
    if (parsed.has_more()) {
      found.standing = parsed.next_is_word("filtered") ? Standing::Filtered : Standing::Rejected;
      parsed.word(found.standing == Standing::Filtered ? "filtered" : "rejected");
    }
    found.position = {number_, 1};
    scored += found.standing == Standing::Scored ? 1 : 0;
    const std::pair here{found.hash, cell};
    if (!(last < here)) parsed.fail("hashes are not in order, or one is there twice");
    last = here;
    if (!parsed.failed()) intake_.accept(found);
    if (!done(parsed)) return false;
  }
  if (scored == header_.scored - header_.unnamed) return true;
  return damaged(fmt::format("{} of the hashes are of scored responses, but {} scored responses have a respondent", scored,
                             header_.scored - header_.unnamed));
}

bool TallyReader::read_end() {
  auto end = line();
  end.word("end");
  if (const auto groups = end.count(); !end.failed() && groups != groups_.size())
    end.fail(fmt::format("the file has {} groups", groups_.size()));
  end.word("groups");
  end.word("xxh3");
  const auto digits = end.hex(kHashDigits);
  end.end();
  if (end.failed()) return reject(*end.fault());
  if (digits != sum_.digits()) return damaged("the content is not what was written: the checksum of the lines above differs");
  if (scored_ != header_.scored)
    return damaged(fmt::format("the groups have {} respondents, but {} responses were scored", scored_, header_.scored));
  if (advance()) return damaged("there is text behind the line 'end'");
  return !ended_ || cut_.empty() ? ended_ : damaged("there is text behind the line 'end'");
}

}  // namespace

void read_tally(TextStream& text, const std::string& file, const InputOptions& options, Intake& intake) {
  TallyReader(text, file, options, intake).read();
}

}  // namespace partnership
