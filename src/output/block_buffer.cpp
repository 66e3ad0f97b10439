#include "block_buffer.hpp"

#include <cstddef>
#include <ostream>

namespace partnership {

void BlockBuffer::line_done() {
  constexpr std::size_t kBlock = std::size_t{64} * 1024;
  if (text_.size() >= kBlock) flush();
}

void BlockBuffer::flush() {
  out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
  text_.clear();
}

}  // namespace partnership
