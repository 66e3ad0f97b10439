#include "partnership/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "tally/fault_list.hpp"
#include "tally/group_table.hpp"
#include "tally/natural_order.hpp"
#include "tally/respondent_log.hpp"
#include "tally/tally_inputs.hpp"

namespace partnership {
namespace {

// After so many faults the rest of the input is not worth reading: nothing will be scored.
constexpr std::uint64_t kHopeless = 100'000;
constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

// Where the columns that matter stand among those of a file.
struct ColumnPlaces {
  std::vector<std::string> names;
  std::size_t respondent = kAbsent, partnership = kAbsent, wave = kAbsent;
  std::vector<std::size_t> where;                   // by condition
  std::vector<std::vector<std::size_t>> groupings;  // by grouping and column
};

std::string_view value_at(std::span<const std::string_view> values, std::size_t place) { return place == kAbsent ? std::string_view{} : values[place]; }

// Single responses and published counts of one instrument in one wave cannot make one group: half of its figures would be
// unknown without a word.
enum class Sort : std::uint8_t { Responses, Counts };

// An instrument in a wave.
struct SurveyCell {
  InstrumentPtr instrument;
  std::string wave;
  std::vector<Place> first_in_file[2];  // by Sort: the first record in each file
};

// The published instruments first and in their order, whatever order the files came in.
bool comes_first(const InstrumentPtr& a, const InstrumentPtr& b) {
  const auto rank = [](const InstrumentPtr& i) {
    const auto published = published_instruments();
    const auto at = std::find_if(published.begin(), published.end(), [&](const auto& p) { return p->name == i->name; });
    return std::tuple(at - published.begin(), i->name);
  };
  return rank(a) < rank(b);
}

// What was said of one input.
struct FileRecord {
  std::string name;
  std::optional<InputFile> finished;
  std::uint64_t r_missing = 0;
};

}  // namespace

struct Survey::State {
  explicit State(SurveyOptions asked) : options(std::move(asked)), faults(options.most_faults) {
    if (options.groupings.empty()) options.groupings.push_back({});
  }

  SurveyOptions options;
  SurveyTotals sums;                        // as received: without answers and pairs, duplicates not taken out
  std::uint64_t unnamed = 0;                // scored responses without a respondent
  std::size_t file = 0;                     // the current one
  std::map<std::size_t, FileRecord> files;  // by number
  std::map<std::string, std::set<std::string>> kept_columns;  // with the files that have them
  std::set<std::string> columns;
  FaultList faults;
  std::uint64_t stream_faults = 0;
  bool unforgiven = false;
  std::vector<SurveyCell> cells;
  std::map<std::pair<const Instrument*, std::string>, std::size_t> cell_numbers;
  std::size_t cell = 0;  // the one found last
  RespondentLog respondents;
  bool any_named = false;  // of the inputs that are no tally files
  TallyInputs tallies;
  std::vector<GroupTable> tables;
  ColumnPlaces places;
  std::vector<std::string_view> values, grouped;  // of the current record
  std::vector<GroupTable::Hash> hashes;           // of groups, for the rows of a block
  std::vector<GroupTable::Entry*> rows_groups;
  std::vector<std::uint8_t> codes;

  struct Outcome {  // what is known when all is read
    SurveyTotals totals;
    std::vector<InputFile> files;
    std::vector<Fault> faults;
    std::uint64_t fault_count = 0;
    std::optional<std::uint64_t> named;  // different respondents
    bool usable = false;
    std::vector<InstrumentPtr> instruments;
    std::set<std::string, NaturalOrder> waves;
    std::map<std::pair<std::string, std::size_t>, std::vector<const Group*>> groups;  // by instrument name and grouping
  };
  std::optional<Outcome> outcome;

  [[nodiscard]] bool forgives(FaultScope scope) const {
    if (options.on_error == OnError::Stop) return false;
    return scope == FaultScope::Cell || (scope == FaultScope::Response && options.on_error == OnError::Skip);
  }

