#include "input/long_rows.hpp"

#include <algorithm>
#include <cstring>

namespace partnership {
namespace {

constexpr std::size_t kMostRepeated = 4096;  // bytes; longer rows are rare, and their size is for the plain reader to check
constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr std::string_view kNotApplicable = "N/A";

std::uint64_t word_at(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, kWord);
  return word;
}

bool is_one_line(std::string_view text) { return text.find('\n') == std::string_view::npos && text.find('\r') == std::string_view::npos; }

}  // namespace

bool RepeatedRows::takes(const CsvHeader& header) {
  return header.answer[0] == header.practice + 1 && header.answer[1] == header.practice + 2;
}

RepeatedRows::RepeatedRows(const CsvHeader& header, char delimiter, const CsvRows::Signs& signs)
    : signs_(signs), first_(header.practice), last_(header.answer[1]), delimiter_(delimiter) {
  for (const char c : {delimiter, '"', '\r', '\n'}) ends_[static_cast<unsigned char>(c)] = 1;
}

void RepeatedRows::follow(const CsvRecord& row, const Instrument& instrument, std::size_t practice) {
  if (instrument_ != &instrument) {
    instrument_ = &instrument;
    for (const auto& known : instrument.practices) {
      Code code;
      const std::size_t size = std::min(known.code.size(), kWord);
      std::memcpy(&code.start, known.code.data(), size);
      std::memset(&code.mask, 0xFF, size);
      code.text = known.code;
      code.next = (codes_.size() + 1) % instrument.practices.size();
      codes_.push_back(code);
    }
  }
  practice_ = practice;
  const auto before = row.before(first_), behind = row.behind(last_);
  following_ = before.size() + behind.size() <= kMostRepeated && is_one_line(before) && is_one_line(behind);
  if (!following_) return;
  before_.set(before);
  behind_.set(behind);
}

void RepeatedRows::Repeated::set(std::string_view text) {
  size = text.size();
  last_mask = 0;
  words.assign(size / kWord + 1, 0);
  if (size > 0) std::memcpy(words.data(), text.data(), size);
  std::memset(&last_mask, 0xFF, size % kWord);
}

// In words, and without a branch for each: memcmp() would cost as much as all the rest of a row.
inline bool RepeatedRows::Repeated::is_at(const char* at, const char* end) const {
  if (static_cast<std::size_t>(end - at) < size) return false;
  const std::size_t whole = size / kWord;
  std::uint64_t difference = 0;
  for (std::size_t i = 0; i < whole; ++i) difference |= word_at(at + i * kWord) ^ words[i];
  return (difference | ((word_at(at + whole * kWord) & last_mask) ^ words[whole])) == 0;
}

RepeatedRows::Taken RepeatedRows::take(std::string_view text, std::uint8_t* codes) {
  Taken taken;
  if (!following_) return taken;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const char* at = begin;
  while (const char* const next = take_row(at, end, codes)) {
    at = next;
    ++taken.rows;
  }
  taken.bytes = static_cast<std::size_t>(at - begin);
  return taken;
}

// Where the row ends, nullptr if it is not taken. Looks at most some ten bytes beyond what it has compared with the length
// of the text: padding, which must not be taken for a row.
inline const char* RepeatedRows::take_row(const char* at, const char* end, std::uint8_t* codes) {
  const std::size_t before = practice_;
  if (at == end || !before_.is_at(at, end)) return nullptr;
  at = take_practice(at + before_.size, end);
  unsigned ideal = 0, actual = 0;
  if (at == nullptr || *at != delimiter_) return nullptr;
  at = take_answer(at + 1, Side::Ideal, ideal);
  if (at == nullptr || *at != delimiter_) return nullptr;
  at = take_answer(at + 1, Side::Actual, actual);
  if (at == nullptr || at >= end || !behind_.is_at(at, end)) return nullptr;
  at += behind_.size;
  if (*at == '\r') ++at;
  if (*at != '\n' || at >= end || codes[practice_] != ResponseBlock::kNotAsked) return nullptr;
  codes[practice_] = static_cast<std::uint8_t>(kAnswerStates * ideal + actual);
  codes_[before].next = practice_;
  return at + 1;
}

// Where its cell ends; it is practice_ then.
inline const char* RepeatedRows::take_practice(const char* at, const char* end) {
  const bool in_quotes = *at == '"';
  if (in_quotes) ++at;
  const std::size_t next = codes_[practice_].next;
  if (is_code(codes_[next], at, end))
    practice_ = next;
  else if (!find_practice(at, end))
    return nullptr;
  at += codes_[practice_].text.size();
  return !in_quotes ? at : *at == '"' ? at + 1 : nullptr;
}

inline bool RepeatedRows::is_code(const Code& code, const char* at, const char* end) const {
  if ((word_at(at) & code.mask) != code.start) return false;
  const std::size_t size = code.text.size();
  if (size > kWord && (static_cast<std::size_t>(end - at) < size || std::memcmp(at, code.text.data(), size) != 0)) return false;
  return at + size < end && ends_[static_cast<unsigned char>(at[size])] != 0;
}

bool RepeatedRows::find_practice(const char* at, const char* end) {
  const auto found = std::find_if(codes_.begin(), codes_.end(), [&](const Code& code) { return is_code(code, at, end); });
  if (found == codes_.end()) return false;
  practice_ = static_cast<std::size_t>(found - codes_.begin());
  return true;
}

// Where its cell ends, nullptr if it is none of the signs, N/A and empty.
inline const char* RepeatedRows::take_answer(const char* at, Side side, unsigned& answer) const {
  const bool in_quotes = *at == '"';
  if (in_quotes) ++at;
  const auto ends = [this](char c) { return ends_[static_cast<unsigned char>(c)] != 0; };
  const auto sign = signs_[static_cast<std::size_t>(side)][static_cast<unsigned char>(*at)];
  if (ends(*at)) {
    answer = static_cast<unsigned>(Answer::Blank);
  } else if (sign != CsvRows::kNoSign && ends(at[1])) {
    answer = sign;
    ++at;
  } else if (std::memcmp(at, kNotApplicable.data(), kNotApplicable.size()) == 0) {
    answer = static_cast<unsigned>(Answer::NotApplicable);
    at += kNotApplicable.size();
  } else {
    return nullptr;
  }
  return !in_quotes ? at : *at == '"' ? at + 1 : nullptr;
}

}  // namespace partnership
