// The long layout: a row is one practice of a response. The rows of a named response may be anywhere in the file, and
// which practices were asked is known at its end only, so the whole file is kept and handed on then, in the order in which
// the responses first appear.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "input/csv_fault.hpp"
#include "input/csv_rows.hpp"
#include "input/trim.hpp"

namespace partnership {
namespace {

constexpr std::size_t kMostResponses = 1'000'000;  // kept at a time
constexpr std::size_t kMostFaults = 10'000;        // kept in full; beyond, one for each response
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

class LongReading {
 public:
  LongReading(CsvRows& rows, const std::vector<InstrumentPtr>& instruments)
      : rows_(rows), practices_(rows, instruments), values_(rows.metadata()) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const auto& column = values_[i].column;
      is_key_.push_back(column == "respondent" || column == "partnership" || column == "wave");
      if (column == "respondent") respondent_ = i;
    }
  }

  void read() {
    while (const CsvRecord* const row = rows_.next())
      if (!read_row(*row)) return;
    if (rows_.is_sound()) hand_on();
  }

 private:
  bool read_row(const CsvRecord& row) {
    // Whose row it is cannot be known if its cells may have slipped: the file is not usable.
    if (!rows_.is_complete(row)) {
      rows_.reject(field_count_fault(rows_.file(), row, rows_.header().size));
      return true;
    }
    const auto practice = practices_.find(row);
    if (!practice) return true;
    asked_.resize(practices_.instrument()->practices.size());
    rows_.read_metadata(row, values_);
    const std::size_t index = find_response(row, *practice);
    if (index == kMostResponses) {
      rows_.reject(field_fault(FaultKind::TooLarge, rows_.file(), row, rows_.header().practice,
                               "there are more than 1,000,000 responses in this file",
                               "split it, or use the wide layout, which has no limit"));
      return false;
    }
    asked_[*practice] = true;
    add_rating(responses_[index], row, *practice);
    last_ = index;
    return true;
  }

  [[nodiscard]] bool is_named() const { return respondent_ != kNone && !values_[respondent_].value.empty(); }

  // The response the row belongs to, new or not.
  std::size_t find_response(const CsvRecord& row, std::size_t practice) {
    if (!is_named()) return find_unnamed(row, practice);
    key_.clear();
    for (std::size_t i = 0; i < values_.size(); ++i)
      if (is_key_[i]) key_.append(std::to_string(values_[i].value.size())).append(":").append(values_[i].value);
    const auto [place, is_new] = by_key_.try_emplace(key_, responses_.size());
    if (is_new) return add_response(row);
    check_metadata(place->second, row);
    return place->second;
  }

  // Answers without a name are one response as long as the rows follow each other, say the same of the respondent and
  // no practice comes again.
  std::size_t find_unnamed(const CsvRecord& row, std::size_t practice) {
    if (last_ == kNone) return add_response(row);
    const auto& last = responses_[last_];
    const auto equal = [](const Metadatum& a, const Metadatum& b) { return a.value == b.value; };
    const bool same = std::equal(values_.begin(), values_.end(), last.metadata.begin(), equal);
    return same && !last.ratings[practice].asked() ? last_ : add_response(row);
  }

  std::size_t add_response(const CsvRecord& row) {
    if (responses_.size() == kMostResponses) return kMostResponses;
    auto& response = responses_.emplace_back();
    response.instrument = practices_.instrument();
    response.file = rows_.file();
    response.position.line = row.line();
    response.metadata = values_;
    response.ratings.resize(asked_.size());
    return responses_.size() - 1;
  }

  void add_rating(Response& response, const CsvRecord& row, std::size_t practice) {
    const auto& instrument = *response.instrument;
    const auto& header = rows_.header();
    auto& rating = response.ratings[practice];
    if (rating.asked()) {
      const auto& code = instrument.practices[practice].code;
      std::vector<Fault> faults{field_fault(FaultKind::DuplicateRating, rows_.file(), row, header.practice,
                                            fmt::format("respondent {} rates {} twice", quoted(values_[respondent_].value), code))};
      faults.back().practice = code;
      return keep(response, std::move(faults));
    }
    std::vector<Fault> faults;
    const auto ideal = rows_.answer(row, header.answer[0], Side::Ideal, instrument, practice, faults);
    const auto actual = rows_.answer(row, header.answer[1], Side::Actual, instrument, practice, faults);
    rating = Rating(ideal, actual);
    response.invalid_cells += faults.size();
    keep(response, std::move(faults));
  }

  // Columns outside the key are the respondent's too, so all rows of a response must agree on them; told once a column.
  void check_metadata(std::size_t index, const CsvRecord& row) {
    auto& response = responses_[index];
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const auto& before = response.metadata[i];
      if (is_key_[i] || before.value == values_[i].value) continue;
      const auto is_told = [&](const Fault& fault) {
        return fault.kind == FaultKind::ConflictingMetadata && fault.message.starts_with(before.column + " is ");
      };
      if (std::any_of(response.faults.begin(), response.faults.end(), is_told)) continue;
      keep(response, {field_fault(FaultKind::ConflictingMetadata, rows_.file(), row, rows_.header().metadata[i].field,
                                  fmt::format("{} is {} here, but {} on line {} for the same respondent", before.column,
                                              quoted(values_[i].value), quoted(before.value), response.position.line))});
    }
  }

  void keep(Response& response, std::vector<Fault> faults) {
    for (auto& fault : faults)
      if (faults_++ < kMostFaults || response.faults.empty()) response.faults.push_back(std::move(fault));
  }

  void hand_on() {
    for (auto& response : responses_) {
      if (rows_.intake().full()) return;
      for (std::size_t practice = 0; practice < asked_.size(); ++practice)
        if (asked_[practice] && !response.ratings[practice].asked()) response.ratings[practice] = Rating(Answer::Blank, Answer::Blank);
      rows_.intake().accept(response);
    }
  }

  CsvRows& rows_;
  CsvPractices practices_;
  std::vector<Metadatum> values_;  // of the current row
  std::vector<bool> is_key_;       // by metadata column
  std::size_t respondent_ = kNone;
  std::vector<bool> asked_;  // by practice: anywhere in the file
  std::vector<Response> responses_;
  std::unordered_map<std::string, std::size_t> by_key_;
  std::string key_;
  std::size_t last_ = kNone;  // the response of the row before
  std::size_t faults_ = 0;
};

}  // namespace

CsvReading read_csv_long(const CsvInput& input) {
  CsvRows rows(input);
  LongReading(rows, input.options.instruments).read();
  return rows.reading();
}

}  // namespace partnership
