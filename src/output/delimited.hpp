// What CSV and TSV have in common: cells with a delimiter between them, a header line per table, blocks of output. The
// formats differ in how they write text.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "block_buffer.hpp"
#include "instrument/limits.hpp"
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
    known_.resize(row.size());
    if (const auto most = row.size() * (kMostDigits + 1); numbers_.size() < most) numbers_.resize(most);
    for (auto cell = row.begin(); cell != row.end();) {
      if (const auto* text = std::get_if<std::string>(&*cell)) {
        append_known_text(*text, known_[static_cast<std::size_t>(cell - row.begin())]);
        out += delimiter_;
        ++cell;
      } else {
        cell = append_numbers(cell, row.end());
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

  // All cells up to the next text, in one piece.
  Row::const_iterator append_numbers(Row::const_iterator cell, Row::const_iterator last) {
    char* end = numbers_.data();
    const char delimiter = delimiter_;
    for (; cell != last && !std::holds_alternative<std::string>(*cell); ++cell) {
      end = write_number(end, *cell);
      *end++ = delimiter;
    }
    buffer_.text().append(numbers_.data(), end);
    return cell;
  }

  // Texts of a column as they are shown: making a text safe costs more than finding it. A group's text is that of the row
  // before, and wordings come in the same order with every group, so a text is looked for in two places only: where the
  // last one was found, and behind it, the first being behind the last. What comes in other orders is made safe each time.
  struct KnownTexts {
    struct Shown {
      std::string text, as;
    };
    std::vector<Shown> ring;
    std::size_t at = 0;
    bool is_closed = false;  // the last has been followed by the first

    [[nodiscard]] bool find(const std::string& text) {
      if (ring.empty()) return false;
      if (ring[at].text == text) return true;
      const std::size_t next = at + 1 < ring.size() ? at + 1 : 0;
      if (ring[next].text != text) return false;
      at = next;
      is_closed = is_closed || next == 0;
      return true;
    }
    // Its place, which is empty. A ring that is closed, and breaks, is learnt anew.
    [[nodiscard]] std::string& add(const std::string& text) {
      if (is_closed || ring.size() == kMostInstrumentPractices) ring.clear();
      is_closed = false;
      at = ring.size();
      return ring.emplace_back(Shown{text, {}}).as;
    }
  };
  void append_known_text(const std::string& text, KnownTexts& known) {
    if (!known.find(text)) append_text(known.add(text), text);
    buffer_.text() += known.ring[known.at].as;
  }

  BlockBuffer buffer_;
  std::vector<KnownTexts> known_;  // by column
  std::vector<char> numbers_;      // of a row
  TextSafety safety_;
  char delimiter_;
  std::size_t line_start_ = 0;
  int tables_ = 0;
};

}  // namespace partnership
