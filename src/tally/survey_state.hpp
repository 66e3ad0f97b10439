// What a survey knows while it is filled, and what it works out of that when all is read. Filled in survey.cpp, worked out
// in survey_outcome.cpp.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "instrument/limits.hpp"
#include "partnership/survey.hpp"
#include "tally/column_places.hpp"
#include "tally/fault_list.hpp"
#include "tally/natural_order.hpp"
#include "tally/respondent_log.hpp"
#include "tally/survey_groups.hpp"
#include "tally/tally_inputs.hpp"

namespace partnership {

// Single responses and published counts of one instrument in one wave cannot make one group: half of its figures would be
// unknown without a word.
enum class Sort : std::uint8_t { Responses, Counts };

// An instrument in a wave.
struct SurveyCell {
  InstrumentPtr instrument;
  std::string wave;
  std::vector<Place> first_in_file[2];  // by Sort: the first record in each file
};

// By text or by a view of it, so that looking up makes no copy.
template <class Text>
struct SurveyCellKey {
  const Instrument* instrument;
  Text wave;
};
struct SurveyCellHash {
  using is_transparent = void;
  template <class Text>
  std::size_t operator()(const SurveyCellKey<Text>& key) const {
    return std::hash<std::string_view>()(key.wave) ^ std::hash<const Instrument*>()(key.instrument);
  }
};
struct SurveyCellEqual {
  using is_transparent = void;
  template <class A, class B>
  bool operator()(const SurveyCellKey<A>& a, const SurveyCellKey<B>& b) const {
    return a.instrument == b.instrument && a.wave == b.wave;
  }
};

// What was said of one input.
struct FileRecord {
  std::string name;
  std::optional<InputFile> finished;
  std::uint64_t r_missing = 0;
  bool has_open_end = false;
  bool is_rejected = false;  // the file, or a document of it
};

inline constexpr std::size_t kMostExcerpts = 1000;  // who wants more faults gets none: each may have 4 KiB

struct Survey::State {
  explicit State(SurveyOptions asked) : options(std::move(asked)), faults(options.most_faults) {
    if (options.groupings.empty()) options.groupings.push_back({});
  }

  SurveyOptions options;
  SurveyTotals sums;                        // as received: without answers and pairs, duplicates not taken out
  std::uint64_t unnamed = 0;                // scored responses without a respondent
  std::size_t file = 0;                     // the current one
  std::map<std::size_t, FileRecord> files;  // by number
  struct KeptColumn {
    std::size_t files = 0, file = 0;  // how many, and the number of the last of them
  };
  std::map<std::string, KeptColumn> kept_columns;
  std::set<std::string, std::less<>> columns;
  std::size_t bytes_of_columns = 0;
  bool too_many_columns = false;
  FaultList faults;
  std::uint64_t stream_faults = 0;
  bool unforgiven = false;
  std::vector<SurveyCell> cells;
  std::unordered_map<SurveyCellKey<std::string>, std::size_t, SurveyCellHash, SurveyCellEqual> cell_numbers;
  std::size_t cell = 0;  // the one found last
  std::set<std::string, std::less<>> waves;
  std::size_t bytes_of_waves = 0;
  bool too_many_waves = false;
  bool too_many_counts = false;
  std::uint64_t published = 0;  // counts
  RespondentLog respondents;
  bool any_named = false;  // of the inputs that are no tally files
  TallyInputs tallies;
  SurveyGroups groups{options};
  ColumnPlaces places;
  std::vector<std::string_view> values, grouped;  // of the current record
  std::vector<RespondentLog::Answerer> answerers;  // of a block
  std::vector<GroupTable::Hash> hashes;           // of groups, for the rows of a block
  std::vector<Group*> rows_groups;
  std::vector<std::uint8_t> codes;

  struct Outcome {  // what is known when all is read
    SurveyTotals totals;
    std::vector<InputFile> files;
    std::vector<Fault> faults;
    std::uint64_t fault_count = 0;
    std::optional<std::uint64_t> named;  // different respondents
    std::optional<Fault> passed_limit;
    bool usable = false;
    std::vector<InstrumentPtr> instruments;
    std::vector<std::string> waves;
    std::map<std::pair<std::string, std::size_t>, std::vector<const Group*>> groups;  // by instrument name and grouping
  };
  std::optional<Outcome> outcome;

  [[nodiscard]] bool forgives(FaultScope scope) const {
    if (options.on_error == OnError::Stop) return false;
    return scope == FaultScope::OneCell || (scope == FaultScope::Response && options.on_error == OnError::Skip);
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
    if (options.most_faults > kMostExcerpts) std::string().swap(fault.excerpt);
    faults.add(std::move(fault));
  }

