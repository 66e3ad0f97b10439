// Tab-separated values without quotes: inside cells a tab is written \t, a line feed \n, a carriage return \r and a
// backslash \\, so that every line is a row and every tab a border. Unavailable cells are empty. Safe text: see
// spreadsheet_text.hpp; raw text is only escaped.
#include "delimited.hpp"
#include "spreadsheet_text.hpp"

namespace partnership {
namespace {

class TsvRenderer final : public DelimitedRenderer {
 public:
  TsvRenderer(std::ostream& out, TextSafety safety) : DelimitedRenderer(out, safety, '\t') {}

 private:
  void append_text(std::string& out, std::string_view text) override {
    if (safe() && starts_formula(text)) out += '\'';
    for (const char byte : safe() ? clean_cell(text, scratch_) : text) {
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

  [[nodiscard]] std::string_view lone_empty_cell() const override { return ""; }

  std::string scratch_;
};

}  // namespace

std::unique_ptr<Renderer> make_tsv_renderer(std::ostream& out, const RenderOptions& options, const Document&) {
  return std::make_unique<TsvRenderer>(out, options.text);
}

}  // namespace partnership