  // Records may come without begin_file(), as those of a caller's own.
  void turn_to(std::string_view name) {
    outcome.reset();
    if (const auto found = files.find(file); found != files.end() && found->second.name == name) return;
    const auto known = std::find_if(files.begin(), files.end(), [&](const auto& entry) { return entry.second.name == name; });
    file = known != files.end() ? known->first : files.empty() ? 0 : files.rbegin()->first + 1;
    files[file].name = name;
    faults.begin_stretch(file, 1);
  }

  void add_fault(Fault fault) {
    if (!forgives(code_of(fault.kind).scope)) unforgiven = true;
    ++stream_faults;
    faults.add(std::move(fault));
  }

  template <class Names>
  const ColumnPlaces& places_of(const Names& names) {
    if (!std::equal(names.begin(), names.end(), places.names.begin(), places.names.end()) || places.groupings.empty()) {
      ColumnPlaces found;
      found.names.assign(names.begin(), names.end());
      columns.insert(names.begin(), names.end());
      const auto place_of = [&](std::string_view column) {
        const auto at = std::find(found.names.begin(), found.names.end(), column);
        return at == found.names.end() ? kAbsent : static_cast<std::size_t>(at - found.names.begin());
      };
      found.respondent = place_of("respondent");
      found.partnership = place_of("partnership");
      found.wave = place_of("wave");
      for (const auto& condition : options.where) found.where.push_back(place_of(condition.first));
      for (const auto& grouping : options.groupings) {
        auto& of_grouping = found.groupings.emplace_back();
        for (const auto& column : grouping) of_grouping.push_back(place_of(column));
      }
      places = std::move(found);
    }
    return places;
  }

  // The same for a record with metadata of its own; its values are then in `values`.
  const ColumnPlaces& places_of_record(const std::vector<Metadatum>& metadata) {
    std::vector<std::string_view> names;
    values.clear();
    for (const auto& datum : metadata) {
      names.emplace_back(datum.column);
      values.emplace_back(datum.value);
    }
    return places_of(names);
  }

  [[nodiscard]] bool wanted(std::span<const std::string_view> of_record) const {
    for (std::size_t i = 0; i < options.where.size(); ++i)
      if (value_at(of_record, places.where[i]) != options.where[i].second) return false;
    return true;
  }

  std::size_t find_cell(const InstrumentPtr& instrument, std::string_view wave) {
    if (cell < cells.size() && cells[cell].instrument == instrument && cells[cell].wave == wave) return cell;  // nearly always
    const auto [found, is_new] = cell_numbers.try_emplace({instrument.get(), std::string(wave)}, cells.size());
    if (is_new) cells.push_back({instrument, std::string(wave), {}});
    return cell = found->second;
  }

  void remember_sort(Sort sort, Place place) {
    auto& firsts = cells[cell].first_in_file[static_cast<std::size_t>(sort)];
    if (firsts.empty() || firsts.back().file != place.file) firsts.push_back(place);
  }

  GroupTable& table_of(const InstrumentPtr& instrument, std::size_t grouping) {
    for (auto& table : tables)
      if (table.grouping() == grouping && &table.instrument() == instrument.get()) return table;
    return tables.emplace_back(instrument, grouping, options.depth);
  }

  template <class F>
  void for_each_group(const InstrumentPtr& instrument, std::span<const std::string_view> of_record, F&& f) {
    const auto wave = value_at(of_record, places.wave);
    for (std::size_t g = 0; g < options.groupings.size(); ++g) {
      f(table_of(instrument, g).find(wave, grouped_values(of_record, places.groupings[g])));
    }
  }

  struct Record {  // a response, with its values where the current `places` say
    const InstrumentPtr& instrument;
    std::span<const std::string_view> values;
    std::span<const std::uint8_t> codes;
    std::uint64_t line;
    std::uint64_t invalid_cells;
    bool sound;
  };

