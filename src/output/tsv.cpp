// Tab-separated values without quotes: inside cells a tab is written \t, a line feed \n, a carriage return \r and a
// backslash \\, so that every line is a row and every tab a border. Unavailable cells are empty. Safe text: see
// spreadsheet_text.hpp; raw text is only escaped.
#include "block_buffer.hpp"
#include "number_text.hpp"
#include "renderers.hpp"
#include "spreadsheet_text.hpp"

namespace partnership {
namespace {

class TsvRenderer final : public Renderer {
 public:
  TsvRenderer(std::ostream& out, TextSafety safety) : buffer_(out), safety_(safety) {}

  void begin(const Table& head) override {
    if (tables_++ > 0) buffer_.text() += '\n';
    for (std::size_t i = 0; i < head.columns.size(); ++i) {
      if (i > 0) buffer_.text() += '\t';
      append_text(head.columns[i].name);
    }
    end_line();
  }

  void row(const Row& row) override {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) buffer_.text() += '\t';
      append_cell(row[i]);
    }
    end_line();
  }

  void end(const std::vector<std::string>&) override { buffer_.flush(); }

 private:
  void append_cell(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
      append_text(*text);
    } else {
      append_number(buffer_.text(), cell);
    }
  }

  void append_text(std::string_view text) {
    const bool safe = safety_ == TextSafety::Safe;
    auto& out = buffer_.text();
    if (safe && starts_formula(text)) out += '\'';
    for (const char byte : safe ? clean_cell(text, scratch_) : text) {
      switch (byte) {
        case '\t':
          out += "\\t";
          break;
        case '\n':
          out += "\\n";
          break;
        case '\r':
          out += "\\r";
          break;
        case '\\':
          out += "\\\\";
          break;
        default:
          out += byte;
      }
    }
  }

  void end_line() {
    buffer_.text() += '\n';
    buffer_.line_done();
  }

  BlockBuffer buffer_;
  TextSafety safety_;
  std::string scratch_;
  int tables_ = 0;
};

}  // namespace

std::unique_ptr<Renderer> make_tsv_renderer(std::ostream& out, const RenderOptions& options, Document&&) {
  return std::make_unique<TsvRenderer>(out, options.text);
}

}  // namespace partnership
