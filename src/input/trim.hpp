// Surrounding spaces never matter, in names and in values. Spaces and tabs only: other white space is worth a fault.
#pragma once
#include <string_view>

namespace partnership {

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
  const auto is_visible = [](char c) { return static_cast<unsigned char>(c) > ' '; };
  if (text.empty() || (is_visible(text.front()) && is_visible(text.back()))) return text;  // nearly always
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace partnership
