// Tables as GitHub reads them. What Markdown or HTML would act on is escaped with a backslash; a line end inside a cell
// becomes a space, because <br> is dropped wherever raw HTML is. Raw text keeps its Markdown but never breaks the table.
#include <algorithm>
#include <utility>

#include "alignment.hpp"
#include "block_buffer.hpp"
#include "one_line.hpp"
#include "renderers.hpp"

namespace partnership {
namespace {

// The alignment stands above the rows but is known from them only: so many rows may wait until every column has a value.
constexpr std::size_t kMostWaiting = 1000;

class MarkdownRenderer final : public Renderer {
 public:
  MarkdownRenderer(std::ostream& out, const RenderOptions& options) : buffer_(out), options_(options) {}

  void begin(const Table& head) override {
    if (tables_++ > 0) buffer_.text() += '\n';
    columns_ = head.columns;
    alignments_.assign(columns_.size(), Alignment::Unknown);
    headed_ = false;
    if (!head.title.empty()) buffer_.text().append("**").append(escaped(head.title)).append("**\n\n");
  }

  void row(const Row& row) override {
    if (headed_) return append_row(row);
    for (std::size_t i = 0; i < columns_.size(); ++i) alignments_[i] = align_with(alignments_[i], row.at(i));
    waiting_.push_back(row);
    const bool known = std::find(alignments_.begin(), alignments_.end(), Alignment::Unknown) == alignments_.end();
    if (known || waiting_.size() == kMostWaiting) release();
  }

  void end(const std::vector<std::string>& notes) override {
    if (!headed_) release();
    for (const auto& note : notes) buffer_.text().append("\n").append(escaped(note)).append("\n");
    buffer_.flush();
  }

 private:
  // The heading, the alignment and the rows that waited for it.
  void release() {
    auto& out = buffer_.text();
    headed_ = true;
    if (!columns_.empty()) {
      for (const auto& column : columns_) out.append("| ").append(escaped(column.heading)).append(" ");
      out += "|\n";
      for (std::size_t i = 0; i < columns_.size(); ++i)
        out += settle(alignments_[i], columns_[i].style) == Alignment::Right ? "| ---: " : "| --- ";
      out += "|\n";
    }
    for (const auto& row : std::exchange(waiting_, {})) append_row(row);
  }

  void append_row(const Row& row) {
    auto& out = buffer_.text();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto& cell = row.at(i);
      const auto* text = std::get_if<std::string>(&cell);
      out += "| ";
      out += text != nullptr ? escaped(*text) : escaped(format_cell(cell, columns_[i].style, options_.charset));
      out += ' ';
    }
    out += "|\n";
    buffer_.line_done();
  }

  std::string escaped(std::string_view text) const { return for_markdown(text, options_.text, options_.charset); }

  BlockBuffer buffer_;
  RenderOptions options_;
  std::vector<Column> columns_;
  std::vector<Alignment> alignments_;
  std::vector<Row> waiting_;
  bool headed_ = false;
  int tables_ = 0;
};

}  // namespace

std::string for_markdown(std::string_view text, TextSafety safety, Charset charset) {
  const bool raw = safety == TextSafety::Raw;
  const std::string_view special = raw ? "|" : "\\|`*_[]<>~";
  const auto clean = raw ? one_line(text) : for_terminal(one_line(text), charset);
  std::string out;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const bool entity = !raw && clean[i] == '&' && i + 1 < clean.size() && clean[i + 1] != ' ';
    if (entity || special.find(clean[i]) != std::string_view::npos) out += '\\';
    out += clean[i];
  }
  return out;
}

std::unique_ptr<Renderer> make_markdown_renderer(std::ostream& out, const RenderOptions& options, const Document&) {
  return std::make_unique<MarkdownRenderer>(out, options);
}

}  // namespace partnership