  void take(const Record& record) {
    ++sums.responses;
    const Place place{file, record.line};
    const auto number = static_cast<std::uint32_t>(find_cell(record.instrument, value_at(record.values, places.wave)));
    remember_sort(Sort::Responses, place);
    const Standing standing = !record.sound ? Standing::Rejected : wanted(record.values) ? Standing::Scored : Standing::Filtered;
    const auto respondent = value_at(record.values, places.respondent);
    any_named = any_named || !respondent.empty();
    if (!respondent.empty()) respondents.add(value_at(record.values, places.partnership), respondent, number, place, standing);
    if (standing == Standing::Rejected) ++sums.rejected;
    if (standing == Standing::Filtered) ++sums.filtered;
    if (standing != Standing::Scored) return;
    ++sums.scored;
    if (respondent.empty()) ++unnamed;
    sums.invalid_cells += record.invalid_cells;
    for_each_group(record.instrument, record.values, [&](GroupTable::Entry& group) { group.add_codes(record.codes, record.invalid_cells); });
  }

  // Sound responses of one wave, all of them wanted.
  void take_run(const ResponseBlock& block, std::size_t begin, std::size_t end) {
    const std::size_t width = block.columns.size(), practices = block.instrument->practices.size();
    const auto values_of = [&](std::size_t row) { return block.values.subspan(row * width, width); };
    const auto of_run = block.codes.subspan(begin * practices, (end - begin) * practices);
    const auto wave = value_at(values_of(begin), places.wave);
    const auto number = static_cast<std::uint32_t>(find_cell(block.instrument, wave));
    remember_sort(Sort::Responses, {file, block.lines[begin]});
    sums.responses += end - begin;
    sums.scored += end - begin;
    for (std::size_t row = begin; row < end; ++row) {
      const auto respondent = value_at(values_of(row), places.respondent);
      if (respondent.empty()) {
        ++unnamed;
        continue;
      }
      any_named = true;
      respondents.add(value_at(values_of(row), places.partnership), respondent, number, {file, block.lines[row]}, Standing::Scored);
    }
    for (std::size_t g = 0; g < options.groupings.size(); ++g) {
      auto& table = table_of(block.instrument, g);
      if (places.groupings[g].empty())
        table.find(wave, {}).add_codes(of_run);
      else
        add_to_groups(table, block, begin, end, places.groupings[g]);
    }
  }

  // The same into the groups of one grouping: first all are looked up, so that the processor can fetch several at a time.
  void add_to_groups(GroupTable& table, const ResponseBlock& block, std::size_t begin, std::size_t end, const std::vector<std::size_t>& by) {
    const std::size_t width = block.columns.size(), practices = block.instrument->practices.size();
    const auto values_of = [&](std::size_t row) { return block.values.subspan(row * width, width); };
    const auto wave = value_at(values_of(begin), places.wave);
    hashes.clear();
    rows_groups.clear();
    for (std::size_t row = begin; row < end; ++row) hashes.push_back(table.prepare(wave, grouped_values(values_of(row), by)));
    for (std::size_t row = begin; row < end; ++row) {
      rows_groups.push_back(&table.find(hashes[row - begin], wave, grouped_values(values_of(row), by)));
      __builtin_prefetch(rows_groups.back());
    }
    for (const auto* group : rows_groups) group->fetch();
    for (std::size_t row = begin; row < end; ++row) rows_groups[row - begin]->add_codes(block.codes.subspan(row * practices, practices), 0);
  }

  std::span<const std::string_view> grouped_values(std::span<const std::string_view> of_record, const std::vector<std::size_t>& by) {
    grouped.clear();
    for (const std::size_t place : by) grouped.push_back(value_at(of_record, place));
    return grouped;
  }

