#include "spreadsheet_text.hpp"

#include <algorithm>

#include "instrument/clean_text.hpp"
#include "instrument/utf8.hpp"

namespace partnership {

bool starts_formula(std::string_view text) {
  constexpr std::string_view kTriggers("=+-@\t\r\n\0", 8);
  return !text.empty() && kTriggers.find(text.front()) != std::string_view::npos;
}

std::string_view clean_cell(std::string_view text, std::string& scratch) {
  const auto plain = [](char byte) { return (byte >= 0x20 && byte < 0x7F) || byte == '\t' || byte == '\n'; };
  if (std::all_of(text.begin(), text.end(), plain)) return text;
  scratch.clear();
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const auto character = first_character(rest);
    const bool content = plain(rest.front()) || rest.substr(0, 2) == "\r\n";
    if (content || (character.valid && !is_hazard(character.value))) {
      scratch += rest.substr(0, character.length);
    } else {
      scratch += "\uFFFD";
    }
    at += character.length;
  }
  return scratch;
}

}  // namespace partnership
