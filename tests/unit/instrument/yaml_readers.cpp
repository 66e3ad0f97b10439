#include "unit/instrument/yaml_readers.hpp"

#include <algorithm>

#include "instrument/plain_yaml.hpp"
#include "instrument/utf8.hpp"
#include "instrument/yaml_document.hpp"
#include "instrument/yaml_events.hpp"

namespace partnership {
namespace {

// `with_nulls`: with the places of nulls, too.
std::string shown(const YamlNode& node, bool with_nulls = true) {
  std::string out = node.kind == YamlNode::Kind::Null && !with_nulls ? "" : std::to_string(node.offset);
  std::string separator;
  switch (node.kind) {
    case YamlNode::Kind::Null:
      return out.append("~").append(node.text);
    case YamlNode::Kind::Scalar:
      return out.append(node.quoted ? "\"" : " ").append(node.text).append(node.quoted ? "\"" : "");
    case YamlNode::Kind::List:
      out += "[";
      for (const auto& item : node.items) out += (out.ends_with('[') ? "" : ", ") + shown(item, with_nulls);
      return out + "]";
    case YamlNode::Kind::Map:
      out += "{";
      for (const auto& entry : node.entries) {
        out += separator + std::to_string(entry.offset) + " " + std::string(entry.key) + "=" + shown(entry.value, with_nulls);
        separator = ", ";
      }
      return out + "}";
  }
  return out;
}

std::string events_record(std::string_view text, const YamlPiece& piece) {
  std::vector<std::string> records;
  YamlTaker taker;
  taker.take = [&](const YamlNode& record) {
    records.push_back(shown(record));
    return true;
  };
  SlowYaml slow;
  const auto done = read_yaml_events(text, piece, taker, slow);
  if (!done) return "fault: " + done.error().message;
  return records.size() == 1 ? records.front() : std::to_string(records.size()) + " records";
}

bool passes_checks(std::string_view text) {
  const auto is_control = [](char c) { return (c >= 0 && c < ' ' && c != '\t' && c != '\n') || c == '\x7F'; };
  return !find_invalid_utf8(text) && std::none_of(text.begin(), text.end(), is_control);
}

}  // namespace

YamlAgreement compare_yaml_readers(std::string_view text) {
  YamlAgreement agreement;
  if (!passes_checks(text)) return agreement;
  YamlPieces pieces(text);
  PlainYaml reader(text);  // the same for all, as in YamlText
  for (;;) {
    const auto piece = pieces.next();
    if (!piece || !*piece) return agreement;
    const auto* const record = reader.read(**piece);
    if (record == nullptr) {
      ++agreement.declined;
      continue;
    }
    ++agreement.plain;
    const std::string plain = record->kind == YamlNode::Kind::Null ? "0 records" : shown(*record);
    const std::string events = events_record(text, **piece);
    if (plain == events || events.starts_with("fault: this is not YAML: invalid unicode")) continue;  // halves of a character
    agreement.difference = "plain:  " + plain + "\nevents: " + events + "\ntext:\n" + std::string(text);
    return agreement;
  }
}

std::optional<std::vector<std::string>> records_of(const std::string& text) {
  std::vector<std::string> records;
  const auto fault = YamlText(text, "f.yaml").read([&](const YamlNode& record) {
    records.push_back(shown(record, false));
    return true;
  });
  if (fault) return std::nullopt;
  return records;
}

std::string plain_record(std::string_view text) {
  PlainYaml reader(text);
  const auto* const record = reader.read({0, text.size()});
  return record == nullptr ? "declined" : shown(*record);
}

}  // namespace partnership