  void take(const TalliedGroup& group);
  void add(State& other);
  const Outcome& settled();
  [[nodiscard]] std::map<std::size_t, InputFile> finished_files() const;
  [[nodiscard]] std::vector<std::size_t> cell_order() const;
  void add_repeated_sources(std::vector<FaultList::Placed>& found) const;
  void add_mixed_sorts(std::vector<FaultList::Placed>& found) const;
  void add_duplicates(Outcome& into, std::vector<FaultList::Placed>& found) const;
  void add_files(Outcome& into) const;
};

void Survey::State::take(const TalliedGroup& group) {
  auto& tally = tallies.at(file);
  values.assign(group.values.begin(), group.values.end());
  if (tally.names.size() > values.size()) values.push_back(group.wave);
  places_of(tally.names);
  find_cell(group.instrument, group.wave);
  remember_sort(group.counts.counts_only ? Sort::Counts : Sort::Responses, {file, group.position.line});
  if (!wanted(values)) {
    tally.chosen = true;
    sums.filtered += group.counts.respondents;
    return;
  }
  tally.scored += group.counts.respondents;
  sums.scored += group.counts.respondents;
  sums.invalid_cells += group.counts.invalid_cells;
  for_each_group(group.instrument, values, [&](GroupTable::Entry& entry) { entry.settled().add(group.counts); });
}

void Survey::State::add(State& other) {
  outcome.reset();
  sums.responses += other.sums.responses;
  sums.scored += other.sums.scored;
  sums.rejected += other.sums.rejected;
  sums.filtered += other.sums.filtered;
  sums.invalid_cells += other.sums.invalid_cells;
  unnamed += other.unnamed;
  for (auto& [number, record] : other.files) {
    auto& own = files[number];
    own.name = record.name;
    own.r_missing += record.r_missing;
    if (record.finished) own.finished = record.finished;
  }
  for (const auto& [column, of_files] : other.kept_columns) kept_columns[column].insert(of_files.begin(), of_files.end());
  columns.insert(other.columns.begin(), other.columns.end());
  faults.add(other.faults);
  stream_faults += other.stream_faults;
  unforgiven = unforgiven || other.unforgiven;
  std::vector<std::uint32_t> numbers;
  for (const auto& theirs : other.cells) {
    numbers.push_back(static_cast<std::uint32_t>(find_cell(theirs.instrument, theirs.wave)));
    for (int sort = 0; sort < 2; ++sort) {
      auto& firsts = cells[cell].first_in_file[sort];
      firsts.insert(firsts.end(), theirs.first_in_file[sort].begin(), theirs.first_in_file[sort].end());
    }
  }
  respondents.take(other.respondents, numbers);
  any_named = any_named || other.any_named;
  tallies.take(other.tallies);
  for (auto& table : other.tables) table_of(table.instrument_ptr(), table.grouping()).add(table);
}

// The sort that came first stands; every file with the other is told of once.
void Survey::State::add_mixed_sorts(std::vector<FaultList::Placed>& found) const {
  std::set<std::size_t> told;
  for (const auto& mixed : cells) {
    const auto& [responses, counts] = mixed.first_in_file;
    if (responses.empty() || counts.empty()) continue;
    const bool counts_stand = *std::min_element(counts.begin(), counts.end()) < *std::min_element(responses.begin(), responses.end());
    for (const Place place : counts_stand ? responses : counts) {
      if (!told.insert(place.file).second) continue;
      found.push_back({place.file, place.line,
                       {FaultKind::MixedLayouts, files.at(place.file).name, {place.line, 0}, "", "",
                        fmt::format("published counts and single responses of the {} instrument cannot be scored together", mixed.instrument->name),
                        "give them in different runs, or a different wave", ""}});
    }
  }
}

void Survey::State::add_duplicates(Outcome& into, std::vector<FaultList::Placed>& found) const {
  const auto findings = respondents.compare(options.most_faults);
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
      whose = fmt::format("respondent '{}'", respondent);
      if (!partnership.empty()) whose += fmt::format(" of partnership '{}'", partnership);
    }
    if (!of.wave.empty()) whose += fmt::format(" in wave '{}'", of.wave);
    const auto [file_number, line] = duplicate.place;
    found.push_back({file_number, line,
                     {FaultKind::DuplicateResponse, files.at(file_number).name, {line, 0}, "", value,
                      fmt::format("{} has answered the {} instrument before, at {}:{}", whose, of.instrument->name,
                                  files.at(duplicate.first.file).name, duplicate.first.line),
                      "give each respondent one response per partnership and wave; different people need different names", ""}});
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
    found.push_back({repeated.file, 0,
                     {FaultKind::DuplicateResponse, files.at(repeated.file).name, {}, "", repeated.source,
                      fmt::format("the responses of '{}' are in {} as well", repeated.source, files.at(repeated.first).name),
                      "give each response once: tally files, or what they were made from, or the tally of them all", ""}});
  }
}

void Survey::State::add_files(Outcome& into) const {
  for (const auto& [number, record] : files)
    if (record.finished) into.files.push_back(*record.finished);
}

