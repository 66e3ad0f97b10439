#include "partnership/survey.hpp"

#include <algorithm>
#include <utility>

#include "tally/short_text.hpp"
#include "tally/survey_state.hpp"

namespace partnership {

void Survey::State::take(const Record& record) {
  ++sums.responses;
  const Place place{file, record.line};
  const auto number = static_cast<std::uint32_t>(find_cell(record.instrument, value_at(record.values, places.wave)));
  remember_sort(Sort::Responses, place);
  const Standing standing = !record.sound ? Standing::Rejected : wanted(record.values) ? Standing::Scored : Standing::Filtered;
  const auto respondent = value_at(record.values, places.respondent);
  any_named = any_named || !respondent.empty();
  if (!respondent.empty() && !is_over()) respondents.add(value_at(record.values, places.partnership), respondent, number, place, standing);
  if (standing == Standing::Rejected) ++sums.rejected;
  if (standing == Standing::Filtered) ++sums.filtered;
  if (standing != Standing::Scored) return;
  ++sums.scored;
  if (respondent.empty()) ++unnamed;
  sums.invalid_cells += record.invalid_cells;
  for_each_tally(record.instrument, record.values, [&](GroupTable& table, Group& group) {
    group.tally.add_respondent(record.codes, record.invalid_cells);
    table.has_grown(group);
  });
}

void Survey::State::take(const ResponseBlock& block) {
  const std::size_t width = block.columns.size();
  std::string_view wave;
  std::uint32_t number = 0;
  bool one_wave = true;
  answerers.clear();
  for (std::size_t row = 0; row < block.rows; ++row) {
    const auto row_values = block.values.subspan(row * width, width);
    if (const auto own = value_at(row_values, places.wave); row == 0 || !is_same_short(own, wave)) {
      one_wave = row == 0;
      wave = own;
      number = static_cast<std::uint32_t>(find_cell(block.instrument, wave));
      remember_sort(Sort::Responses, {file, block.lines[row]});
    }
    const auto respondent = value_at(row_values, places.respondent);
    if (respondent.empty())
      ++unnamed;
    else
      answerers.push_back({value_at(row_values, places.partnership), respondent, number, block.lines[row]});
  }
  sums.responses += block.rows;
  sums.scored += block.rows;
  any_named = any_named || !answerers.empty();
  if (is_over()) return;
  respondents.add(answerers, file, Standing::Scored);
  const std::size_t some = rows_at_once(*block.instrument), practices = block.instrument->practices.size();
  for (std::size_t done = 0; done < block.rows; done += some) {
    const std::size_t rows = std::min(some, block.rows - done);
    const ResponseBlock part{block.instrument,
                             block.file,
                             block.columns,
                             rows,
                             block.values.subspan(done * width, rows * width),
                             block.codes.subspan(done * practices, rows * practices),
                             block.lines.subspan(done, rows)};
    groups.tally(respondents.size(), [&](SurveyGroups& into) {
      for (std::size_t g = 0; g < options.groupings.size(); ++g) {
        auto& table = into.table_of(block.instrument, g);
        if (one_wave && places.groupings[g].empty()) {
          Group& group = table.find(value_at(block.values, places.wave), {});
          group.tally.add_codes(part.codes);
          table.has_grown(group);
        } else {
          add_to_groups(table, part, places.groupings[g]);
        }
      }
    });
  }
}

// As many as may each make counts of a group before it is seen how much memory they take.
std::size_t Survey::State::rows_at_once(const Instrument& instrument) const {
  constexpr std::size_t kMostUnseen = 8 * kMebibyte;
  std::size_t bytes = 0;
  for (std::size_t g = 0; g < options.groupings.size(); ++g) bytes += Tally::least_bytes_of_counts(instrument, options.depth_of(g));
  return std::max<std::size_t>(1, kMostUnseen / std::max<std::size_t>(1, bytes));
}

// First all are looked up, so that the processor can fetch several at a time.
void Survey::State::add_to_groups(GroupTable& table, const ResponseBlock& block, const std::vector<std::size_t>& by) {
  const std::size_t width = block.columns.size(), practices = block.instrument->practices.size();
  const auto values_of = [&](std::size_t row) { return block.values.subspan(row * width, width); };
  hashes.clear();
  rows_groups.clear();
  for (std::size_t row = 0; row < block.rows; ++row)
    hashes.push_back(table.prepare(value_at(values_of(row), places.wave), grouped_values(values_of(row), by)));
  for (std::size_t row = 0; row < block.rows; ++row) {
    rows_groups.push_back(&table.find(hashes[row], value_at(values_of(row), places.wave), grouped_values(values_of(row), by)));
    __builtin_prefetch(&rows_groups.back()->tally);
  }
  for (const auto* group : rows_groups) group->tally.fetch();
  for (std::size_t row = 0; row < block.rows; ++row) {
    rows_groups[row]->tally.add_respondent(block.codes.subspan(row * practices, practices), 0);
    table.has_grown(*rows_groups[row]);
  }
}

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
  tally.several = tally.several || group.counts.respondents > 1;
  tally.scored += group.counts.respondents;
  sums.scored += group.counts.respondents;
  sums.invalid_cells += group.counts.invalid_cells;
  if (group.counts.counts_only)
    for (const auto& practice : group.counts.practices) add_to(published, practice.asked());
  for_each_tally(group.instrument, values, [&](GroupTable& table, Group& own) {
    own.tally.add(group.counts);
    table.has_grown(own);
  });
}

