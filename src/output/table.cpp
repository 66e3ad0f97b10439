// The table for a screen: text left, numbers right, two spaces between columns. What is wider than the screen gives way
// where it hurts least: the widest column of text is wrapped at spaces, then the next. Keeps all rows, to align them.
#include <algorithm>
#include <ostream>
#include <utility>

#include "alignment.hpp"
#include "block_buffer.hpp"
#include "partnership/render.hpp"
#include "renderers.hpp"

namespace partnership {
namespace {

constexpr std::size_t kBetween = 2;       // spaces between columns
constexpr std::size_t kLongestWord = 20;  // a longer one is cut rather than kept whole
constexpr std::size_t kNarrowestScreen = 20;

using Lines = std::vector<std::string>;

std::size_t widest(const Lines& lines) {
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, display_width(line));
  return width;
}

// What a column of this text must keep, so that no word but an overlong one is cut.
std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    longest = std::max(longest, display_width(text.substr(at, end - at)));
    at = end + 1;
  }
  return std::min(longest, kLongestWord);
}

struct Extent {
  std::size_t width = 0;    // now; first what the widest cell needs
  std::size_t minimum = 0;  // that wrapping can reach
};

// Takes from the widest column that can give until the sum fits; false, and nothing changed, if it never does.
bool fit(std::vector<Extent>& extents, std::size_t room) {
  std::size_t least = 0;
  std::size_t sum = 0;
  for (const auto& extent : extents) {
    least += extent.minimum;
    sum += extent.width;
  }
  if (least > room) return false;
  const auto can_give_less = [](const Extent& a, const Extent& b) {
    return (a.width > a.minimum ? a.width : 0) < (b.width > b.minimum ? b.width : 0);
  };
  while (sum > room) {
    auto& most = *std::max_element(extents.begin(), extents.end(), can_give_less);
    std::size_t next = most.minimum;  // down to the next widest, so that columns of text end up alike
    for (const auto& other : extents)
      if (&other != &most && other.width > other.minimum) next = std::max(next, std::min(other.width, most.width - 1));
    const auto given = std::min(sum - room, most.width - next);
    most.width -= given;
    sum -= given;
  }
  return true;
}

class TableRenderer final : public Renderer {
 public:
  TableRenderer(std::ostream& out, const RenderOptions& options)
      : buffer_(out), options_(options), screen_(std::max(static_cast<std::size_t>(std::max(options.width, 0)), kNarrowestScreen)) {}

  void begin(const Table& head) override {
    title_ = head.title;
    columns_ = head.columns;
    alignments_.assign(columns_.size(), Alignment::Unknown);
    headings_.clear();
    for (const auto& column : columns_) headings_.push_back(for_terminal(column.heading, options_.charset));
  }

  void row(const Row& row) override {
    auto& texts = rows_.emplace_back();
    texts.reserve(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      alignments_[i] = align_with(alignments_[i], row.at(i));
      texts.push_back(format_cell(row[i], columns_[i].style, options_.charset));
    }
  }

  void end(const std::vector<std::string>& notes) override {
    if (tables_++ > 0) buffer_.text() += '\n';
    append_title();
    append_table();
    append_notes(notes);
    buffer_.flush();
    rows_.clear();
  }

 private:
  void append_title() {
    if (title_.empty()) return;
    const bool bold = options_.colour == Colour::On;
    for (const auto& line : wrap(for_terminal(title_, options_.charset), screen_))
      buffer_.text() += bold ? "\x1B[1m" + line + "\x1B[0m\n" : line + '\n';
    buffer_.text() += '\n';
  }

  void append_notes(const std::vector<std::string>& notes) {
    if (!notes.empty() && !columns_.empty()) buffer_.text() += '\n';
    for (const auto& note : notes)
      for (const auto& line : wrap(for_terminal(note, options_.charset), screen_)) buffer_.text() += line + '\n';
  }

  void append_table() {
    if (columns_.empty()) return;
    const auto widths = column_widths();
    std::size_t total = kBetween * (widths.size() - 1);
    for (const auto width : widths) total += width;
    append_row(headings_, widths, Anchor::Bottom);
    for (std::size_t i = 0; i < total; ++i) buffer_.text() += options_.charset == Charset::Unicode ? "─" : "-";
    buffer_.text() += '\n';
    for (const auto& row : rows_) append_row(row, widths, Anchor::Top);
  }

  bool is_text(std::size_t column) const { return settle(alignments_[column], columns_[column].style) == Alignment::Left; }

  std::vector<std::size_t> column_widths() const {
    std::vector<Extent> extents(columns_.size());
    for (std::size_t i = 0; i < extents.size(); ++i) {
      extents[i] = {display_width(headings_[i]), longest_word(headings_[i])};
      for (const auto& row : rows_) {
        const auto width = display_width(row[i]);
        extents[i].width = std::max(extents[i].width, width);
        extents[i].minimum = std::max(extents[i].minimum, is_text(i) ? longest_word(row[i]) : width);
      }
    }
    const auto between = kBetween * (extents.size() - 1);
    const bool wrapped = screen_ > between && fit(extents, screen_ - between);
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < extents.size(); ++i) widths.push_back(wrapped ? used_width(i, extents[i].width) : extents[i].width);
    return widths;
  }

  // Lines broken at spaces seldom fill their column; the columns beside it may come nearer.
  std::size_t used_width(std::size_t column, std::size_t width) const {
    std::size_t used = widest(lines_of(headings_[column], width));
    for (const auto& row : rows_) used = std::max(used, widest(lines_of(row[column], width)));
    return used;
  }

  static Lines lines_of(const std::string& text, std::size_t width) {
    return display_width(text) <= width ? Lines{text} : wrap(text, width);
  }

  enum class Anchor : std::uint8_t { Top, Bottom };  // where cells with fewer lines than their neighbours stand

  void append_row(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths, Anchor anchor) {
    std::vector<Lines> wrapped;
    std::size_t height = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) height = std::max(height, wrapped.emplace_back(lines_of(cells[i], widths[i])).size());
    for (auto& lines : wrapped) lines.insert(anchor == Anchor::Bottom ? lines.begin() : lines.end(), height - lines.size(), {});
    auto& out = buffer_.text();
    for (std::size_t line = 0; line < height; ++line) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& part = wrapped[i][line];
        const std::string padding(widths[i] - display_width(part), ' ');
        out += is_text(i) ? part + padding : padding + part;
        out.append(kBetween, ' ');
      }
      out.erase(out.find_last_not_of(' ') + 1);
      out += '\n';
    }
    buffer_.line_done();
  }

  BlockBuffer buffer_;
  RenderOptions options_;
  std::size_t screen_;
  std::string title_;
  std::vector<Column> columns_;
  Lines headings_;
  std::vector<Alignment> alignments_;
  std::vector<std::vector<std::string>> rows_;
  int tables_ = 0;
};

}  // namespace

std::unique_ptr<Renderer> make_table_renderer(std::ostream& out, const RenderOptions& options, const Document&) {
  return std::make_unique<TableRenderer>(out, options);
}

}  // namespace partnership
