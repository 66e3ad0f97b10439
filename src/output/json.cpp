// One JSON object: what was computed from what, then the rows, one on each line so that two results can be compared
// with diff. Rows are written as they come; names of files and columns are as in every other format.
#include <fmt/format.h>

#include <array>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "block_buffer.hpp"
#include "json_text.hpp"
#include "partnership/version.hpp"
#include "renderers.hpp"

namespace partnership {
namespace {

constexpr int kSchema = 1;

class JsonRenderer final : public Renderer {
 public:
  JsonRenderer(std::ostream& out, Document document) : buffer_(out), document_(std::move(document)) {}

  void begin(const Table& head) override {
    if (begun_) throw std::logic_error("a JSON document holds one table");
    begun_ = true;
    keys_ = json_keys(head.columns);
    append_document();
    append_columns(head.columns);
    buffer_.text() += ",\n  \"rows\": [";
  }

  void row(const Row& row) override {
    auto& out = buffer_.text();
    out += std::exchange(any_rows_, true) ? ",\n    " : "\n    ";
    append_json_row(out, keys_, row);
    buffer_.line_done();
  }

  void end(const std::vector<std::string>&) override {
    buffer_.text() += any_rows_ ? "\n  ]\n}\n" : "]\n}\n";
    buffer_.flush();
  }

 private:
  void append_document() {
    auto& out = buffer_.text();
    out += fmt::format("{{\n  \"schema\": {},\n  \"tool\": ", kSchema);
    append_json_text(out, document_.tool);
    out += ",\n  \"version\": ";
    append_json_text(out, kVersion);
    out += ",\n  \"instruments\": ";
    append_json_array(out, document_.instruments);
    append_inputs();
    append_rules();
    append_totals();
  }

  void append_inputs() {
    auto& out = buffer_.text();
    out += ",\n  \"inputs\": [";
    std::string_view before = "\n    ";
    for (const auto& input : document_.inputs) {
      out += std::exchange(before, ",\n    ");
      out += "{\"name\": ";
      append_json_text(out, input.name);
      out += fmt::format(", \"bytes\": {}, \"xxh3_128\": ", input.bytes);
      append_json_text(out, input.xxh3_128);
      out += '}';
    }
    out += document_.inputs.empty() ? "]" : "\n  ]";
  }

  void append_rules() {
    auto& out = buffer_.text();
    out += ",\n  \"rules\": {";
    std::string_view before;
    for (const auto& rule : document_.rules) {
      out += std::exchange(before, ", ");
      append_json_text(out, rule.first);
      out += ": ";
      append_json_text(out, rule.second);
    }
    out += '}';
  }

  void append_totals() {
    const auto& t = document_.totals;
    const std::array<std::pair<std::string_view, std::optional<std::uint64_t>>, 9> totals = {{{"files", t.files},
                                                                               {"responses", t.responses},
                                                                               {"scored", t.scored},
                                                                               {"rejected", t.rejected},
                                                                               {"filtered", t.filtered},
                                                                               {"respondents", t.respondents},
                                                                               {"answers", t.answers},
                                                                               {"pairs", t.pairs},
                                                                               {"invalid_cells", t.invalid_cells}}};
    auto& out = buffer_.text();
    out += ",\n  \"totals\": {";
    std::string_view before;
    for (const auto& total : totals) {
      out += std::exchange(before, ", ");
      fmt::format_to(std::back_inserter(out), "\"{}\": {}", total.first, total.second ? std::to_string(*total.second) : "null");
    }
    out += '}';
  }

  void append_columns(const std::vector<Column>& columns) {
    std::vector<std::string> names;
    names.reserve(columns.size());
    for (const auto& column : columns) names.push_back(column.name);
    buffer_.text() += ",\n  \"columns\": ";
    append_json_array(buffer_.text(), names);
  }

  BlockBuffer buffer_;
  Document document_;
  std::vector<std::string> keys_;
  bool begun_ = false;
  bool any_rows_ = false;
};

}  // namespace

std::unique_ptr<Renderer> make_json_renderer(std::ostream& out, const RenderOptions&, const Document& document) {
  return std::make_unique<JsonRenderer>(out, document);
}

}  // namespace partnership
