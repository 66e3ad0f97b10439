// Text on its way to a stream, written in blocks. The machine formats print millions of rows; appending to one reused
// string is several times as fast as the formatted output of a stream.
#pragma once
#include <iosfwd>
#include <string>

namespace partnership {

class BlockBuffer {
 public:
  explicit BlockBuffer(std::ostream& out) : out_(out) {}
  [[nodiscard]] std::string& text() { return text_; }
  void line_done();  // writes once a block is full
  void flush();      // hands everything to the stream, which keeps its own buffer and any failure

 private:
  std::ostream& out_;
  std::string text_;
};

}  // namespace partnership
