// Text from files, as it may be shown on a terminal. Control characters can move the cursor, rewrite what was printed or
// change settings (CWE-150); bidi controls make a line read otherwise than it is stored; invisible characters make two
// names look alike. All of them, and bytes that are not UTF-8, are shown as one replacement character each.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace partnership {

// C0, DEL, C1, line and paragraph separators, bidi controls, and characters without any width of their own that no
// script needs. The joiners U+200C and U+200D are left alone: Persian, Indic scripts and emoji are written with them.
[[nodiscard]] bool is_hazard(char32_t character);

// Columns of a terminal: 0 for combining marks, 2 for wide characters, else 1. Not for hazards.
[[nodiscard]] std::size_t column_width(char32_t character);

// Tabs become one space, hazards and invalid bytes U+FFFD: always valid UTF-8, as many characters as before.
[[nodiscard]] std::string clean_text(std::string_view text);

// As much of a text as a message shows: its first 60 characters, as they came; and that in quotes, 'text…' if it is cut.
[[nodiscard]] std::string_view first_characters(std::string_view text);
[[nodiscard]] std::string quoted_text(std::string_view text);

}  // namespace partnership
