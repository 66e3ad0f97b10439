// Texts that come again and again, each kept once and known by its number, from 0 on.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "input/number_table.hpp"

namespace partnership {

class TextPool {
 public:
  [[nodiscard]] std::uint32_t number_of(std::string_view text);  // kept from now on
  // Under a number of its own, which number_of() does not find: for texts that hardly ever come again.
  [[nodiscard]] std::uint32_t append(std::string_view text);
  [[nodiscard]] static std::uint32_t hash_of(std::string_view text);
  // Gives up what number_of() needs, which must not be called any more.
  void close() { numbers_ = {}; }
  // About how much memory it takes: a vector may take twice as much as is in it.
  [[nodiscard]] std::size_t bytes() const { return numbers_.bytes() + 2 * (texts_.size() + sizeof(std::size_t) * begins_.size()); }
  [[nodiscard]] std::size_t size() const { return begins_.size() - 1; }
  [[nodiscard]] std::string_view text(std::uint32_t number) const {  // good until the next new text
    return std::string_view(texts_).substr(begins_[number], begins_[number + 1] - begins_[number]);
  }

 private:
  NumberTable numbers_;
  std::string texts_;
  std::vector<std::size_t> begins_ = {0};  // in texts_; one more than there are texts
};

}  // namespace partnership
