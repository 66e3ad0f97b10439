// What CSV and TSV have in common: cells with a delimiter between them, a header line per table, blocks of output. The
// formats differ in how they write text.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>

#include "block_buffer.hpp"
#include "number_text.hpp"
#include "renderers.hpp"

namespace partnership {

class DelimitedRenderer : public Renderer {
 public:
  DelimitedRenderer(std::ostream& out, TextSafety safety, char delimiter) : buffer_(out), safety_(safety), delimiter_(delimiter) {}

  void begin(const Table& head) final {
    if (tables_++ > 0) buffer_.text() += '\n';
    line_start_ = buffer_.text().size();
    for (const auto& column : head.columns) {
      append_text(buffer_.text(), column.name);
      buffer_.text() += delimiter_;
    }
    end_line(head.columns.size());
  }

  void row(const Row& row) final {
    line_start_ = buffer_.text().size();
    for (const auto& cell : row) {
      if (const auto* text = std::get_if<std::string>(&cell))
        append_known_text(*text);
      else
        append_number(buffer_.text(), cell);
      buffer_.text() += delimiter_;
    }
    end_line(row.size());
  }

  void end(const std::vector<std::string>&) final { buffer_.flush(); }

 protected:
  virtual void append_text(std::string& out, std::string_view text) = 0;
  // What stands for the only cell of a line when it is empty: an empty line is skipped by many readers.
  [[nodiscard]] virtual std::string_view lone_empty_cell() const = 0;
  [[nodiscard]] bool safe() const { return safety_ == TextSafety::Safe; }

 private:
  // The last delimiter becomes the line end.
  void end_line(std::size_t cells) {
    auto& out = buffer_.text();
    if (cells > 0) out.pop_back();
    if (cells == 1 && out.size() == line_start_) out += lone_empty_cell();
    out += '\n';
    buffer_.line_done();
  }

  // Wordings and names come again with every group; making a long one safe costs more than finding it.
  void append_known_text(const std::string& text) {
    constexpr std::size_t kLong = 24, kMost = 1000;
    if (text.size() < kLong) return append_text(buffer_.text(), text);
    if (known_.size() > kMost) known_.clear();
    const auto [entry, is_new] = known_.try_emplace(text);
    if (is_new) append_text(entry->second, text);
    buffer_.text() += entry->second;
  }

  BlockBuffer buffer_;
  std::unordered_map<std::string, std::string> known_;
  TextSafety safety_;
  char delimiter_;
  std::size_t line_start_ = 0;
  int tables_ = 0;
};

}  // namespace partnership
