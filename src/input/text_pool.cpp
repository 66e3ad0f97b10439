#include "input/text_pool.hpp"

#define XXH_INLINE_ALL  // a call into the library costs more than hashing a short text
#include <xxhash.h>

namespace partnership {

std::uint32_t TextPool::hash_of(std::string_view text) { return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size())); }

std::uint32_t TextPool::number_of(std::string_view text) {
  const auto hash = hash_of(text);
  const auto known = numbers_.find(hash, [&](std::uint32_t number) { return this->text(number) == text; });
  if (known != NumberTable::kNone) return known;
  numbers_.add(hash, static_cast<std::uint32_t>(size()));
  return append(text);
}

std::uint32_t TextPool::append(std::string_view text) {
  texts_ += text;
  begins_.push_back(texts_.size());
  return static_cast<std::uint32_t>(size() - 1);
}

}  // namespace partnership
