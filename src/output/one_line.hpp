// Cells of tables for people have no lines of their own: a line end (LF, CRLF, CR) in a text is shown as one space.
#pragma once
#include <string>
#include <string_view>

namespace partnership {

[[nodiscard]] inline std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) != "\r\n") line += text[i] == '\n' || text[i] == '\r' ? ' ' : text[i];
  }
  return line;
}

}  // namespace partnership