void Survey::State::add(State& other) {
  outcome.reset();
  add_to(sums.responses, other.sums.responses);
  sums.scored += other.sums.scored;
  sums.rejected += other.sums.rejected;
  sums.filtered += other.sums.filtered;
  sums.invalid_cells += other.sums.invalid_cells;
  unnamed += other.unnamed;
  for (auto& [number, record] : other.files) {
    auto& own = files[number];
    own.name = record.name;
    own.r_missing += record.r_missing;
    own.has_open_end = own.has_open_end || record.has_open_end;
    own.is_rejected = own.is_rejected || record.is_rejected;
    if (record.finished) own.finished = record.finished;
  }
  for (const auto& [column, theirs] : other.kept_columns) {
    auto& own = kept_columns[column];
    own = {own.files + theirs.files, theirs.file};
  }
  for (const auto& column : other.columns) note_column(column);
  too_many_columns = too_many_columns || other.too_many_columns;
  faults.add(other.faults);
  stream_faults += other.stream_faults;
  unforgiven = unforgiven || other.unforgiven;
  too_many_counts = too_many_counts || other.too_many_counts;
  add_to(published, other.published);
  std::vector<std::uint32_t> numbers;
  for (const auto& theirs : other.cells) {
    numbers.push_back(static_cast<std::uint32_t>(find_cell(theirs.instrument, theirs.wave)));
    for (int sort = 0; sort < 2; ++sort) {
      auto& firsts = cells[cell].first_in_file[sort];
      firsts.insert(firsts.end(), theirs.first_in_file[sort].begin(), theirs.first_in_file[sort].end());
    }
  }
  too_many_waves = too_many_waves || other.too_many_waves;  // behind finding their cells
  respondents.take(other.respondents, numbers);
  any_named = any_named || other.any_named;
  tallies.take(other.tallies);
  groups.take(other.groups);
}

Survey::Survey(SurveyOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Survey::~Survey() = default;

void Survey::expect(std::optional<std::uint64_t> bytes) {
  state_->outcome.reset();
  state_->groups.expect(bytes);
}

bool Survey::hold(std::size_t bytes) {
  state_->outcome.reset();
  return state_->groups.hold(state_->respondents.size(), bytes);
}

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
  s.places_of(block.columns);
  if (s.options.where.empty()) return s.take(block);
  const std::size_t columns = block.columns.size(), practices = block.instrument->practices.size();
  for (std::size_t row = 0; row < block.rows; ++row)
    s.take({block.instrument, block.values.subspan(row * columns, columns), block.codes.subspan(row * practices, practices),
            block.lines[row], 0, true});
}

void Survey::accept(const CountedRating& counted) {
  auto& s = *state_;
  s.turn_to(counted.file);
  const auto& places = s.places_of_record(counted.metadata);
  s.find_cell(counted.instrument, value_at(s.values, places.wave));
  s.remember_sort(Sort::Counts, {s.file, counted.position.line});
  if (!s.wanted(s.values)) return;
  s.add_to(s.published, counted.count);
  s.for_each_tally(counted.instrument, s.values, [&](GroupTable& table, Group& group) {
    group.tally.add(counted);
    table.has_grown(group);
  });
}

void Survey::begin_tally(const std::string& file, const TallyHeader& header) {
  auto& s = *state_;
  s.turn_to(file);
  s.tallies.begin(s.file, file, header);
  for (const auto& column : header.columns) s.note_column(column);
  s.add_to(s.sums.responses, header.responses);
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
  if (const auto current = state_->files.find(state_->file); current != state_->files.end()) current->second.is_rejected = true;
  state_->add_fault(std::move(fault));
}

void Survey::note_metadata(const std::string& file, const std::string& column) {
  auto& s = *state_;
  s.turn_to(file);
  s.note_column(column);
  if (s.too_many_columns) return;
  auto& kept = s.kept_columns[column];
  kept = {kept.files + 1, s.file};
}

void Survey::note_r_missing(const std::string& file, std::uint64_t cells) {
  state_->turn_to(file);
  state_->files[state_->file].r_missing += cells;
}

void Survey::note_open_end(const std::string& file) {
  state_->turn_to(file);
  state_->files[state_->file].has_open_end = true;
}

void Survey::finish_file(const InputFile& file) {
  state_->turn_to(file.name);
  state_->files[state_->file].finished = file;
}

bool Survey::full() const { return state_->stream_faults >= kHopeless && state_->unforgiven; }

std::unique_ptr<Intake> Survey::fork() {
  auto forked = std::make_unique<Survey>(state_->options);
  forked->state_->groups.become_fork_of(state_->groups);
  return forked;
}
void Survey::join(Intake& forked) { state_->add(*dynamic_cast<Survey&>(forked).state_); }
void Survey::end_file_at(std::size_t number, std::uint64_t line) { state_->faults.end_file_at(number, line); }

}  // namespace partnership
