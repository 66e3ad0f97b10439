#include "partnership/survey.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

namespace partnership {
namespace {

// After so many faults the rest of the input is not worth reading: nothing will be scored.
constexpr std::uint64_t kHopeless = 100'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Compares the runs of digits at `i` and `j` as numbers of any length and moves behind them.
int compare_numbers(const std::string& a, std::size_t& i, const std::string& b, std::size_t& j) {
  while (i + 1 < a.size() && a[i] == '0' && is_digit(a[i + 1])) ++i;
  while (j + 1 < b.size() && b[j] == '0' && is_digit(b[j + 1])) ++j;
  const std::size_t a_start = i, b_start = j;
  while (i < a.size() && is_digit(a[i])) ++i;
  while (j < b.size() && is_digit(b[j])) ++j;
  if (i - a_start != j - b_start) return i - a_start < j - b_start ? -1 : 1;
  return a.compare(a_start, i - a_start, b, b_start, j - b_start);
}

struct NaturalOrder {
  bool operator()(const std::string& a, const std::string& b) const { return natural_less(a, b); }
  bool operator()(const std::vector<std::string>& a, const std::vector<std::string>& b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), natural_less);
  }
};

struct Hash128 {
  std::uint64_t low, high;
  bool operator==(const Hash128&) const = default;
};
struct HashOfHash {
  std::size_t operator()(const Hash128& hash) const { return hash.low; }
};

// Parts are joined by NUL, which no reader lets through, so ("a", "bc") and ("ab", "c") differ.
Hash128 hash_of(std::initializer_list<std::string_view> parts, std::string& buffer) {
  buffer.clear();
  for (const auto part : parts) {
    buffer += part;
    buffer += '\0';
  }
  const XXH128_hash_t hash = XXH3_128bits(buffer.data(), buffer.size());
  return {hash.low64, hash.high64};
}

}  // namespace

bool natural_less(const std::string& a, const std::string& b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      if (const int order = compare_numbers(a, i, b, j); order != 0) return order < 0;
    } else if (a[i] != b[j]) {
      return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
    } else {
      ++i, ++j;
    }
  }
  if ((i == a.size()) != (j == b.size())) return i == a.size();
  return a < b;  // equal but for leading zeros: still a strict order
}

struct Survey::State {
  SurveyOptions options;
  SurveyTotals totals;
  std::vector<InputFile> files;
  std::vector<Fault> faults;
  std::uint64_t fault_count = 0;
  bool unforgiven = false;
  bool scored_anything = false;
  std::map<std::string, std::set<std::string>> kept_columns;  // with the files that have them
  std::vector<std::string> notes;
  std::set<std::string> columns;
  std::vector<InstrumentPtr> instruments;

  // Instruments by place in `instruments`, groups by (instrument, grouping) and then wave and values in natural order.
  struct GroupOrder {
    bool operator()(const std::pair<std::string, std::vector<std::string>>& a, const std::pair<std::string, std::vector<std::string>>& b) const {
      const NaturalOrder less;
      if (less(a.first, b.first)) return true;
      if (less(b.first, a.first)) return false;
      return less(a.second, b.second);
    }
  };
  using Groups = std::map<std::pair<std::string, std::vector<std::string>>, Group, GroupOrder>;
  std::map<std::pair<std::string, std::size_t>, Groups> groups;  // by instrument name and grouping
  std::set<std::string, NaturalOrder> waves;

  // Where each named response was first seen: file (index into seen_files) and line. For the duplicate check.
  std::unordered_map<Hash128, std::pair<std::uint32_t, std::uint64_t>, HashOfHash> seen;
  std::vector<std::string> seen_files;
  std::unordered_set<Hash128, HashOfHash> respondents;
  std::map<std::pair<std::string, std::string>, bool> counted;  // by instrument and wave: counts, or responses
  std::set<std::string> mixed_files;
  std::string buffer;
  std::pair<std::string, std::vector<std::string>> key;  // reused, so that a known group costs no allocation

  void add_fault(Fault fault) {
    ++fault_count;
    if (faults.size() < options.most_faults) faults.push_back(std::move(fault));
  }

  bool forgives(FaultScope scope) const {
    if (options.on_error == OnError::Stop) return false;
    return scope == FaultScope::Cell || (scope == FaultScope::Response && options.on_error == OnError::Skip);
  }

