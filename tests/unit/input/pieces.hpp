// A text handed out in pieces of a given size, to show that readers do not depend on where a piece ends.
#pragma once
#include <algorithm>
#include <string_view>

#include "input/text_source.hpp"

namespace partnership {

class Pieces : public TextStream {
 public:
  Pieces(std::string_view text, std::size_t size) : rest_(text), size_(size) {}
  [[nodiscard]] Result<std::string_view> next() override {
    const auto piece = rest_.substr(0, size_);
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view rest_;
  std::size_t size_;
};

}  // namespace partnership