const Survey::State::Outcome& Survey::State::settled() {
  if (outcome) return *outcome;
  Outcome found;
  found.totals = sums;
  std::vector<FaultList::Placed> late;  // faults that show only when all is read
  add_mixed_sorts(late);
  add_repeated_sources(late);
  found.fault_count = faults.count() + late.size();
  if (unforgiven) found.fault_count = std::min(found.fault_count, kHopeless);  // where reading ends depends on the threads
  add_duplicates(found, late);
  found.usable = !unforgiven && late.empty() && !tables.empty();
  std::stable_sort(late.begin(), late.end(), [](const auto& a, const auto& b) { return std::pair(a.file, a.line) < std::pair(b.file, b.line); });
  found.faults = faults.in_order(std::move(late));
  add_files(found);

  for (auto& table : tables) {
    auto groups = table.groups();
    if (table.grouping() == 0) {
      found.instruments.push_back(table.instrument_ptr());
      for (const Group* group : groups) {
        found.waves.insert(group->wave);
        for (std::size_t i = 0; i < table.instrument().practices.size(); ++i) {
          const JointCounts counts = group->tally.practice(i);
          found.totals.pairs += counts.pairs();
          for (const Side side : {Side::Ideal, Side::Actual}) found.totals.answers += counts.valid(side) + counts.count(side, Answer::NotApplicable);
        }
      }
    }
    found.groups.emplace(std::pair(table.instrument().name, table.grouping()), std::move(groups));
  }
  std::sort(found.instruments.begin(), found.instruments.end(), comes_first);
  return outcome.emplace(std::move(found));
}