  template <class Record>
  bool wanted(const Record& record) const {
    return std::all_of(options.where.begin(), options.where.end(), [&](const auto& condition) {
      const auto found = std::find_if(record.metadata.begin(), record.metadata.end(), [&](const Metadatum& datum) { return datum.column == condition.first; });
      return (found == record.metadata.end() ? std::string_view{} : std::string_view(found->value)) == condition.second;
    });
  }

  template <class Record>
  void remember_columns(const Record& record) {
    for (const auto& datum : record.metadata)
      if (!columns.contains(datum.column)) columns.insert(datum.column);
  }

  // Published counts and single responses cannot make one group: half of its figures would be unknown without a word.
  // False, with a fault made of it, if this record is of the other sort than those before it of its stage and wave.
  template <class Record>
  bool is_of_one_sort(const Record& record, std::string_view wave) {
    constexpr bool kCounts = std::is_same_v<Record, CountedRating>;
    const auto [place, fresh] = counted.try_emplace({record.instrument->name, std::string(wave)}, kCounts);
    if (fresh || place->second == kCounts) return true;
    unforgiven = true;
    if (mixed_files.insert(record.file).second)
      add_fault({FaultKind::MixedLayouts, record.file, record.position, "", "",
                 fmt::format("published counts and single responses of the {} instrument cannot be scored together", record.instrument->name),
                 "give them in different runs, or a different wave", ""});
    return false;
  }

  // True if this key was seen before; then a fault has been made of it.
  bool is_duplicate(const Response& response) {
    const auto id = response.value_of("respondent");
    if (id.empty()) return false;
    if (seen_files.empty() || seen_files.back() != response.file) seen_files.push_back(response.file);
    const auto place = std::pair(static_cast<std::uint32_t>(seen_files.size() - 1), response.position.line);
    const auto partnership = response.value_of("partnership"), wave = response.value_of("wave");
    const auto [found, fresh] = seen.try_emplace(hash_of({response.instrument->name, partnership, wave, id}, buffer), place);
    if (fresh) return false;
    std::string whose = fmt::format("respondent '{}'", id);
    if (!partnership.empty()) whose += fmt::format(" of partnership '{}'", partnership);
    if (!wave.empty()) whose += fmt::format(" in wave '{}'", wave);
    unforgiven = true;
    add_fault({FaultKind::DuplicateResponse, response.file, response.position, "", std::string(id),
               fmt::format("{} has answered the {} instrument before, at {}:{}", whose, response.instrument->name, seen_files[found->second.first],
                           found->second.second),
               "give each respondent one response per partnership and wave; different people need different names", ""});
    return true;
  }

  // Adds a response or counted rating to its group in every grouping.
  template <class Record>
  void tally(const Record& record) {
    if (std::none_of(instruments.begin(), instruments.end(), [&](const InstrumentPtr& known) { return known == record.instrument; }))
      instruments.push_back(record.instrument);
    const auto value_of = [&](std::string_view column) -> const std::string& {
      static const std::string kNone;
      for (const auto& datum : record.metadata)
        if (datum.column == column) return datum.value;
      return kNone;
    };
    key.first = value_of("wave");
    if (!waves.contains(key.first)) waves.insert(key.first);
    for (std::size_t g = 0; g < options.groupings.size(); ++g) {
      key.second.clear();
      for (const auto& column : options.groupings[g]) key.second.push_back(value_of(column));
      auto& of_grouping = groups[{record.instrument->name, g}];
      auto found = of_grouping.find(key);
      if (found == of_grouping.end())
        found = of_grouping.emplace(key, Group{key.first, g, key.second, Tally(record.instrument, options.depth)}).first;
      found->second.tally.add(record);
    }
    scored_anything = true;
  }

  void count(const Response& response) {
    ++totals.scored;
    totals.invalid_cells += response.invalid_cells;
    for (const Rating rating : response.ratings) {
      if (!rating.asked()) continue;
      totals.answers += static_cast<std::uint64_t>(rating.ideal() != Answer::Blank) + static_cast<std::uint64_t>(rating.actual() != Answer::Blank);
      totals.pairs += rating.is_pair();
    }
    const auto id = response.value_of("respondent");
    if (id.empty() || respondents.insert(hash_of({response.value_of("partnership"), id}, buffer)).second) ++totals.respondents;
  }
};

Survey::Survey(SurveyOptions options) : state_(std::make_unique<State>()) { state_->options = std::move(options); }
Survey::~Survey() = default;

