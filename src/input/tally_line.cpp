#include "input/tally_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "input/csv_fault.hpp"
#include "input/tally_file.hpp"
#include "instrument/clean_text.hpp"
#include "instrument/utf8.hpp"

namespace partnership {
namespace {

constexpr std::string_view kNotEdited = "tally files are not meant to be edited: write it anew with partnership-tally";

// In the one way in which it is written: without zeros in front, and none with a minus.
template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || (text.size() > 1 && text.front() == '0') || text.starts_with("-0")) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
  const auto count = parse_whole<std::uint64_t>(text);
  return count && *count < TallyLine::kCountLimit ? count : std::nullopt;
}

bool all_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

void TallyLine::fail(std::string message) {
  if (fault_) return;
  Fault fault;
  fault.kind = FaultKind::InvalidTally;
  fault.file = file_;
  fault.position = {number_, count_characters(text_.substr(0, item_)) + 1};
  fault.value = text_.substr(item_, at_ - item_);
  fault.message = std::move(message);
  fault.hint = kNotEdited;
  fault.excerpt = text_;
  fault_ = std::move(fault);
  at_ = text_.size();
}

// Without the space before it. Empty: there is none.
std::string_view TallyLine::item() {
  if (fault_) return {};
  if (at_ < text_.size() && text_[at_] == ' ') ++at_;
  item_ = at_;
  at_ = std::min(text_.find(' ', at_), text_.size());
  return text_.substr(item_, at_ - item_);
}

void TallyLine::word(std::string_view wanted) {
  const auto found = item();
  if (found != wanted) fail(fmt::format("{} stands where '{}' is due", found.empty() ? "nothing" : quoted_text(found), wanted));
}

std::string_view TallyLine::any_word() {
  const auto found = item();
  if (found.empty()) fail("a word is missing here");
  return found;
}

std::string TallyLine::text() {
  if (fault_) return {};
  if (at_ < text_.size() && text_[at_] == ' ') ++at_;
  item_ = at_;
  std::size_t end = at_ + 1;
  bool escapes = false;
  for (; end < text_.size() && text_[end] != '"'; ++end) {
    if (text_[end] != '\\') continue;
    escapes = true;
    ++end;
  }
  if (at_ >= text_.size() || text_[at_] != '"' || end >= text_.size()) {
    at_ = std::min(text_.find(' ', at_), text_.size());
    fail("a text in double quotes is due here");
    return {};
  }
  at_ = end + 1;
  if (!escapes) return std::string(text_.substr(item_ + 1, end - item_ - 1));
  const auto parsed = nlohmann::json::parse(text_.substr(item_, at_ - item_), nullptr, false);
  if (parsed.is_string()) return parsed.get<std::string>();
  fail("this text has an escape that JSON does not know");
  return {};
}

std::uint64_t TallyLine::count() {
  const auto found = item();
  if (const auto number = parse_count(found)) return *number;
  fail(fmt::format("{} is not a count: digits only, below 2^53", quoted_text(found)));
  return 0;
}

std::int64_t TallyLine::number(std::int64_t lowest, std::int64_t highest) {
  const auto found = item();
  const auto number = parse_whole<std::int64_t>(found);
  if (number && lowest <= *number && *number <= highest) return *number;
  fail(fmt::format("{} is not a whole number from {} to {}", quoted_text(found), lowest, highest));
  return 0;
}

std::string TallyLine::hex(std::size_t digits) {
  const auto found = item();
  if (found.size() != digits || !all_hex(found))
    fail(fmt::format("{} is not a hash of {} hexadecimal digits", quoted_text(found), digits));
  return std::string(found);
}

// What follows the colon, if there is one; once is not written out.
std::optional<std::uint64_t> TallyLine::times(std::string_view text) {
  if (text.empty()) return 1;
  const auto count = text.front() == ':' ? parse_count(text.substr(1)) : std::nullopt;
  return count && *count >= 2 ? count : std::nullopt;
}

AnswerSets::Entry TallyLine::answer_set() {
  constexpr std::size_t kHalf = 16;  // digits of 64 bits
  const auto found = item();
  const auto digits = found.substr(0, 2 * kHalf);
  const auto count = times(found.substr(digits.size()));
  if (digits.size() == 2 * kHalf && all_hex(digits) && count) {
    AnswerSets::Hash hash;
    std::from_chars(digits.data(), digits.data() + kHalf, hash.high, 16);
    std::from_chars(digits.data() + kHalf, digits.data() + 2 * kHalf, hash.low, 16);
    return {hash, *count};
  }
  fail(fmt::format("{} is not a hash of {} hexadecimal digits and from the second on its number, as :2", quoted_text(found), 2 * kHalf));
  return {};
}

TallyLine::Cell TallyLine::cell() {
  const auto found = item();
  const auto ideal = found.size() < 2 ? std::string_view::npos : kIdealSigns.find(found[0]);
  const auto actual = found.size() < 2 ? std::string_view::npos : kActualSigns.find(found[1]);
  const auto count = times(found.substr(std::min<std::size_t>(2, found.size())));
  if (ideal != std::string_view::npos && actual != std::string_view::npos && count) return {ideal * kAnswerStates + actual, *count};
  fail(fmt::format("{} is not a pair of answers (1 to 4, N or -, then a to d, N or -) and from the second on their number, as 4b:12",
                   quoted_text(found)));
  return {};
}

TallyLine::Score TallyLine::score(std::int32_t lowest, std::int32_t highest, std::size_t largest_denominator) {
  const auto found = item();
  const auto colon = std::min(found.find(':'), found.size()), slash = std::min(found.find('/'), colon);
  std::int32_t numerator = 0, denominator = 1;
  const auto parse = [&](std::size_t begin, std::size_t end, std::int32_t& into) {
    const auto [stop, error] = std::from_chars(found.data() + begin, found.data() + end, into);
    return error == std::errc() && stop == found.data() + end;
  };
  const auto count = times(found.substr(colon));
  const bool numbers = parse(0, slash, numerator) && (slash == colon || (parse(slash + 1, colon, denominator) && denominator > 1)) && count;
  const auto limit = static_cast<std::int32_t>(std::min<std::size_t>(largest_denominator, 1'000'000));
  if (numbers && denominator <= limit && std::gcd(numerator, denominator) == 1 && std::int64_t{lowest} * denominator <= numerator &&
      numerator <= std::int64_t{highest} * denominator)
    return {Fraction(numerator, denominator), *count};
  fail(fmt::format("{} is not a score from {} to {} as a reduced fraction and from the second on its number, as 7/2:3", quoted_text(found),
                   lowest, highest));
  return {};
}

// Without the space before it, which is where the item taken last has ended.
std::string_view TallyLine::rest() const { return has_more() ? text_.substr(at_ + 1) : std::string_view(); }

bool TallyLine::next_is_word(std::string_view word) const {
  return rest().starts_with(word) && (rest().size() == word.size() || rest()[word.size()] == ' ');
}

bool TallyLine::next_is_number() const {
  return !rest().empty() && (rest().front() == '-' || (rest().front() >= '0' && rest().front() <= '9'));
}

void TallyLine::end() {
  if (!has_more()) return;
  item_ = at_;
  const auto rest = text_.substr(at_);
  at_ = text_.size();
  fail(fmt::format("{} is more than this line may hold", quoted_text(rest)));
}

}  // namespace partnership
