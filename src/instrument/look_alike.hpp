// Characters that look like a plain one, or like nothing: what phones, word processors and forms in another script make of
// `4b`. Nothing is read as what it looks like; a message names the character, since nobody can see what is wrong.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace partnership {

// The text as it looks: with plain characters, without what cannot be seen and without spaces around it.
[[nodiscard]] std::string plain_look(std::string_view text);

// "character 2 is U+FF14 FULLWIDTH DIGIT FOUR, which looks like '4'", of the first of them; nothing if there is none.
[[nodiscard]] std::optional<std::string> name_look_alike(std::string_view text);

// What to add to a message about a text that is none of the names: "; character 2 is ..." if it looks like one, else "".
[[nodiscard]] std::string look_alike_among(std::string_view text, std::span<const std::string> names);

// "character 2 is U+00E9", of the first character beyond ASCII, look-alike or not; nothing if there is none.
[[nodiscard]] std::optional<std::string> name_foreign_character(std::string_view text);

}  // namespace partnership
