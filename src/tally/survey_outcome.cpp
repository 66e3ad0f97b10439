// What a survey says when all is read: groups in order, totals, faults in the order of the input, notes.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "instrument/clean_text.hpp"
#include "partnership/survey.hpp"
#include "tally/survey_state.hpp"

namespace partnership {
namespace {

constexpr std::size_t kMostKeptNamed = 20;  // columns that are kept as metadata: a note each

// The published instruments first and in their order, whatever order the files came in.
bool comes_first(const InstrumentPtr& a, const InstrumentPtr& b) {
  const auto rank = [](const InstrumentPtr& i) {
    const auto published = published_instruments();
    const auto at = std::find_if(published.begin(), published.end(), [&](const auto& p) { return p->name == i->name; });
    return std::tuple(at - published.begin(), i->name);
  };
  return rank(a) < rank(b);
}

// About all files together.
Fault too_large(std::string message, std::string hint) {
  Fault fault;
  fault.kind = FaultKind::TooLarge;
  fault.message = std::move(message);
  fault.hint = std::move(hint);
  return fault;
}

Fault column_fault() {
  return too_large(fmt::format("there are more than {} different columns or keys of metadata, or more than {} MiB of their names",
                               kMostColumns, kLargestColumns / kMebibyte),
                   "leave out those that nothing is grouped or chosen by");
}

Fault wave_fault() {
  return too_large(fmt::format("there are more than {} different waves, or more than {} MiB of their names", kMostWaves,
                               kLargestWaves / kMebibyte),
                   "a wave is a round of the survey; if the column 'wave' holds dates or times, give it another name");
}

// Which of the groupings takes most depends on where tallying stopped, so they are all named.
Fault memory_fault(const SurveyOptions& options, bool is_size_known, bool is_in_long_layout) {
  std::vector<std::string> by;
  for (const Grouping& grouping : options.groupings) {
    auto text = fmt::format("by {}", fmt::join(grouping, " and "));
    if (!grouping.empty() && std::find(by.begin(), by.end(), text) == by.end()) by.push_back(std::move(text));
  }
  const auto what =
      fmt::format("{}the groups{}{}{}", is_in_long_layout ? "the responses that the long layout keeps to the end of a file, and " : "",
                  by.empty() ? "" : " ", fmt::join(by, ", "), is_size_known ? " and the search for duplicates" : "");
  const auto most = is_size_known
                        ? fmt::format("{} MiB and than {} times the size of the input", kMemoryOfGroups / kMebibyte, kMemoryPerInputByte)
                        : fmt::format("{} MiB", kMemoryOfPipes / kMebibyte);
  return too_large(fmt::format("{} take more memory than {}", what, most),
                   is_in_long_layout ? "use the wide layout, or " + options.takes_less : options.takes_less);
}

Fault count_fault() {
  return too_large(fmt::format("there are more than {} responses or published counts, too many to be scored exactly", kMostTalliedText),
                   "look at the counts of the files: some of them cannot be right");
}

// Many programs leave out the last line end, so however many files there are, this is one line. Where a file was rejected,
// that says enough.
std::string note_on_open_ends(const std::map<std::size_t, FileRecord>& files) {
  std::size_t count = 0;
  std::string name;
  for (const auto& [number, record] : files)
    if (record.has_open_end && !record.is_rejected && count++ == 0) name = record.name;
  if (count == 0) return "";
  if (count > 1) name += fmt::format(" and {} more", count - 1);
  return note_on_open_end(name, "answers");
}

}  // namespace

// The sort that came first stands; every file with the other is told of once, at its first line.
void Survey::State::add_mixed_sorts(std::vector<FaultList::Placed>& found) const {
  std::map<std::size_t, std::pair<std::uint64_t, const SurveyCell*>> first;  // line and cell, by file
  for (const auto& mixed : cells) {
    std::vector<Place> read[2];  // by Sort, without what is behind the end of a file
    for (int sort = 0; sort < 2; ++sort)
      std::copy_if(mixed.first_in_file[sort].begin(), mixed.first_in_file[sort].end(), std::back_inserter(read[sort]),
                   [&](Place place) { return !is_behind(faults.ends(), place); });
    const auto& [responses, counts] = read;
    if (responses.empty() || counts.empty()) continue;
    const bool counts_stand = *std::min_element(counts.begin(), counts.end()) < *std::min_element(responses.begin(), responses.end());
    for (const Place place : counts_stand ? responses : counts) {
      const auto [known, is_new] = first.try_emplace(place.file, place.line, &mixed);
      if (!is_new && place.line < known->second.first) known->second = {place.line, &mixed};
    }
  }
  for (const auto& [number, what] : first)
    found.push_back({number,
                     what.first,
                     {FaultKind::MixedLayouts,
                      files.at(number).name,
                      {what.first, 0},
                      "",
                      "",
                      fmt::format("published counts and single responses of the {} instrument cannot be scored together",
                                  what.second->instrument->name),
                      "give them in different runs, or a different wave",
                      ""}});
}

void Survey::State::add_duplicates(Outcome& into, std::vector<FaultList::Placed>& found) const {
  const auto findings = respondents.compare(options.most_faults, faults.ends());
  into.named = tallies.named(findings.respondents, any_named);
  into.totals.respondents = into.named ? std::optional(unnamed + tallies.unnamed() + *into.named) : std::nullopt;
  into.totals.scored -= findings.scored_duplicates;
  into.totals.filtered -= findings.filtered_duplicates;
  into.totals.rejected += findings.scored_duplicates + findings.filtered_duplicates;
  into.fault_count += findings.duplicate_count;
  for (const auto& duplicate : findings.duplicates) {
    const auto& of = cells[duplicate.cell];
    std::string whose = "this respondent", value;
    if (duplicate.names) {
      const auto& [partnership, respondent] = *duplicate.names;
      value = respondent;
      whose = "respondent " + quoted_text(respondent);
      if (!partnership.empty()) whose += " of partnership " + quoted_text(partnership);
    }
    if (!of.wave.empty()) whose += " in wave " + quoted_text(of.wave);
    const auto [file_number, line] = duplicate.place;
    found.push_back({file_number,
                     line,
                     {FaultKind::DuplicateResponse,
                      files.at(file_number).name,
                      {line, 0},
                      "",
                      value,
                      fmt::format("{} has answered the {} instrument before, at {}:{}", whose, of.instrument->name,
                                  files.at(duplicate.first.file).name, duplicate.first.line),
                      "give each respondent one response per partnership and wave; different people need different names",
                      ""}});
  }
}

std::map<std::size_t, InputFile> Survey::State::finished_files() const {
  std::map<std::size_t, InputFile> found;
  for (const auto& [number, record] : files)
    if (record.finished) found.emplace(number, *record.finished);
  return found;
}

// Tally files without hashes cannot be compared by respondent, but what they were made from is known.
void Survey::State::add_repeated_sources(std::vector<FaultList::Placed>& found) const {
  if (tallies.empty()) return;
  for (const auto& repeated : tallies.repeated(finished_files())) {
    if (!repeated.named) continue;
    found.push_back({repeated.file,
                     0,
                     {FaultKind::DuplicateResponse,
                      files.at(repeated.file).name,
                      {},
                      "",
                      repeated.source,
                      fmt::format("the responses of '{}' are in {} as well", repeated.source, files.at(repeated.first).name),
                      "give each response once: tally files, or what they were made from, or the tally of them all",
                      ""}});
  }
}

const Survey::State::Outcome& Survey::State::settled() {
  if (outcome) return *outcome;
  Outcome found;
  found.totals = sums;
  std::vector<FaultList::Placed> late;  // faults that show only when all is read
  bool tells_limit = false;
  groups.settle();
  const auto limit = passed();
  found.fault_count = faults.count();
  if (unforgiven && found.fault_count >= kHopeless) {
    found.fault_count = kHopeless;  // reading stopped somewhere behind that, which depends on the threads
  } else if (limit != Limit::None) {
    tells_limit = faults.ends().empty();  // else what is too much may stand behind the end of a file, which not every thread reads
    found.fault_count += tells_limit ? 1 : 0;
  } else {
    add_mixed_sorts(late);
    add_repeated_sources(late);
    found.fault_count += late.size();
    add_duplicates(found, late);
  }
  if (limit != Limit::None)
    found.passed_limit = limit == Limit::Columns  ? column_fault()
                         : limit == Limit::Waves  ? wave_fault()
                         : limit == Limit::Memory ? memory_fault(options, groups.knows_input_bytes(), groups.has_held())
                                                  : count_fault();
  if (found.passed_limit && files.size() == 1) found.passed_limit->file = files.begin()->second.name;
  found.usable = !unforgiven && late.empty() && !found.passed_limit && !groups.tables().empty();
  std::stable_sort(late.begin(), late.end(),
                   [](const auto& a, const auto& b) { return std::pair(a.file, a.line) < std::pair(b.file, b.line); });
  found.faults = faults.in_order(std::move(late));
  if (tells_limit && limit == Limit::Memory) {
    // Which other faults are known depends on where the readers that hold much were stopped, by whichever came first.
    found.faults.assign(options.most_faults > 0 ? 1 : 0, *found.passed_limit);
    found.fault_count = 1;
  } else if (tells_limit && found.faults.size() < options.most_faults) {
    found.faults.push_back(*found.passed_limit);
  }
  for (auto& [number, read] : finished_files()) found.files.push_back(read);

  std::set<std::string, NaturalOrder> waves_of_groups;
  for (const auto& table : groups.tables()) {
    auto sorted = table.groups();
    if (table.grouping() == 0) {
      found.instruments.push_back(table.instrument_ptr());
      for (const Group* group : sorted) {
        waves_of_groups.insert(group->wave);
        for (std::size_t i = 0; i < table.instrument().practices.size(); ++i) {
          const JointCounts counts = group->tally.practice(i);
          found.totals.pairs += counts.pairs();
          for (const Side side : {Side::Ideal, Side::Actual})
            found.totals.answers += counts.valid(side) + counts.count(side, Answer::NotApplicable);
        }
      }
    }
    found.groups.emplace(std::pair(table.instrument().name, table.grouping()), std::move(sorted));
  }
  found.waves.assign(waves_of_groups.begin(), waves_of_groups.end());
  std::sort(found.instruments.begin(), found.instruments.end(), comes_first);
  return outcome.emplace(std::move(found));
}

const std::vector<const Group*>& Survey::groups(const Instrument& instrument, std::size_t grouping) const {
  static const std::vector<const Group*> kNone;
  const auto& groups = state_->settled().groups;
  const auto found = groups.find({instrument.name, grouping});
  return found == groups.end() ? kNone : found->second;
}

const std::vector<InstrumentPtr>& Survey::instruments() const { return state_->settled().instruments; }
const std::vector<std::string>& Survey::waves() const { return state_->settled().waves; }
const SurveyTotals& Survey::totals() const { return state_->settled().totals; }
const std::vector<InputFile>& Survey::files() const { return state_->settled().files; }
const std::vector<Fault>& Survey::faults() const { return state_->settled().faults; }
std::uint64_t Survey::fault_count() const { return state_->settled().fault_count; }
const std::optional<Fault>& Survey::passed_limit() const { return state_->settled().passed_limit; }
bool Survey::usable() const { return state_->settled().usable; }
std::vector<std::string> Survey::columns() const { return {state_->columns.begin(), state_->columns.end()}; }

const SurveyOptions& Survey::options() const { return state_->options; }
std::optional<Survey::LostColumn> Survey::lost(const std::string& column) const { return state_->tallies.lost(column); }
std::optional<std::string> Survey::file_without_hashes() const { return state_->tallies.file_without_hashes(); }

TallyHeader Survey::tally_header() const {
  static constexpr const char* kRules[] = {"stop", "skip", "blank"};  // by OnError
  const auto& s = *state_;
  const auto& outcome = state_->settled();
  TallyHeader header;
  header.sources = s.tallies.sources(s.options);
  for (const auto& [number, file] : s.finished_files()) {
    if (s.tallies.has(number)) continue;
    auto& source =
        header.sources.emplace_back(TallySource{file.name, file.bytes, file.xxh3_128, kRules[static_cast<int>(s.options.on_error)], {}});
    for (const auto& [column, value] : s.options.where) source.where.push_back(column + '=' + value);
  }
  for (auto& source : header.sources) std::sort(source.where.begin(), source.where.end());
  std::sort(header.sources.begin(), header.sources.end());
  header.instruments = outcome.instruments;
  header.columns = columns();
  header.responses = outcome.totals.responses;
  header.scored = outcome.totals.scored;
  header.rejected = outcome.totals.rejected;
  header.filtered = outcome.totals.filtered;
  header.named = outcome.named;
  header.unnamed = s.unnamed + s.tallies.unnamed();
  for (const auto& [number, record] : s.files) header.r_missing += record.r_missing;
  return header;
}

// The numbers of the cells with responses, by instrument and wave.
std::vector<std::size_t> Survey::State::cell_order() const {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < cells.size(); ++i) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (cells[a].instrument != cells[b].instrument) return comes_first(cells[a].instrument, cells[b].instrument);
    return natural_less(cells[a].wave, cells[b].wave);
  });
  return order;
}

