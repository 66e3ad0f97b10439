#include "partnership/wave_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "input/byte_source.hpp"
#include "input/csv_fault.hpp"
#include "input/csv_scanner.hpp"
#include "input/file_fault.hpp"
#include "input/input_format.hpp"
#include "input/text_source.hpp"
#include "input/trim.hpp"
#include "instrument/clean_text.hpp"
#include "instrument/limits.hpp"
#include "instrument/yaml_document.hpp"
#include "partnership/nearest.hpp"

namespace partnership {
namespace {

constexpr std::size_t kColumns = 2;
const std::vector<std::string> kNames = {"wave", "event"};

using Events = Result<std::vector<WaveEvent>>;

Events no_events(const std::string& path) {
  return tl::unexpected(
      file_fault(FaultKind::EmptyFile, path, "there are no events in this file", "give the columns wave and event, a row for each event"));
}

// What has been read, as long as there is room for it.
class EventList {
 public:
  [[nodiscard]] bool add(std::string_view wave, std::string_view event) {
    bytes_ += wave.size() + event.size();
    if (events_.size() == kMostEvents || bytes_ > kLargestEventTexts) return false;
    events_.push_back({std::string(wave), std::string(event)});
    return true;
  }
  [[nodiscard]] static std::string too_many() {
    return fmt::format("there are more than {} events, or more than {} MiB of their texts", kMostEvents, kLargestEventTexts / kMebibyte);
  }
  [[nodiscard]] Events taken(const std::string& path) { return events_.empty() ? no_events(path) : Events(std::move(events_)); }

 private:
  std::vector<WaveEvent> events_;
  std::size_t bytes_ = 0;
};

std::string not_known(std::string_view name) { return quoted_text(name) + " is neither wave nor event"; }

// ---- CSV ----

char delimiter_of(std::string_view text) {
  const auto head = text.substr(0, text.find_first_of("\r\n"));
  for (const char delimiter : {',', ';', '\t', '|'})
    if (head.find(delimiter) != std::string_view::npos) return delimiter;
  return ',';
}

// Where the columns wave and event stand.
Result<std::array<std::size_t, kColumns>> read_header(const CsvRecord& header, const std::string& path) {
  std::array<std::optional<std::size_t>, kColumns> found;
  for (std::size_t field = 0; field < header.size(); ++field) {
    const auto name = trimmed(header.text(field));
    const auto column = static_cast<std::size_t>(std::find(kNames.begin(), kNames.end(), name) - kNames.begin());
    if (column == kColumns)
      return tl::unexpected(
          field_fault(FaultKind::UnknownColumn, path, header, field, not_known(name), did_you_mean(std::string(name), kNames)));
    if (found[column])
      return tl::unexpected(field_fault(FaultKind::DuplicateColumn, path, header, field, "the column " + quoted_text(name) + " is there twice"));
    found[column] = field;
  }
  for (std::size_t column = 0; column < kColumns; ++column)
    if (!found[column])
      return tl::unexpected(field_fault(FaultKind::MissingColumn, path, header, 0, "the column '" + kNames[column] + "' is missing"));
  return std::array{*found[0], *found[1]};
}

Events read_csv_events(TextSource& text, const std::string& path, char delimiter) {
  CsvScanner scanner(text, path, delimiter);
  std::optional<std::array<std::size_t, kColumns>> places;
  EventList events;
  for (;;) {
    const auto row = scanner.next();
    if (!row) return tl::unexpected(row.error());
    if (*row == nullptr) break;
    const CsvRecord& record = **row;
    if (!places) {
      const auto found = read_header(record, path);
      if (!found) return tl::unexpected(found.error());
      places = *found;
      continue;
    }
    if (record.size() != kColumns) return tl::unexpected(field_count_fault(path, record, kColumns));
    std::array<std::string_view, kColumns> values;
    for (std::size_t column = 0; column < kColumns; ++column) values[column] = trimmed(record.text((*places)[column]));
    if (values[0].empty() && values[1].empty()) continue;  // a row of delimiters only
    for (std::size_t column = 0; column < kColumns; ++column)
      if (values[column].empty())
        return tl::unexpected(field_fault(FaultKind::MissingKey, path, record, (*places)[column], "the " + kNames[column] + " is empty"));
    if (!events.add(values[0], values[1])) return tl::unexpected(field_fault(FaultKind::TooLarge, path, record, 0, EventList::too_many()));
  }
  return events.taken(path);
}

// ---- YAML ----

// The first fault sticks.
class YamlEvents {
 public:
  YamlEvents(std::string bytes, const std::string& path) : text_(std::move(bytes), path), path_(path) {}

