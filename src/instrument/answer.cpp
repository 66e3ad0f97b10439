#include "partnership/answer.hpp"

#include <algorithm>
#include <cstddef>

namespace partnership {
namespace {

constexpr std::string_view kSigns[2][kAnswerStates] = {{"1", "2", "3", "4", "N/A", ""}, {"a", "b", "c", "d", "N/A", ""}};
constexpr std::string_view kKeys[2][kAnswerStates] = {{"1", "2", "3", "4", "na", "blank"}, {"a", "b", "c", "d", "na", "blank"}};
constexpr std::string_view kNotApplicable[] = {"n/a", "n.a.", "not applicable"};

// ASCII only: the answers are, and a locale must not change what a file means.
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  if (!text.empty() && !is_space(text.front()) && !is_space(text.back())) return text;  // nearly always
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string_view sign_of(Side side, Answer answer) { return kSigns[static_cast<int>(side)][static_cast<int>(answer)]; }
std::string_view key_of(Side side, Answer answer) { return kKeys[static_cast<int>(side)][static_cast<int>(answer)]; }

std::string_view allowed_signs(Side side) { return side == Side::Ideal ? "1, 2, 3, 4, N/A or empty" : "a, b, c, d, N/A or empty"; }

std::optional<ParsedAnswer> parse_answer(Side side, std::string_view text, const Scale& scale) {
  text = trimmed(text);
  if (text.empty()) return ParsedAnswer{Answer::Blank};
  if (text.size() == 1) {
    const char lowest = side == Side::Ideal ? '1' : 'a';
    const int step = lower(text[0]) - lowest;
    if (step >= 0 && step < 4) return ParsedAnswer{static_cast<Answer>(step)};
    return std::nullopt;
  }
  if (text == "NA") return ParsedAnswer{Answer::Blank, true};
  for (const auto spelling : kNotApplicable)
    if (equal_ignoring_case(text, spelling)) return ParsedAnswer{Answer::NotApplicable};
  for (std::size_t step = 0; step < scale.labels.size(); ++step)
    if (equal_ignoring_case(text, scale.labels[step])) return ParsedAnswer{static_cast<Answer>(step)};
  if (!scale.not_applicable.empty() && equal_ignoring_case(text, scale.not_applicable)) return ParsedAnswer{Answer::NotApplicable};
  return std::nullopt;
}

}  // namespace partnership
