// Line and column of a place in a text, found by passing over the text before it. LF, CRLF and CR each end one line;
// columns count characters. The text must be valid UTF-8.
#pragma once
#include <string_view>

#include "partnership/fault.hpp"

namespace partnership {

class TextPosition {
 public:
  TextPosition() = default;
  explicit TextPosition(std::uint64_t line) : position_{line, 1} {}

  void pass(std::string_view text);
  [[nodiscard]] Position position() const { return position_; }

 private:
  Position position_{1, 1};
  bool after_return_ = false;  // the text ended in CR: a LF that follows belongs to the same line end
};

}  // namespace partnership
