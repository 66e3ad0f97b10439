#include "input/csv_names.hpp"

#include <algorithm>
#include <iterator>

#include "partnership/nearest.hpp"

namespace partnership {
namespace {

constexpr std::string_view kSuffixes[] = {"_ideal", "_actual"};  // by Side
constexpr std::string_view kWording[] = {"text", "principle", "principle_key", "actor", "lead_in", "stage"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

// True if lower-case `name` begins with `code` in any case.
bool begins_with(std::string_view name, std::string_view code) {
  return code.size() <= name.size() && std::equal(code.begin(), code.end(), name.begin(), [](char c, char n) { return lower(c) == n; });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Length of a code of Appendix A at the start of lower-case `name`: [DE][1-5][PS] and digits; 0 if there is none.
std::size_t published_code(std::string_view name) {
  if (name.size() < 4 || (name[0] != 'd' && name[0] != 'e') || name[1] < '1' || name[1] > '5') return 0;
  if ((name[2] != 'p' && name[2] != 's') || !is_digit(name[3])) return 0;
  std::size_t length = 4;
  while (length < name.size() && is_digit(name[length])) ++length;
  return length;
}

}  // namespace

std::string answer_column(std::string_view code, Side side) { return std::string(code).append(kSuffixes[static_cast<int>(side)]); }

std::optional<AnswerName> parse_answer_name(std::string_view name) {
  for (const Side side : {Side::Ideal, Side::Actual}) {
    const auto suffix = kSuffixes[static_cast<int>(side)];
    if (name.size() > suffix.size() && name.ends_with(suffix)) return AnswerName{name.substr(0, name.size() - suffix.size()), side};
  }
  return std::nullopt;
}

std::vector<std::string> practice_codes(std::span<const InstrumentPtr> instruments) {
  std::vector<std::string> codes;
  for (const auto& instrument : instruments)
    for (const auto& practice : instrument->practices) codes.push_back(practice.code);
  return codes;
}

std::vector<std::string> answer_columns(std::span<const InstrumentPtr> instruments) {
  std::vector<std::string> names;
  for (const auto& code : practice_codes(instruments))
    for (const Side side : {Side::Ideal, Side::Actual}) names.push_back(answer_column(code, side));
  return names;
}

bool looks_like_answer(std::string_view name, std::span<const std::string> codes) {
  const std::string small = lower(name);
  if (parse_answer_name(small)) return true;
  std::size_t length = published_code(small);
  for (const auto& code : codes)
    if (code.size() > length && begins_with(small, code)) length = code.size();
  if (length == 0) return false;
  const auto rest = std::string_view(small).substr(length);
  if (rest.empty()) return true;
  if (rest.front() >= 'a' && rest.front() <= 'z' && rest != "ideal" && rest != "actual") return false;  // another word altogether
  const std::string sides[] = {"ideal", "actual"};
  const auto word = rest.find_first_of("abcdefghijklmnopqrstuvwxyz");
  if (word == std::string_view::npos) return false;
  return rest.find("ideal") != std::string_view::npos || rest.find("actual") != std::string_view::npos || nearest(rest.substr(word), sides);
}

InstrumentPtr find_instrument(std::span<const InstrumentPtr> instruments, std::span<const std::string> codes) {
  InstrumentPtr first;
  for (const auto& instrument : instruments) {
    const auto has = [&](const std::string& code) { return instrument->find(code).has_value(); };
    if (std::all_of(codes.begin(), codes.end(), has)) return instrument;
    if (!first && has(codes.front())) first = instrument;
  }
  return first;
}

bool is_wording(std::string_view name) { return std::find(std::begin(kWording), std::end(kWording), name) != std::end(kWording); }

}  // namespace partnership