Survey::Survey(SurveyOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Survey::~Survey() = default;

void Survey::begin_file(std::size_t number, const std::string& name, std::uint64_t first_line) {
  state_->outcome.reset();
  state_->file = number;
  state_->files[number].name = name;
  state_->faults.begin_stretch(number, first_line);
}

void Survey::accept(const Response& response) {
  auto& s = *state_;
  s.turn_to(response.file);
  s.places_of_record(response.metadata);
  bool sound = true;
  for (const auto& fault : response.faults) {
    const auto scope = code_of(fault.kind).scope;
    if (!s.forgives(scope) || scope == FaultScope::Response || s.options.on_error == OnError::Skip) sound = false;
    s.add_fault(fault);
  }
  s.codes.clear();
  for (const Rating rating : response.ratings) s.codes.push_back(rating.asked() ? rating.joint_index() : ResponseBlock::kNotAsked);
  s.take({response.instrument, s.values, s.codes, response.position.line, response.invalid_cells, sound});
}

void Survey::accept(const ResponseBlock& block) {
  auto& s = *state_;
  s.turn_to(block.file);
  const auto& places = s.places_of(block.columns);
  const std::size_t columns = block.columns.size(), practices = block.instrument->practices.size();
  const auto values_of = [&](std::size_t row) { return block.values.subspan(row * columns, columns); };
  // Most blocks are of one wave, and without --where all of them are wanted: that much is then decided once.
  for (std::size_t row = 0, end = 0; row < block.rows; row = end) {
    const auto wave = value_at(values_of(row), places.wave);
    for (end = row + 1; end < block.rows && value_at(values_of(end), places.wave) == wave;) ++end;
    if (s.options.where.empty()) {
      s.take_run(block, row, end);
      continue;
    }
    for (std::size_t i = row; i < end; ++i)
      s.take({block.instrument, values_of(i), block.codes.subspan(i * practices, practices), block.lines[i], 0, true});
  }
}

void Survey::accept(const CountedRating& counted) {
  auto& s = *state_;
  s.turn_to(counted.file);
  const auto& places = s.places_of_record(counted.metadata);
  s.find_cell(counted.instrument, value_at(s.values, places.wave));
  s.remember_sort(Sort::Counts, {s.file, counted.position.line});
  if (!s.wanted(s.values)) return;
  s.for_each_group(counted.instrument, s.values, [&](GroupTable::Entry& group) { group.settled().add(counted); });
}

void Survey::begin_tally(const std::string& file, const TallyHeader& header) {
  auto& s = *state_;
  s.turn_to(file);
  s.tallies.begin(s.file, file, header);
  s.columns.insert(header.columns.begin(), header.columns.end());
  s.sums.responses += header.responses;
  s.sums.rejected += header.rejected;
  s.sums.filtered += header.filtered;
  s.files[s.file].r_missing += header.r_missing;
}

void Survey::accept(const TalliedGroup& group) {
  state_->outcome.reset();
  state_->take(group);
}

void Survey::accept(const HashedRespondent& respondent) {
  auto& s = *state_;
  const auto cell = static_cast<std::uint32_t>(s.find_cell(respondent.instrument, respondent.wave));
  s.respondents.add(respondent.hash, cell, {s.file, respondent.position.line}, respondent.standing);
}

void Survey::reject(Fault fault) {
  state_->outcome.reset();
  state_->add_fault(std::move(fault));
}

void Survey::note_metadata(const std::string& file, const std::string& column) { state_->kept_columns[column].insert(file); }

void Survey::note_r_missing(const std::string& file, std::uint64_t cells) {
  state_->turn_to(file);
  state_->files[state_->file].r_missing += cells;
}

void Survey::finish_file(const InputFile& file) {
  state_->turn_to(file.name);
  state_->files[state_->file].finished = file;
}

bool Survey::full() const { return state_->stream_faults >= kHopeless && state_->unforgiven; }

std::unique_ptr<Intake> Survey::fork() { return std::make_unique<Survey>(state_->options); }
void Survey::join(Intake& forked) { state_->add(*dynamic_cast<Survey&>(forked).state_); }
void Survey::end_file_at(std::size_t number, std::uint64_t line) { state_->faults.end_file_at(number, line); }

std::vector<const Group*> Survey::groups(const Instrument& instrument, std::size_t grouping) const {
  const auto& groups = state_->settled().groups;
  const auto found = groups.find({instrument.name, grouping});
  return found == groups.end() ? std::vector<const Group*>() : found->second;
}

const std::vector<InstrumentPtr>& Survey::instruments() const { return state_->settled().instruments; }
std::vector<std::string> Survey::waves() const { return {state_->settled().waves.begin(), state_->settled().waves.end()}; }
const SurveyTotals& Survey::totals() const { return state_->settled().totals; }
const std::vector<InputFile>& Survey::files() const { return state_->settled().files; }
const std::vector<Fault>& Survey::faults() const { return state_->settled().faults; }
std::uint64_t Survey::fault_count() const { return state_->settled().fault_count; }
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
    auto& source = header.sources.emplace_back(TallySource{file.name, file.bytes, file.xxh3_128, kRules[static_cast<int>(s.options.on_error)], {}});
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

std::vector<std::string> Survey::notes() const {
  std::vector<std::string> all;
  for (const auto& [column, files] : state_->kept_columns)
    all.push_back(files.size() == 1 ? fmt::format("{}: column '{}' is kept as metadata", *files.begin(), column)
                                    : fmt::format("column '{}' is kept as metadata (in {} files)", column, files.size()));
  std::map<std::pair<std::uint64_t, std::string>, std::string> contents;  // bytes and hash, with the first file of that content
  for (const auto& [number, record] : state_->files) {
    if (record.r_missing > 0)
      all.push_back(fmt::format("{}: {} NA (R's missing value), read as blank; N/A is \"not applicable\"", record.name,
                                record.r_missing == 1 ? std::string("1 cell holds") : fmt::format("{} cells hold", record.r_missing)));
    if (!record.finished || record.finished->bytes == 0 || record.finished->xxh3_128.empty()) continue;
    const auto [same, is_new] = contents.emplace(std::pair(record.finished->bytes, record.finished->xxh3_128), record.name);
    if (!is_new && !state_->tallies.has(number)) all.push_back(fmt::format("{} holds the same bytes as {}: responses without a name count twice", record.name, same->second));
  }
  const auto tallies = state_->tallies.notes(state_->finished_files(), state_->any_named);
  all.insert(all.end(), tallies.begin(), tallies.end());
  return all;
}

}  // namespace partnership