void Survey::accept(const Response& response) {
  auto& s = *state_;
  ++s.totals.responses;
  s.remember_columns(response);
  bool forgiven = true, dropped = false;
  for (const auto& fault : response.faults) {
    const auto scope = code_of(fault.kind).scope;
    if (!s.forgives(scope)) forgiven = false;
    if (scope == FaultScope::Response || s.options.on_error == OnError::Skip) dropped = true;
    s.add_fault(fault);
  }
  if (!forgiven) s.unforgiven = true;
  if (s.is_duplicate(response) || !forgiven || dropped || !s.is_of_one_sort(response, response.value_of("wave"))) {
    ++s.totals.rejected;
  } else if (!s.wanted(response)) {
    ++s.totals.filtered;
  } else {
    s.count(response);
    s.tally(response);
  }
}

void Survey::accept(const CountedRating& counted) {
  auto& s = *state_;
  s.remember_columns(counted);
  const auto wave = std::find_if(counted.metadata.begin(), counted.metadata.end(), [](const Metadatum& datum) { return datum.column == "wave"; });
  if (!s.is_of_one_sort(counted, wave == counted.metadata.end() ? "" : wave->value) || !s.wanted(counted)) return;
  s.tally(counted);
  const auto states = static_cast<std::uint64_t>(counted.rating.ideal() != Answer::Blank) + static_cast<std::uint64_t>(counted.rating.actual() != Answer::Blank);
  s.totals.answers += states * counted.count;
  if (counted.rating.is_pair()) s.totals.pairs += counted.count;
}

void Survey::reject(Fault fault) {
  if (!state_->forgives(code_of(fault.kind).scope)) state_->unforgiven = true;
  state_->add_fault(std::move(fault));
}

void Survey::note_metadata(const std::string& file, const std::string& column) { state_->kept_columns[column].insert(file); }

void Survey::note_r_missing(const std::string& file, std::uint64_t cells) {
  state_->notes.push_back(fmt::format("{}: {} NA (R's missing value), read as blank; N/A is \"not applicable\"", file,
                                      cells == 1 ? std::string("1 cell holds") : fmt::format("{} cells hold", cells)));
}

void Survey::finish_file(const InputFile& file) {
  const auto same = std::find_if(state_->files.begin(), state_->files.end(),
                                 [&](const InputFile& other) { return other.bytes == file.bytes && other.xxh3_128 == file.xxh3_128; });
  if (same != state_->files.end() && file.bytes > 0)
    state_->notes.push_back(fmt::format("{} holds the same bytes as {}: responses without a name count twice", file.name, same->name));
  state_->files.push_back(file);
}
bool Survey::full() const { return state_->fault_count >= kHopeless && state_->unforgiven; }

std::vector<const Group*> Survey::groups(const Instrument& instrument, std::size_t grouping) const {
  std::vector<const Group*> found;
  const auto of_grouping = state_->groups.find({instrument.name, grouping});
  if (of_grouping == state_->groups.end()) return found;
  for (const auto& [key, group] : of_grouping->second) found.push_back(&group);
  return found;
}

const std::vector<InstrumentPtr>& Survey::instruments() const {
  // The published instruments first and in their order, whatever order the files came in.
  std::stable_sort(state_->instruments.begin(), state_->instruments.end(), [](const InstrumentPtr& a, const InstrumentPtr& b) {
    const auto rank = [](const InstrumentPtr& i) {
      const auto published = published_instruments();
      const auto at = std::find_if(published.begin(), published.end(), [&](const auto& p) { return p->name == i->name; });
      return std::tuple(at - published.begin(), i->name);
    };
    return rank(a) < rank(b);
  });
  return state_->instruments;
}

std::vector<std::string> Survey::waves() const { return {state_->waves.begin(), state_->waves.end()}; }
const SurveyTotals& Survey::totals() const { return state_->totals; }
const std::vector<InputFile>& Survey::files() const { return state_->files; }
const std::vector<Fault>& Survey::faults() const { return state_->faults; }
std::uint64_t Survey::fault_count() const { return state_->fault_count; }
bool Survey::usable() const { return !state_->unforgiven && state_->scored_anything; }

std::vector<std::string> Survey::notes() const {
  std::vector<std::string> all;
  for (const auto& [column, files] : state_->kept_columns)
    all.push_back(files.size() == 1 ? fmt::format("{}: column '{}' is kept as metadata", *files.begin(), column)
                                    : fmt::format("column '{}' is kept as metadata (in {} files)", column, files.size()));
  all.insert(all.end(), state_->notes.begin(), state_->notes.end());
  return all;
}

std::vector<std::string> Survey::columns() const { return {state_->columns.begin(), state_->columns.end()}; }

}  // namespace partnership
