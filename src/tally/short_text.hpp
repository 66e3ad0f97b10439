// Names are short: a call of memcpy() or memcmp() costs more than the copy or the comparison. Both ends are taken as words,
// which overlap in the middle.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace partnership {

template <class Word>
inline Word word_at(const char* at) {
  Word word{};
  std::memcpy(&word, at, sizeof(Word));
  return word;
}

template <class Word>
inline void copy_ends(char* to, std::string_view text) {
  const auto first = word_at<Word>(text.data()), last = word_at<Word>(text.data() + text.size() - sizeof(Word));
  std::memcpy(to, &first, sizeof(Word));
  std::memcpy(to + text.size() - sizeof(Word), &last, sizeof(Word));
}

template <class Word>
inline bool has_same_ends(const char* a, std::string_view b) {
  const std::size_t last = b.size() - sizeof(Word);
  return ((word_at<Word>(a) ^ word_at<Word>(b.data())) | (word_at<Word>(a + last) ^ word_at<Word>(b.data() + last))) == 0;
}

// Copies `text` and moves `to` behind it. `text` may be absent, with nowhere to copy from.
inline void append_short(char*& to, std::string_view text) {
  struct Sixteen {
    std::uint64_t words[2];
  };
  if (text.size() > 2 * sizeof(Sixteen))
    std::memcpy(to, text.data(), text.size());
  else if (text.size() >= sizeof(Sixteen))
    copy_ends<Sixteen>(to, text);
  else if (text.size() >= sizeof(std::uint64_t))
    copy_ends<std::uint64_t>(to, text);
  else if (text.size() >= sizeof(std::uint32_t))
    copy_ends<std::uint32_t>(to, text);
  else
    for (std::size_t i = 0; i < text.size(); ++i) to[i] = text[i];
  to += text.size();
}

inline bool is_same_short(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (b.size() > 2 * sizeof(std::uint64_t)) return std::memcmp(a.data(), b.data(), b.size()) == 0;
  if (b.size() >= sizeof(std::uint64_t)) return has_same_ends<std::uint64_t>(a.data(), b);
  if (b.size() >= sizeof(std::uint32_t)) return has_same_ends<std::uint32_t>(a.data(), b);
  for (std::size_t i = 0; i < b.size(); ++i)
    if (a[i] != b[i]) return false;
  return true;
}

}  // namespace partnership
