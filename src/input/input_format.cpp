#include "input/input_format.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "input/csv_header.hpp"
#include "input/tally_file.hpp"
#include "input/trim.hpp"

namespace partnership {
namespace {

struct NamedFormat {
  std::string_view name;
  InputFormat format;
};
constexpr NamedFormat kFormats[] = {
    {"csv", InputFormat::Csv}, {"tsv", InputFormat::Tsv}, {"yaml", InputFormat::Yaml}, {"json", InputFormat::Yaml}, {"tally", InputFormat::Tally}};
constexpr NamedFormat kExtensions[] = {{".csv", InputFormat::Csv},
                                       {".tsv", InputFormat::Tsv},
                                       {".yaml", InputFormat::Yaml},
                                       {".yml", InputFormat::Yaml},
                                       {".json", InputFormat::Yaml},
                                       {".tally", InputFormat::Tally}};

struct NamedEncoding {
  std::string_view name;
  Encoding encoding;
};
constexpr NamedEncoding kEncodings[] = {{"utf-8", Encoding::Utf8},
                                        {"utf8", Encoding::Utf8},
                                        {"utf-16le", Encoding::Utf16Le},
                                        {"utf-16be", Encoding::Utf16Be},
                                        {"latin1", Encoding::Latin1},
                                        {"iso-8859-1", Encoding::Latin1},
                                        {"windows-1252", Encoding::Windows1252},
                                        {"cp1252", Encoding::Windows1252}};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find_first_of("\r\n"), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

// "instrument: established", "E1P1:"; not "a,b: c".
bool is_key_line(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  if (colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t') return false;
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == ' ';
  };
  return std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon), is_name);
}

// The first line that is neither blank nor a comment decides.
bool looks_like_yaml(std::string_view text) {
  while (!text.empty()) {
    const auto line = trimmed(take_line(text));
    if (line.empty() || line.front() == '#') continue;
    return line.front() == '{' || line.front() == '[' || line == "---" || line.starts_with("--- ") || line.starts_with("%YAML") ||
           line.starts_with("- ") || is_key_line(line);
  }
  return false;
}

Fault format_mismatch(const std::string& file, std::string message, std::string hint) {
  Fault fault;
  fault.kind = FaultKind::FormatMismatch;
  fault.file = file;
  fault.message = std::move(message);
  fault.hint = std::move(hint);
  return fault;
}

Result<RecognisedFormat> recognise_table(const std::string& file, bool is_tsv, bool is_yaml, const CsvDelimiter& delimiter) {
  if (is_yaml)
    return tl::unexpected(format_mismatch(file,
                                          std::string("the name says ") + (is_tsv ? "TSV" : "CSV") + ", but the content is YAML or JSON",
                                          "rename the file, or say --input-format yaml"));
  if (is_tsv && delimiter.known > 0 && delimiter.fields > 1 && delimiter.character != '\t')
    return tl::unexpected(format_mismatch(file,
                                          std::string("the name says TSV, but the columns are separated by '") + delimiter.character + "'",
                                          "rename the file, or say --input-format csv"));
  return RecognisedFormat{is_tsv ? InputFormat::Tsv : InputFormat::Csv, is_tsv ? '\t' : delimiter.character};
}

}  // namespace

std::optional<InputFormat> parse_input_format(std::string_view name) {
  for (const auto& entry : kFormats)
    if (entry.name == name) return entry.format;
  return std::nullopt;
}

std::optional<Encoding> parse_encoding(std::string_view name) {
  const auto wanted = lower(name);
  for (const auto& entry : kEncodings)
    if (entry.name == wanted) return entry.encoding;
  return std::nullopt;
}

std::optional<InputFormat> format_of_name(std::string_view name) {
  const auto wanted = lower(name);
  for (const auto& entry : kExtensions)
    if (wanted.ends_with(entry.name)) return entry.format;
  return std::nullopt;
}

Result<RecognisedFormat> recognise_format(const std::string& file, std::string_view text, const InputOptions& options) {
  if (options.format == InputFormat::Yaml) return RecognisedFormat{InputFormat::Yaml};
  if (options.format == InputFormat::Tsv) return RecognisedFormat{InputFormat::Tsv, '\t'};
  if (options.format == InputFormat::Csv) return RecognisedFormat{InputFormat::Csv, find_delimiter(text, options.instruments).character};
  // A first line that nothing else begins with: no name can contradict it.
  if (options.format == InputFormat::Tally || text.starts_with(kTallyStart)) return RecognisedFormat{InputFormat::Tally};

  const auto named = format_of_name(file);
  if (named == InputFormat::Tally)
    return tl::unexpected(format_mismatch(file, "the name says tally file, but the first line is not that of one",
                                          "rename the file, or say what it is with --input-format"));
  const bool is_yaml = looks_like_yaml(text);
  const bool is_named_table = named == InputFormat::Csv || named == InputFormat::Tsv;
  if (is_yaml && !is_named_table) return RecognisedFormat{InputFormat::Yaml};
  const auto delimiter = find_delimiter(text, options.instruments);
  if (is_named_table) return recognise_table(file, named == InputFormat::Tsv, is_yaml, delimiter);
  const bool is_header = delimiter.fields > 1;
  if (named == InputFormat::Yaml && is_header && delimiter.known > 0)
    return tl::unexpected(format_mismatch(file, "the name says YAML, but the first line is the header of a CSV file",
                                          "rename the file, or say --input-format csv"));
  if (named == InputFormat::Yaml) return RecognisedFormat{InputFormat::Yaml};
  if (is_header) return RecognisedFormat{InputFormat::Csv, delimiter.character};
  Fault fault = format_mismatch(file, "this looks neither like CSV nor like YAML", "say --input-format csv, tsv, yaml or json");
  fault.kind = FaultKind::UnknownFormat;
  return tl::unexpected(std::move(fault));
}

}  // namespace partnership