  void note_column(std::string_view name) {
    if (columns.contains(name)) return;
    bytes_of_columns += name.size();
    too_many_columns = too_many_columns || columns.size() == kMostColumns || bytes_of_columns > kLargestColumns;
    if (!too_many_columns) columns.emplace(name);
  }

  template <class Names>
  const ColumnPlaces& places_of(const Names& names) {
    if (!std::equal(names.begin(), names.end(), places.names.begin(), places.names.end()) || places.groupings.empty()) {
      for (const auto& name : names) note_column(name);
      places = find_places({names.begin(), names.end()}, options);
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

  // Past the limit of waves no more are told apart.
  std::size_t find_cell(const InstrumentPtr& instrument, std::string_view wave) {
    if (cell < cells.size() && cells[cell].instrument == instrument && cells[cell].wave == wave) return cell;  // nearly always
    if (const auto found = cell_numbers.find(SurveyCellKey<std::string_view>{instrument.get(), wave}); found != cell_numbers.end())
      return cell = found->second;
    if (!waves.contains(wave)) {
      bytes_of_waves += wave.size();
      too_many_waves = too_many_waves || waves.size() == kMostWaves || bytes_of_waves > kLargestWaves;
    }
    if (too_many_waves) {
      if (cells.empty()) cells.push_back({instrument, {}, {}});  // the first wave may be too much by itself
      return cell;
    }
    waves.emplace(wave);
    cell_numbers.emplace(SurveyCellKey<std::string>{instrument.get(), std::string(wave)}, cells.size());
    cells.push_back({instrument, std::string(wave), {}});
    return cell = cells.size() - 1;
  }

  void remember_sort(Sort sort, Place place) {
    auto& firsts = cells[cell].first_in_file[static_cast<std::size_t>(sort)];
    if (firsts.empty() || firsts.back().file != place.file) firsts.push_back(place);
  }

  // Past a limit nothing is tallied any more: memory stays as it is until all is read, and nothing is scored.
  enum class Limit : std::uint8_t { None, Columns, Waves, Memory, Counts };
  [[nodiscard]] bool is_over() const { return too_many_columns || too_many_waves || too_many_counts || groups.is_full(); }
  [[nodiscard]] Limit passed() const {  // when all is read
    if (too_many_columns) return Limit::Columns;
    if (too_many_waves) return Limit::Waves;
    if (too_many_counts) return Limit::Counts;
    return groups.is_full() || groups.takes_too_much(respondents.size()) ? Limit::Memory : Limit::None;
  }
  void add_to(std::uint64_t& sum, std::uint64_t count) {  // of responses or published counts
    too_many_counts = too_many_counts || count > kMostTallied - sum;
    if (!too_many_counts) sum += count;
  }

  // Its tally in every grouping, with the table it is in.
  template <class F>
  void for_each_tally(const InstrumentPtr& instrument, std::span<const std::string_view> of_record, F&& f) {
    if (is_over()) return;
    const auto wave = value_at(of_record, places.wave);
    groups.tally(respondents.size(), [&](SurveyGroups& into) {
      for (std::size_t g = 0; g < options.groupings.size(); ++g) {
        auto& table = into.table_of(instrument, g);
        f(table, table.find(wave, grouped_values(of_record, places.groupings[g])));
      }
    });
  }

  struct Record {  // a response, with its values where the current `places` say
    const InstrumentPtr& instrument;
    std::span<const std::string_view> values;
    std::span<const std::uint8_t> codes;
    std::uint64_t line;
    std::uint64_t invalid_cells;
    bool sound;
  };

  void take(const Record& record);
  void take(const TalliedGroup& group);
  [[nodiscard]] std::size_t rows_at_once(const Instrument& instrument) const;
  void take(const ResponseBlock& block);  // sound responses, all of them wanted
  // The same into the groups of one grouping.
  void add_to_groups(GroupTable& table, const ResponseBlock& block, const std::vector<std::size_t>& by);
  std::span<const std::string_view> grouped_values(std::span<const std::string_view> of_record, const std::vector<std::size_t>& by) {
    grouped.clear();
    for (const std::size_t place : by) grouped.push_back(value_at(of_record, place));
    return grouped;
  }

  void add(State& other);
  const Outcome& settled();
  [[nodiscard]] std::map<std::size_t, InputFile> finished_files() const;
  [[nodiscard]] std::vector<std::size_t> cell_order() const;
  void note_kept_columns(std::vector<std::string>& notes) const;
  void add_repeated_sources(std::vector<FaultList::Placed>& found) const;
  void add_mixed_sorts(std::vector<FaultList::Placed>& found) const;
  void add_duplicates(Outcome& into, std::vector<FaultList::Placed>& found) const;
};

}  // namespace partnership
