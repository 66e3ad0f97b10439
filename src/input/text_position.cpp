#include "input/text_position.hpp"

#include <cstddef>

namespace partnership {

void TextPosition::pass(std::string_view text) {
  if (text.empty()) return;
  // Three counts rather than one scan with a state, so that the compiler can vectorise: every byte of every file passes here.
  std::uint64_t ends = text[0] == '\r' || (text[0] == '\n' && !after_return_) ? 1 : 0;
  for (std::size_t i = 1; i < text.size(); ++i)
    ends += static_cast<unsigned>(text[i] == '\r') | (static_cast<unsigned>(text[i] == '\n') & static_cast<unsigned>(text[i - 1] != '\r'));
  std::string_view line = text;
  if (const auto end = text.find_last_of("\r\n"); end != std::string_view::npos) {
    line.remove_prefix(end + 1);
    position_.column = 1;
  }
  for (const char c : line) position_.column += static_cast<unsigned>((static_cast<unsigned char>(c) & 0xC0U) != 0x80U);
  position_.line += ends;
  after_return_ = text.back() == '\r';
}

}  // namespace partnership
