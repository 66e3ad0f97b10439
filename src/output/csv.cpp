// CSV as in RFC 4180, with LF as line end: quotes only where needed, a quote inside doubled. Unavailable cells are empty.
// Safe text: see spreadsheet_text.hpp; a cell that needs the apostrophe is quoted too. Raw text is only quoted.
#include <algorithm>

#include "block_buffer.hpp"
#include "number_text.hpp"
#include "renderers.hpp"
#include "spreadsheet_text.hpp"

namespace partnership {
namespace {

class CsvRenderer final : public Renderer {
 public:
  CsvRenderer(std::ostream& out, TextSafety safety) : buffer_(out), safety_(safety) {}

  void begin(const Table& head) override {
    if (tables_++ > 0) buffer_.text() += '\n';
    for (const auto& column : head.columns) {
      append_text(column.name);
      buffer_.text() += ',';
    }
    end_line(head.columns.size());
  }

  void row(const Row& row) override {
    for (const auto& cell : row) {
      append_cell(cell);
      buffer_.text() += ',';
    }
    end_line(row.size());
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
    const bool formula = safe && starts_formula(text);
    const auto shown = safe ? clean_cell(text, scratch_) : text;
    const auto special = [](char byte) { return byte == ',' || byte == '"' || byte == '\n' || byte == '\r'; };
    auto& out = buffer_.text();
    if (!formula && std::none_of(shown.begin(), shown.end(), special)) {
      out += shown;
      return;
    }
    out += formula ? "\"'" : "\"";
    for (const char byte : shown) out.append(byte == '"' ? 2 : 1, byte);
    out += '"';
  }

  // The last comma becomes the line end. One empty cell alone would be an empty line, which readers skip.
  void end_line(std::size_t cells) {
    auto& out = buffer_.text();
    const bool lone_empty = cells == 1 && (out.size() == 1 || (out.size() > 1 && out[out.size() - 2] == '\n'));
    if (cells > 0) out.pop_back();
    out += lone_empty ? "\"\"\n" : "\n";
    buffer_.line_done();
  }

  BlockBuffer buffer_;
  TextSafety safety_;
  std::string scratch_;
  int tables_ = 0;
};

}  // namespace

std::unique_ptr<Renderer> make_csv_renderer(std::ostream& out, const RenderOptions& options, Document&&) {
  return std::make_unique<CsvRenderer>(out, options.text);
}

}  // namespace partnership
