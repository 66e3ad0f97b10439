// Renderers: pure functions from tables to text. Rounding, alignment, quoting and making text safe happen here and
// nowhere else. A new format is one renderer and one row in the list of formats.
#pragma once
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "partnership/table.hpp"

namespace partnership {

enum class Format : std::uint8_t { Table, Csv, Tsv, Json, Jsonl, Markdown };
[[nodiscard]] std::span<const std::string_view> format_names();  // in the order of Format
[[nodiscard]] std::optional<Format> parse_format(std::string_view name);

enum class TextSafety : std::uint8_t { Safe, Raw };    // Raw: --raw-text, cells as they came
enum class Charset : std::uint8_t { Unicode, Ascii };  // what the terminal can show
enum class Colour : std::uint8_t { Off, On };

struct RenderOptions {
  Format format = Format::Table;
  TextSafety text = TextSafety::Safe;
  Charset charset = Charset::Unicode;
  Colour colour = Colour::Off;
  int width = 80;  // of the terminal, in columns; only Format::Table keeps to it, by wrapping the widest text column
};

// What the JSON document says beside the rows; the other formats leave it out.
struct DocumentInput {
  std::string name;
  std::uint64_t bytes = 0;
  std::string xxh3_128;
};
struct Totals {
  std::uint64_t files = 0, responses = 0, scored = 0, rejected = 0, filtered = 0;
  std::optional<std::uint64_t> respondents = 0;  // none: not known
  std::uint64_t answers = 0, pairs = 0, invalid_cells = 0;
};
struct Document {
  std::string tool;                                       // "congruence"
  std::vector<std::string> instruments;                   // names of those answered
  std::vector<DocumentInput> inputs;
  std::vector<std::pair<std::string, std::string>> rules;  // options that change numbers: {"on_error", "stop"}
  Totals totals;
};

// Renders tables row by row, so that output may be larger than memory; only Format::Table keeps rows (to align them).
// Order of calls: begin, row..., end; then again for a further table. CSV and TSV print the header row once per table;
// JSON writes one object in all and takes one table only; JSONL one object per row; further tables follow a blank line.
class Renderer {
 public:
  virtual ~Renderer() = default;
  virtual void begin(const Table& head) = 0;  // title and columns; rows already in it are not read
  virtual void row(const Row& row) = 0;
  virtual void end(const std::vector<std::string>& notes) = 0;
};
[[nodiscard]] std::unique_ptr<Renderer> make_renderer(std::ostream& out, const RenderOptions& options, const Document& document);

void render(const Table& table, Renderer& renderer);  // begin, every row, end
void render(Table&& table, Renderer& renderer);       // the same; rows go as they are handed on: renderers for people keep a copy

// For screens that are more than a table. Columns a terminal needs for UTF-8 text; wide and combining characters count
// as the terminal shows them.
[[nodiscard]] std::size_t display_width(std::string_view text);
// Control, bidi and invalid characters replaced by a visible mark; in Ascii, everything beyond ASCII transliterated or '?'.
[[nodiscard]] std::string for_terminal(std::string_view text, Charset charset);
// Text on one line in Markdown: what it or HTML would act on is escaped; Raw escapes only what would break a table.
[[nodiscard]] std::string for_markdown(std::string_view text, TextSafety safety, Charset charset);
// Lines no wider than `width`, broken at spaces; a word that is wider is cut. Never empty.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);
// A number for people. Unavailable gives "–" ("-" in Ascii).
[[nodiscard]] std::string format_cell(const Cell& cell, NumberStyle style, Charset charset);

}  // namespace partnership
