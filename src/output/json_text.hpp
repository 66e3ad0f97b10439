// Pieces of JSON text, one line each. Escaping is the library's; what it leaves but a terminal must not see (DEL, C1,
// bidi and invisible characters) is written as \uXXXX, which reads back as it was. Always valid UTF-8.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "partnership/table.hpp"

namespace partnership {

// The text in quotes; invalid bytes become U+FFFD.
void append_json_text(std::string& out, std::string_view text);

// ["a", "b"]
void append_json_array(std::string& out, std::span<const std::string> texts);

// `"name": ` of each column, ready to be put before the values.
[[nodiscard]] std::vector<std::string> json_keys(const std::vector<Column>& columns);

// {"practice": "E1P1", "gap_mean": 0.5, "congruence": null}
void append_json_row(std::string& out, const std::vector<std::string>& keys, const Row& row);

}  // namespace partnership
