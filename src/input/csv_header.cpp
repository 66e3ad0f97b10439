#include "input/csv_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

#include "input/csv_fault.hpp"
#include "input/csv_names.hpp"
#include "input/trim.hpp"
#include "instrument/clean_text.hpp"
#include "instrument/limits.hpp"
#include "instrument/look_alike.hpp"
#include "partnership/nearest.hpp"
#include "partnership/response.hpp"

namespace partnership {
namespace {

// Columns that long and counts have instead of answer columns; `item` is another name of `practice`.
constexpr std::string_view kRowColumns[] = {"practice", "item", "ideal", "actual", "count"};
// Words of their own, though two edits away from `count`.
constexpr std::string_view kNotMisspelt[] = {"country", "county", "account"};

template <std::size_t n>
bool contains(const std::string_view (&names)[n], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

constexpr std::size_t kMostFaults = 1000;  // a header with more of them is no header
constexpr std::size_t kMostHints = 100;    // of them told with the column that was meant: more than any instrument has on one side

class HeaderReading {
 public:
  HeaderReading(const CsvRecord& record, const std::string& file, std::span<const InstrumentPtr> instruments)
      : record_(record),
        file_(file),
        instruments_(instruments),
        codes_(practice_codes(instruments)),
        answers_(answer_columns(instruments)) {
    header_.size = record.size();
  }

  tl::expected<CsvHeader, CsvHeaderFaults> read() {
    if (record_.size() > 0 && record_.before(record_.size() - 1).size() + record_.text(record_.size() - 1).size() > kLargestHeader) {
      faults_.push_back(field_fault(FaultKind::TooLarge, file_, record_, 0, "this header is larger than 16 MiB", "give the columns shorter names, or leave some out"));
      return tl::unexpected(std::move(faults_));
    }
    name_columns();
    choose_layout();
    list_columns();
    for (std::size_t field = 0; field < names_.size() && faults_.size() < kMostFaults; ++field) read_column(field);
    if (wide_)
      finish_wide();
    else if (long_)
      finish_rows();
    else if (faults_.empty())
      fault(FaultKind::NoPractices, 0, "this header names no practices", kLayouts);
    if (faults_.empty()) return std::move(header_);
    std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
      return std::pair(a.position.line, a.position.column) < std::pair(b.position.line, b.position.column);
    });
    return tl::unexpected(std::move(faults_));
  }

 private:
  static constexpr std::string_view kLayouts =
      "columns are either 'respondent,E1P1_ideal,E1P1_actual,…' with a row per response, or 'respondent,practice,ideal,actual' with a row "
      "per "
      "practice, or 'practice,ideal,actual,count'";

  void name_columns() {
    std::unordered_map<std::string_view, std::size_t> first;
    for (std::size_t field = 0; field < record_.size(); ++field) {
      const auto name = trimmed(record_.text(field));
      names_.push_back(name);
      if (name.empty()) continue;
      const auto [place, is_new] = first.emplace(name, field);
      if (!is_new)
        fault(FaultKind::DuplicateColumn, field,
              fmt::format("column {} is there twice: it is also column {}", quoted_text(name), place->second + 1),
              "rename one, or leave it out");
    }
    fields_ = std::move(first);
  }

  void choose_layout() {
    const bool rows = has("practice") || has("item");
    wide_ = std::any_of(names_.begin(), names_.end(), [&](auto name) { return resolves(name); });
    long_ = !wide_ && (rows || (has("ideal") && has("actual")));
    header_.layout = wide_ ? CsvLayout::Wide : has("count") ? CsvLayout::Counts : CsvLayout::Long;
    // Either could be meant, and one would be passed over in silence as metadata.
    if (wide_ && rows && (has("ideal") || has("actual"))) {
      const auto field = fields_.at(has("practice") ? "practice" : "item");
      fault(FaultKind::UnknownColumn, field,
            fmt::format("column '{}' is of the long layout, but this file has answer columns of the wide one", names_[field]));
    }
  }

  void read_column(std::size_t field) {
    const auto name = names_[field];
    if (name.empty()) return header_.nameless.push_back(field);
    if (fields_.at(name) != field) return;  // told as a duplicate
    if (wide_ && resolves(name)) return;    // finish_wide()
    if (long_ && contains(kRowColumns, name)) return;
    if (contains(kKnownColumns, name)) return header_.metadata.push_back({field, std::string(name)});
    if (!refuse_look_alike(field)) read_other_column(field);
  }

