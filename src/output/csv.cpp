// CSV as in RFC 4180, with LF as line end: quotes only where needed, a quote inside doubled. Unavailable cells are empty.
// Safe text: see spreadsheet_text.hpp; a cell that needs the apostrophe is quoted too. Raw text is only quoted.
#include <algorithm>

#include "delimited.hpp"
#include "spreadsheet_text.hpp"

namespace partnership {
namespace {

class CsvRenderer final : public DelimitedRenderer {
 public:
  CsvRenderer(std::ostream& out, TextSafety safety) : DelimitedRenderer(out, safety, ',') {}

 private:
  void append_text(std::string& out, std::string_view text) override {
    const bool formula = safe() && starts_formula(text);
    const auto shown = safe() ? clean_cell(text, scratch_) : text;
    const auto special = [](char byte) { return byte == ',' || byte == '"' || byte == '\n' || byte == '\r'; };
    if (!formula && std::none_of(shown.begin(), shown.end(), special)) {
      out += shown;
      return;
    }
    out += formula ? "\"'" : "\"";
    for (const char byte : shown) out.append(byte == '"' ? 2 : 1, byte);
    out += '"';
  }

  [[nodiscard]] std::string_view lone_empty_cell() const override { return "\"\""; }

  std::string scratch_;
};

}  // namespace

std::unique_ptr<Renderer> make_csv_renderer(std::ostream& out, const RenderOptions& options, const Document&) {
  return std::make_unique<CsvRenderer>(out, options.text);
}

}  // namespace partnership
