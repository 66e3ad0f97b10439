// What CSV and TSV have in common: cells with a delimiter between them, a header line per table, blocks of output. The
// formats differ in how they write text.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

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
    auto& out = buffer_.text();
    line_start_ = out.size();
    last_.resize(row.size());
    for (std::size_t i = 0; i < row.size();) {
      if (const auto* text = std::get_if<std::string>(&row[i])) {
        append_known_text(*text, last_[i++]);
        out += delimiter_;
      } else {
        i = append_numbers(row, i);
      }
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

  // All cells from `first` up to the next text, in one piece.
  std::size_t append_numbers(const Row& row, std::size_t first) {
    numbers_.resize((row.size() - first) * (kMostDigits + 1));
    char* end = numbers_.data();
    std::size_t i = first;
    for (; i < row.size() && !std::holds_alternative<std::string>(row[i]); ++i) {
      end = write_number(end, row[i]);
      *end++ = delimiter_;
    }
    buffer_.text().append(numbers_.data(), end);
    return i;
  }

  struct Shown {
    std::string text, as;
  };
  // The group of a row is mostly that of the row before, and wordings come again with every group: making a text safe
  // costs more than finding it.
  void append_known_text(const std::string& text, Shown& last) {
    constexpr std::size_t kLong = 24, kMost = 1000;
    auto& out = buffer_.text();
    if (text == last.text) {
      out += last.as;
    } else if (text.size() < kLong) {
      last = {text, {}};
      append_text(last.as, text);
      out += last.as;
    } else {
      if (known_.size() > kMost) known_.clear();
      const auto [entry, is_new] = known_.try_emplace(text);
      if (is_new) append_text(entry->second, text);
      out += entry->second;
    }
  }

  BlockBuffer buffer_;
  std::vector<Shown> last_;  // by column
  std::unordered_map<std::string, std::string> known_;
  std::vector<char> numbers_;
  TextSafety safety_;
  char delimiter_;
  std::size_t line_start_ = 0;
  int tables_ = 0;
};

}  // namespace partnership