  void read_other_column(std::size_t field) {
    const auto name = names_[field];
    if (looks_like_answer(name, codes_)) return unknown_practice(field);
    if (const auto match = near_miss(name)) {
      meant_.push_back(*match);
      return fault(FaultKind::UnknownColumn, field, quoted_text(name) + " is not a known column", "did you mean '" + *match + "'?");
    }
    if (long_ && is_wording(name) && has("text")) return;
    header_.metadata.push_back({field, std::string(name)});
  }

  // A column that is known by its looks only would be passed over as metadata.
  bool refuse_look_alike(std::size_t field) {
    const auto plain = plain_look(names_[field]);
    if (plain == names_[field]) return false;
    const bool answer = !long_ && resolves(plain);
    if (!answer && !contains(kKnownColumns, plain) && (wide_ || !contains(kRowColumns, plain))) return false;
    meant_.push_back(plain);
    fault(answer ? FaultKind::UnknownPractice : FaultKind::UnknownColumn, field,
          fmt::format("{} is not a known column: {}", quoted_text(names_[field]), name_look_alike(names_[field]).value_or("")),
          "did you mean '" + plain + "'?");
    return true;
  }

  void unknown_practice(std::size_t field) {
    const auto name = names_[field];
    const auto match = faults_.size() < kMostHints ? nearest(name, answers_) : std::nullopt;
    if (match) meant_.push_back(*match);
    fault(FaultKind::UnknownPractice, field,
          long_ ? fmt::format("column {} does not belong in the long layout: its practices are rows", quoted_text(name))
                : fmt::format("{} is not an answer column of {}", quoted_text(name), instrument_names()),
          long_   ? ""
          : match ? "did you mean '" + *match + "'?"
          : faults_.size() >= kMostHints
              ? ""
              : "answer columns are named like E1P1_ideal and E1P1_actual; --instrument names a questionnaire of your own");
  }

  // The columns that a name may have been meant for: first those of every layout, then those of rows that are not there.
  void list_columns() {
    columns_.assign(std::begin(kKnownColumns), std::end(kKnownColumns));
    if (!long_) return;
    if (!has("practice") && !has("item")) columns_.insert(columns_.end(), {"practice", "item"});
    for (const auto* column : {"ideal", "actual", "count"})
      if (!has(column)) columns_.emplace_back(column);
  }
  [[nodiscard]] std::optional<std::string> near_miss(std::string_view name) const {
    return nearest(name, std::span(columns_).first(contains(kNotMisspelt, name) ? std::size(kKnownColumns) : columns_.size()));
  }

  void finish_wide() {
    std::vector<std::string> codes;
    for (const auto name : names_)
      if (resolves(name)) codes.emplace_back(parse_answer_name(name)->code);
    header_.instrument = find_instrument(instruments_, codes);
    for (std::size_t field = 0; field < names_.size(); ++field) {
      const auto name = parse_answer_name(names_[field]);
      if (!name || !resolves(names_[field]) || fields_.at(names_[field]) != field) continue;
      const auto practice = header_.instrument->find(name->code);
      if (!practice) {
        const auto other = find_instrument(instruments_, std::vector{std::string(name->code)});
        fault(FaultKind::MixedInstruments, field,
              fmt::format("{} is of the instrument '{}', but the columns before it are of '{}'", quoted_text(names_[field]), other->name,
                          header_.instrument->name),
              "put each instrument into a file of its own");
        return;  // every column of the other instrument would say the same
      }
      add_answers(field, *name, *practice);
    }
  }

  void add_answers(std::size_t field, const AnswerName& name, std::size_t practice) {
    const auto other_name = answer_column(name.code, name.side == Side::Ideal ? Side::Actual : Side::Ideal);
    const auto other = fields_.find(other_name);
    if (other == fields_.end()) {
      if (!is_meant(other_name))
        fault(FaultKind::MissingSide, field, fmt::format("'{}' is here, but '{}' is missing", names_[field], other_name),
              "a practice has a column for each side; where nobody answered they are empty");
    } else if (name.side == Side::Ideal) {
      header_.asked.push_back({practice, {field, other->second}});
    }
  }

