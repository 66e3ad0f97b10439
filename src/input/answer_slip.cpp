#include "input/answer_slip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "instrument/look_alike.hpp"
#include "instrument/utf8.hpp"
#include "partnership/nearest.hpp"

namespace partnership {
namespace {

constexpr std::string_view kMissing[] = {"-",    "--",   ".",    "?",       "/",    "nan", "NaN", "null",
                                         "NULL", "none", "None", "missing", "#N/A", "na",  "Na"};

bool is_step(char c) { return (c >= '1' && c <= '4') || (c >= 'a' && c <= 'd') || (c >= 'A' && c <= 'D'); }

// "4b", "3/4", "2, 3": signs of either side and nothing but separators between them.
bool holds_two_answers(std::string_view text) {
  const auto is_separator = [](char c) { return std::string_view(" ,;/|+&-").find(c) != std::string_view::npos; };
  return std::count_if(text.begin(), text.end(), is_step) == 2 && is_step(text.front()) && is_step(text.back()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_step(c) || is_separator(c); });
}

bool is_quoted(std::string_view text) {
  return text.size() > 2 && text.front() == text.back() && (text.front() == '"' || text.front() == '\'');
}

bool is_decimal(std::string_view text) {
  const auto point = text.find_first_of(".,");
  const auto is_number = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return point != std::string_view::npos && is_number(text.substr(0, point)) && is_number(text.substr(point + 1));
}

std::string hint_for(Side side, std::string_view text, const Instrument& instrument) {
  const Side other = side == Side::Ideal ? Side::Actual : Side::Ideal;
  if (parse_answer(other, text, instrument.scales[static_cast<int>(other)]))
    return "this is an answer of the other side: ideal and actual may be swapped";
  if (std::find(std::begin(kMissing), std::end(kMissing), text) != std::end(kMissing))
    return "leave it empty where there is no answer, write N/A where the practice does not apply";
  if (is_quoted(text) && parse_answer(side, text.substr(1, text.size() - 2), instrument.scales[static_cast<int>(side)]))
    return "leave out the quotes";
  if (is_decimal(text)) return "an answer is one whole step of the scale, without decimals";
  if (holds_two_answers(text)) return "one answer is due here: ideal and actual have a place each";
  const auto& scale = instrument.scales[static_cast<int>(side)];
  std::vector<std::string> words(scale.labels.begin(), scale.labels.end());
  words.insert(words.end(), {"N/A", "Not applicable"});
  return did_you_mean(text, words);
}

}  // namespace

std::string answer_message(Side side, std::string_view quoted, const std::string& code) {
  return fmt::format("{} is not an {} rating of {}: {}", quoted, side == Side::Ideal ? "ideal" : "actual", code, allowed_signs(side));
}

AnswerSlip answer_slip(Side side, std::string_view text, std::string_view quoted, const Instrument& instrument, std::size_t practice) {
  AnswerSlip slip{answer_message(side, quoted, instrument.practices[practice].code), ""};
  const auto plain = plain_look(text);
  const auto character = plain == text ? std::nullopt : name_look_alike(text);
  if (character && parse_answer(side, plain, instrument.scales[static_cast<int>(side)])) {
    slip.message += "; " + *character;
    slip.hint = plain.empty() ? "leave it empty where there is no answer" : "did you mean '" + plain + "'?";
    return slip;
  }
  slip.hint = hint_for(side, text, instrument);
  if (!slip.hint.empty()) return slip;
  if (character && is_ascii(plain)) {
    slip.message += "; " + *character;
    slip.hint = hint_for(side, plain, instrument);
  } else {
    slip.hint = name_foreign_character(text).value_or("");
  }
  return slip;
}

}  // namespace partnership
