// One JSON object per row and line, and nothing else: for tools that read line by line. Several tables follow each other
// without a border; their keys tell them apart.
#include "block_buffer.hpp"
#include "json_text.hpp"
#include "renderers.hpp"

namespace partnership {
namespace {

class JsonlRenderer final : public Renderer {
 public:
  explicit JsonlRenderer(std::ostream& out) : buffer_(out) {}

  void begin(const Table& head) override { keys_ = json_keys(head.columns); }

  void row(const Row& row) override {
    append_json_row(buffer_.text(), keys_, row);
    buffer_.text() += '\n';
    buffer_.line_done();
  }

  void end(const std::vector<std::string>&) override { buffer_.flush(); }

 private:
  BlockBuffer buffer_;
  std::vector<std::string> keys_;
};

}  // namespace

std::unique_ptr<Renderer> make_jsonl_renderer(std::ostream& out, const RenderOptions&, const Document&) {
  return std::make_unique<JsonlRenderer>(out);
}

}  // namespace partnership