  void finish_rows() {
    if (has("practice") && has("item")) {
      fault(FaultKind::DuplicateColumn, std::max(fields_.at("practice"), fields_.at("item")),
            "'practice' and 'item' both name the practice of a row", "leave one of them out");
      return;
    }
    const auto find = [&](const char* name, std::size_t& field) {
      if (has(name))
        field = fields_.at(name);
      else if (!is_meant(name))
        fault(FaultKind::MissingColumn, 0, fmt::format("column '{}' is missing: rows of practices need practice, ideal and actual", name));
    };
    find(has("item") || is_meant("item") ? "item" : "practice", header_.practice);
    find("ideal", header_.answer[0]);
    find("actual", header_.answer[1]);
    if (header_.layout == CsvLayout::Counts) header_.count = fields_.at("count");
  }

  [[nodiscard]] bool is_meant(std::string_view name) const { return std::find(meant_.begin(), meant_.end(), name) != meant_.end(); }
  [[nodiscard]] bool has(std::string_view name) const { return fields_.contains(name); }

  [[nodiscard]] bool resolves(std::string_view name) const {
    const auto answer = parse_answer_name(name);
    return answer && std::any_of(instruments_.begin(), instruments_.end(),
                                 [&](const auto& instrument) { return instrument->find(answer->code).has_value(); });
  }

  [[nodiscard]] std::string instrument_names() const {
    std::string names;
    for (const auto& instrument : instruments_) names += fmt::format("{}'{}'", names.empty() ? "" : " or ", instrument->name);
    return names.empty() ? "any instrument" : "the instrument " + names;
  }

  void fault(FaultKind kind, std::size_t field, std::string message, std::string_view hint = "") {
    if (faults_.size() == kMostFaults) return;  // each looks for its line and column in the whole header
    faults_.push_back(field_fault(kind, file_, record_, field, std::move(message), std::string(hint)));
    if (const auto name = parse_answer_name(names_.at(field))) faults_.back().practice = name->code;
    if (field == 0 && (kind == FaultKind::MissingColumn || kind == FaultKind::NoPractices)) faults_.back().value.clear();
  }

  const CsvRecord& record_;
  const std::string& file_;
  std::span<const InstrumentPtr> instruments_;
  std::vector<std::string> codes_, answers_;
  std::vector<std::string> columns_;                          // see list_columns()
  std::vector<std::string_view> names_;                       // by field
  std::unordered_map<std::string_view, std::size_t> fields_;  // the first field of a name
  std::vector<std::string> meant_;                            // known columns that misspelt ones stand for: not missing
  bool wide_ = false, long_ = false;                          // neither: no practices; long_: also counts
  CsvHeader header_;
  CsvHeaderFaults faults_;
};

// A text that is all there, as one piece.
class WholeText : public TextStream {
 public:
  explicit WholeText(std::string_view text) : text_(text) {}
  [[nodiscard]] Result<std::string_view> next() override { return std::exchange(text_, {}); }

 private:
  std::string_view text_;
};

}  // namespace

tl::expected<CsvHeader, CsvHeaderFaults> parse_csv_header(const CsvRecord& record, const std::string& file,
                                                          std::span<const InstrumentPtr> instruments) {
  return HeaderReading(record, file, instruments).read();
}

CsvDelimiter find_delimiter(std::string_view text, std::span<const InstrumentPtr> instruments) {
  const auto codes = practice_codes(instruments);
  CsvDelimiter best;
  for (const char delimiter : {',', ';', '\t', '|'}) {
    WholeText whole(text);
    CsvScanner scanner(whole, "", delimiter);
    CsvDelimiter found{delimiter, 0, 0};
    const auto record = scanner.next();
    if (record && *record != nullptr) {
      found.fields = (*record)->size();
      for (std::size_t field = 0; field < found.fields; ++field) {
        const auto name = trimmed((*record)->text(field));
        if (contains(kKnownColumns, name) || contains(kRowColumns, name) || looks_like_answer(name, codes)) ++found.known;
      }
    }
    if (std::pair(found.known, found.fields) > std::pair(best.known, best.fields)) best = found;
  }
  return best;
}

}  // namespace partnership
