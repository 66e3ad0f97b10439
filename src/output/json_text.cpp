#include "json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "instrument/clean_text.hpp"
#include "instrument/utf8.hpp"
#include "number_text.hpp"

namespace partnership {

void append_json_text(std::string& out, std::string_view text) {
  const auto plain = [](char byte) { return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\'; };
  if (std::all_of(text.begin(), text.end(), plain)) {
    out.append(1, '"').append(text).append(1, '"');
    return;
  }
  using Json = nlohmann::json;
  const auto escaped = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  for (std::size_t at = 0; at < escaped.size();) {
    const auto character = first_character(std::string_view(escaped).substr(at));
    if (is_hazard(character.value)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(character.value));
    } else {
      out.append(escaped, at, character.length);
    }
    at += character.length;
  }
}

void append_json_array(std::string& out, std::span<const std::string> texts) {
  out += '[';
  for (const auto& text : texts) {
    if (&text != &texts.front()) out += ", ";
    append_json_text(out, text);
  }
  out += ']';
}

std::vector<std::string> json_keys(const std::vector<Column>& columns) {
  std::vector<std::string> keys;
  for (const auto& column : columns) {
    append_json_text(keys.emplace_back(), column.name);
    keys.back() += ": ";
  }
  return keys;
}

void append_json_row(std::string& out, const std::vector<std::string>& keys, const Row& row) {
  out += '{';
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out += ", ";
    out += keys.at(i);
    if (const auto* text = std::get_if<std::string>(&row[i])) {
      append_json_text(out, *text);
    } else if (is_available(row[i])) {
      append_number(out, row[i]);
    } else {
      out += "null";
    }
  }
  out += '}';
}

}  // namespace partnership
