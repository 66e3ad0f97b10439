#include "input/csv_answer_fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "input/csv_fault.hpp"
#include "input/trim.hpp"
#include "instrument/utf8.hpp"
#include "partnership/nearest.hpp"

namespace partnership {
namespace {

struct LookAlike {
  char32_t value;
  std::string_view name;
};
constexpr LookAlike kLookAlikes[] = {
    {0x00A0, "a no-break space"},  {0x200B, "a zero-width space"}, {0x202F, "a narrow no-break space"}, {0xFEFF, "a byte order mark"},
    {0x0430, "a Cyrillic letter"}, {0x0410, "a Cyrillic letter"},  {0x0412, "a Cyrillic letter"},       {0x0441, "a Cyrillic letter"},
    {0x0421, "a Cyrillic letter"}, {0x0501, "a Cyrillic letter"},  {0x2044, "a fraction slash"},        {0x2215, "a division slash"},
};
constexpr std::string_view kMissing[] = {"-",    "--",   ".",    "?",       "/",    "nan", "NaN", "null",
                                         "NULL", "none", "None", "missing", "#N/A", "na",  "Na"};

// The first character beyond ASCII, named.
std::string foreign_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto character = first_character(text.substr(at));
    at += character.length;
    const auto value = character.value;
    if (value < 0x80) continue;
    const auto* const found =
        std::find_if(std::begin(kLookAlikes), std::end(kLookAlikes), [&](const auto& entry) { return entry.value == value; });
    const bool full_width = value >= 0xFF01 && value <= 0xFF5E;
    const auto name = found != std::end(kLookAlikes) ? found->name : full_width ? "a full-width character" : "a character beyond ASCII";
    return fmt::format("it holds U+{:04X}, {}", static_cast<unsigned>(value), name);
  }
  return "";
}

bool is_step(char c) { return (c >= '1' && c <= '4') || (c >= 'a' && c <= 'd') || (c >= 'A' && c <= 'D'); }

// "4b", "3/4", "2, 3": signs of either side and nothing but separators between them.
bool holds_two_answers(std::string_view text) {
  const auto is_separator = [](char c) { return std::string_view(" ,;/|+&-").find(c) != std::string_view::npos; };
  return std::count_if(text.begin(), text.end(), is_step) == 2 && is_step(text.front()) && is_step(text.back()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_step(c) || is_separator(c); });
}

bool is_decimal(std::string_view text) {
  const auto point = text.find_first_of(".,");
  const auto is_number = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return point != std::string_view::npos && is_number(text.substr(0, point)) && is_number(text.substr(point + 1));
}

}  // namespace

std::string answer_hint(Side side, std::string_view text, const Instrument& instrument) {
  const Side other = side == Side::Ideal ? Side::Actual : Side::Ideal;
  if (parse_answer(other, text, instrument.scales[static_cast<int>(other)]))
    return "this is an answer of the other side: ideal and actual may be swapped";
  if (std::find(std::begin(kMissing), std::end(kMissing), text) != std::end(kMissing))
    return "leave the cell empty where there is no answer, write N/A where the practice does not apply";
  if (is_decimal(text)) return "an answer is one whole step of the scale, without decimals";
  if (holds_two_answers(text)) return "a cell holds one answer: ideal and actual have a column each";
  if (auto foreign = foreign_character(text); !foreign.empty()) return foreign;
  const auto& scale = instrument.scales[static_cast<int>(side)];
  std::vector<std::string> words(scale.labels.begin(), scale.labels.end());
  words.insert(words.end(), {"N/A", "Not applicable"});
  return did_you_mean(text, words);
}

Fault answer_fault(const std::string& file, const CsvRecord& row, std::size_t field, Side side, const Instrument& instrument,
                   std::size_t practice, FaultDetail detail) {
  const auto& code = instrument.practices[practice].code;
  const auto text = trimmed(row.text(field));
  const auto kind = side == Side::Ideal ? FaultKind::InvalidIdeal : FaultKind::InvalidActual;
  auto message =
      fmt::format("{} is not an {} rating of {}: {}", quoted(text), side == Side::Ideal ? "ideal" : "actual", code, allowed_signs(side));
  auto fault = detail == FaultDetail::Full
                   ? field_fault(kind, file, row, field, std::move(message), answer_hint(side, text, instrument))
                   : brief_field_fault(kind, file, row, field, std::move(message));
  fault.practice = code;
  return fault;
}

}  // namespace partnership
