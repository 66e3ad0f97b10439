#include "look_alike.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "clean_text.hpp"
#include "utf8.hpp"

namespace partnership {
namespace {

constexpr char kNothing = '\0';  // what cannot be seen looks like

struct LookAlike {
  char32_t character;
  char like;
  std::string_view name;  // of Unicode
};

// Sorted by character. Full-width forms and styled letters are told by their decompositions instead.
constexpr LookAlike kLookAlikes[] = {
    {0x00A0, ' ', "NO-BREAK SPACE"},
    {0x00AD, kNothing, "SOFT HYPHEN"},
    {0x00B2, '2', "SUPERSCRIPT TWO"},
    {0x00B3, '3', "SUPERSCRIPT THREE"},
    {0x00B9, '1', "SUPERSCRIPT ONE"},
    {0x0391, 'A', "GREEK CAPITAL LETTER ALPHA"},
    {0x0392, 'B', "GREEK CAPITAL LETTER BETA"},
    {0x0395, 'E', "GREEK CAPITAL LETTER EPSILON"},
    {0x0399, 'I', "GREEK CAPITAL LETTER IOTA"},
    {0x039D, 'N', "GREEK CAPITAL LETTER NU"},
    {0x039F, 'O', "GREEK CAPITAL LETTER OMICRON"},
    {0x03A1, 'P', "GREEK CAPITAL LETTER RHO"},
    {0x03B1, 'a', "GREEK SMALL LETTER ALPHA"},
    {0x03BF, 'o', "GREEK SMALL LETTER OMICRON"},
    {0x0405, 'S', "CYRILLIC CAPITAL LETTER DZE"},
    {0x0410, 'A', "CYRILLIC CAPITAL LETTER A"},
    {0x0412, 'B', "CYRILLIC CAPITAL LETTER VE"},
    {0x0415, 'E', "CYRILLIC CAPITAL LETTER IE"},
    {0x0417, '3', "CYRILLIC CAPITAL LETTER ZE"},
    {0x041E, 'O', "CYRILLIC CAPITAL LETTER O"},
    {0x0420, 'P', "CYRILLIC CAPITAL LETTER ER"},
    {0x0421, 'C', "CYRILLIC CAPITAL LETTER ES"},
    {0x0430, 'a', "CYRILLIC SMALL LETTER A"},
    {0x0435, 'e', "CYRILLIC SMALL LETTER IE"},
    {0x0437, '3', "CYRILLIC SMALL LETTER ZE"},
    {0x043E, 'o', "CYRILLIC SMALL LETTER O"},
    {0x0440, 'p', "CYRILLIC SMALL LETTER ER"},
    {0x0441, 'c', "CYRILLIC SMALL LETTER ES"},
    {0x0455, 's', "CYRILLIC SMALL LETTER DZE"},
    {0x0456, 'i', "CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I"},
    {0x0501, 'd', "CYRILLIC SMALL LETTER KOMI DE"},
    {0x061C, kNothing, "ARABIC LETTER MARK"},
    {0x0661, '1', "ARABIC-INDIC DIGIT ONE"},
    {0x0662, '2', "ARABIC-INDIC DIGIT TWO"},
    {0x0663, '3', "ARABIC-INDIC DIGIT THREE"},
    {0x0664, '4', "ARABIC-INDIC DIGIT FOUR"},
    {0x2000, ' ', "EN QUAD"},
    {0x2001, ' ', "EM QUAD"},
    {0x2002, ' ', "EN SPACE"},
    {0x2003, ' ', "EM SPACE"},
    {0x2007, ' ', "FIGURE SPACE"},
    {0x2009, ' ', "THIN SPACE"},
    {0x200A, ' ', "HAIR SPACE"},
    {0x200B, kNothing, "ZERO WIDTH SPACE"},
    {0x200C, kNothing, "ZERO WIDTH NON-JOINER"},
    {0x200D, kNothing, "ZERO WIDTH JOINER"},
    {0x200E, kNothing, "LEFT-TO-RIGHT MARK"},
    {0x200F, kNothing, "RIGHT-TO-LEFT MARK"},
    {0x2010, '-', "HYPHEN"},
    {0x2011, '-', "NON-BREAKING HYPHEN"},
    {0x2012, '-', "FIGURE DASH"},
    {0x2013, '-', "EN DASH"},
    {0x2014, '-', "EM DASH"},
    {0x2018, '\'', "LEFT SINGLE QUOTATION MARK"},
    {0x2019, '\'', "RIGHT SINGLE QUOTATION MARK"},
    {0x201C, '"', "LEFT DOUBLE QUOTATION MARK"},
    {0x201D, '"', "RIGHT DOUBLE QUOTATION MARK"},
    {0x2024, '.', "ONE DOT LEADER"},
    {0x202A, kNothing, "LEFT-TO-RIGHT EMBEDDING"},
    {0x202B, kNothing, "RIGHT-TO-LEFT EMBEDDING"},
    {0x202C, kNothing, "POP DIRECTIONAL FORMATTING"},
    {0x202D, kNothing, "LEFT-TO-RIGHT OVERRIDE"},
    {0x202E, kNothing, "RIGHT-TO-LEFT OVERRIDE"},
    {0x202F, ' ', "NARROW NO-BREAK SPACE"},
    {0x2044, '/', "FRACTION SLASH"},
    {0x2060, kNothing, "WORD JOINER"},
    {0x2066, kNothing, "LEFT-TO-RIGHT ISOLATE"},
    {0x2067, kNothing, "RIGHT-TO-LEFT ISOLATE"},
    {0x2068, kNothing, "FIRST STRONG ISOLATE"},
    {0x2069, kNothing, "POP DIRECTIONAL ISOLATE"},
    {0x2074, '4', "SUPERSCRIPT FOUR"},
    {0x20E3, kNothing, "COMBINING ENCLOSING KEYCAP"},
    {0x2212, '-', "MINUS SIGN"},
    {0x2215, '/', "DIVISION SLASH"},
    {0x2460, '1', "CIRCLED DIGIT ONE"},
    {0x2461, '2', "CIRCLED DIGIT TWO"},
    {0x2462, '3', "CIRCLED DIGIT THREE"},
    {0x2463, '4', "CIRCLED DIGIT FOUR"},
    {0x3000, ' ', "IDEOGRAPHIC SPACE"},
    {0xFE0F, kNothing, "VARIATION SELECTOR-16"},
    {0xFEFF, kNothing, "ZERO WIDTH NO-BREAK SPACE (a byte order mark)"},
    {0xFF3F, '_', "FULLWIDTH LOW LINE"},
};
static_assert(std::is_sorted(std::begin(kLookAlikes), std::end(kLookAlikes),
                             [](const LookAlike& a, const LookAlike& b) { return a.character < b.character; }));

const LookAlike* find_look_alike(char32_t character) {
  const auto* const found = std::lower_bound(std::begin(kLookAlikes), std::end(kLookAlikes), character,
                                             [](const LookAlike& entry, char32_t wanted) { return entry.character < wanted; });
  return found != std::end(kLookAlikes) && found->character == character ? found : nullptr;
}

// The one ASCII character that Unicode takes it for a form of: a full-width 4, a bold or circled b.
std::optional<char> plain_form(char32_t character) {
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  std::array<utf8proc_int32_t, 8> parts{};
  int boundary = 0;
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(character), parts.data(),
                                             static_cast<utf8proc_ssize_t>(parts.size()), kOptions, &boundary);
  if (count != 1 || parts[0] < 0x20 || parts[0] > 0x7E) return std::nullopt;
  return static_cast<char>(parts[0]);
}

// What the character looks like, kNothing if it cannot be seen; nullopt if it looks like itself.
std::optional<char> look_of(char32_t character) {
  if (character >= 0x20 && character < 0x7F) return std::nullopt;
  if (const auto* const known = find_look_alike(character)) return known->like;
  if (is_hazard(character)) return kNothing;
  return plain_form(character);
}

std::string full_width_name(char like) {
  constexpr std::string_view kDigits[] = {"ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"};
  if (like >= '0' && like <= '9') return fmt::format(" FULLWIDTH DIGIT {}", kDigits[like - '0']);
  if (like >= 'A' && like <= 'Z') return fmt::format(" FULLWIDTH LATIN CAPITAL LETTER {}", like);
  if (like >= 'a' && like <= 'z') return fmt::format(" FULLWIDTH LATIN SMALL LETTER {}", static_cast<char>(like - 'a' + 'A'));
  return "";
}

std::string name_of(char32_t character) {
  auto number = fmt::format("U+{:04X}", static_cast<unsigned>(character));
  if (const auto* const known = find_look_alike(character)) return fmt::format("{} {}", number, known->name);
  const auto like = look_of(character);
  if (character >= 0xFF01 && character <= 0xFF5E && like) return number + full_width_name(*like);
  return number;
}

std::string said_of(std::size_t place, char32_t character) {
  auto text = fmt::format("character {} is {}", place, name_of(character));
  const auto like = look_of(character);
  if (!like) return text;
  if (character < 0xA0) return text + ", a control character";
  if (*like == kNothing) return text + ", which cannot be seen";
  if (*like == ' ') return text + ", which looks like a space";
  return text + fmt::format(", which looks like '{}'", *like);
}

template <class Wanted>
std::optional<std::string> name_first(std::string_view text, Wanted&& wanted) {
  for (std::size_t at = 0, place = 1; at < text.size(); ++place) {
    const auto character = first_character(text.substr(at));
    if (wanted(character.value)) return said_of(place, character.value);
    at += character.length;
  }
  return std::nullopt;
}

}  // namespace

std::string plain_look(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = first_character(text.substr(at));
    const auto like = look_of(character.value);
    if (!like)
      plain += text.substr(at, character.length);
    else if (*like != kNothing)
      plain += *like;
    at += character.length;
  }
  const auto first = plain.find_first_not_of(' ');
  return first == std::string::npos ? "" : plain.substr(first, plain.find_last_not_of(' ') - first + 1);
}

std::optional<std::string> name_look_alike(std::string_view text) {
  return name_first(text, [](char32_t character) { return look_of(character).has_value(); });
}

std::string look_alike_among(std::string_view text, std::span<const std::string> names) {
  const auto plain = plain_look(text);
  const auto character =
      plain == text || std::find(names.begin(), names.end(), plain) == names.end() ? std::nullopt : name_look_alike(text);
  return character ? "; " + *character : "";
}

std::optional<std::string> name_foreign_character(std::string_view text) {
  return name_first(text, [](char32_t character) { return character >= 0x7F || character < 0x20; });
}

}  // namespace partnership