std::vector<Survey::Cell> Survey::cells() const {
  std::vector<Cell> found;
  for (const std::size_t i : state_->cell_order()) found.push_back({state_->cells[i].instrument, state_->cells[i].wave});
  return found;
}

void Survey::visit_respondents(const std::function<void(const RespondentHash&, std::size_t cell, Standing)>& visit) const {
  const auto order = state_->cell_order();
  std::vector<std::uint32_t> places(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) places[order[i]] = static_cast<std::uint32_t>(i);
  state_->respondents.visit(places, visit);
}

void Survey::State::note_kept_columns(std::vector<std::string>& notes) const {
  if (too_many_columns) return;  // which are kept depends on the order then
  for (const auto& [column, kept] : kept_columns) {
    if (notes.size() == kMostKeptNamed) {
      const auto more = kept_columns.size() - kMostKeptNamed;
      notes.push_back(more == 1 ? std::string("1 more column is kept as metadata")
                                : fmt::format("{} more columns are kept as metadata", more));
      return;
    }
    notes.push_back(kept.files == 1 ? fmt::format("{}: column {} is kept as metadata", files.at(kept.file).name, quoted_text(column))
                                    : fmt::format("column {} is kept as metadata (in {} files)", quoted_text(column), kept.files));
  }
}

std::vector<std::string> Survey::notes() const {
  std::vector<std::string> all;
  state_->note_kept_columns(all);
  std::map<std::pair<std::uint64_t, std::string>, std::string> contents;  // bytes and hash, with the first file of that content
  for (const auto& [number, record] : state_->files) {
    if (record.r_missing > 0)
      all.push_back(fmt::format("{}: {} NA (R's missing value), read as blank; N/A is \"not applicable\"", record.name,
                                record.r_missing == 1 ? std::string("1 cell holds") : fmt::format("{} cells hold", record.r_missing)));
    if (!record.finished || record.finished->bytes == 0 || record.finished->xxh3_128.empty()) continue;
    const auto [same, is_new] = contents.emplace(std::pair(record.finished->bytes, record.finished->xxh3_128), record.name);
    if (!is_new && !state_->tallies.has(number))
      all.push_back(fmt::format("{} holds the same bytes as {}: responses without a name count twice", record.name, same->second));
  }
  if (auto note = note_on_open_ends(state_->files); !note.empty()) all.push_back(std::move(note));
  const auto tallies = state_->tallies.notes(state_->finished_files(), state_->any_named);
  all.insert(all.end(), tallies.begin(), tallies.end());
  return all;
}

}  // namespace partnership