  Events read() {
    const auto syntax = text_.read([this](const YamlNode& node) {
      read(node);
      return !fault_;
    });
    if (fault_) return tl::unexpected(std::move(*fault_));
    if (syntax) return tl::unexpected(*syntax);
    return events_.taken(path_);
  }

 private:
  void read(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::Map)
      return fail(FaultKind::WrongType, node.offset, "an event is written as a map with the keys wave and event");
    for (const auto& entry : node.entries)
      if (std::find(kNames.begin(), kNames.end(), entry.key) == kNames.end()) {
        fail(FaultKind::UnknownKey, entry.offset, not_known(entry.key));
        fault_->hint = did_you_mean(std::string(entry.key), kNames);
        return;
      }
    std::array<std::string, kColumns> values;
    for (std::size_t i = 0; i < kColumns; ++i) {
      const auto* entry = node.find(kNames[i]);
      if (entry == nullptr) return fail(FaultKind::MissingKey, node.offset, "the key '" + kNames[i] + "' is missing");
      if (!entry->value.is_value())
        return fail(FaultKind::WrongType, entry->value.offset, "'" + kNames[i] + "' is a text, not a list or map");
      values[i] = trimmed(entry->value.text);
      if (values[i].empty()) return fail(FaultKind::MissingKey, entry->value.offset, "the " + kNames[i] + " is empty");
    }
    if (!events_.add(values[0], values[1])) fail(FaultKind::TooLarge, node.offset, EventList::too_many());
  }
  void fail(FaultKind kind, std::size_t offset, std::string message) { fault_ = text_.fault_at(kind, offset, std::move(message)); }

  YamlText text_;
  const std::string& path_;
  EventList events_;
  std::optional<Fault> fault_;
};

Events read_yaml_events(TextSource& text, const std::string& path) {
  std::string whole;
  for (;;) {
    const auto piece = text.next();
    if (!piece) return tl::unexpected(piece.error());
    if (piece->empty()) break;
    whole += *piece;
    if (whole.size() > kLargestEvents)
      return tl::unexpected(file_fault(FaultKind::TooLarge, path, "this is too large for a list of events: at most 16 MiB"));
  }
  return YamlEvents(std::move(whole), path).read();
}

}  // namespace

Result<WaveEvents> load_wave_events(const std::string& path) {
  auto bytes = ByteSource::open(path);
  if (!bytes) return tl::unexpected(bytes.error());
  TextSource text(*bytes, std::nullopt);
  const auto start = text.peek();
  if (!start) return tl::unexpected(start.error());
  const bool is_yaml = format_of_name(path) == InputFormat::Yaml;
  const auto first = start->find_first_not_of(" \t\r\n");
  const bool is_json = is_yaml && first != std::string_view::npos && (*start)[first] == '[';
  auto events = is_yaml ? read_yaml_events(text, path) : read_csv_events(text, path, delimiter_of(*start));
  if (!events) {
    // --encoding is for the responses.
    if (events.error().kind == FaultKind::InvalidEncoding) events.error().hint = "save the file as UTF-8";
    return tl::unexpected(std::move(events.error()));
  }
  return WaveEvents{std::move(*events), text.has_open_end() && !is_json};
}

}  // namespace partnership
