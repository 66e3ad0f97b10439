#include <algorithm>
#include <array>
#include <utility>

#include "renderers.hpp"

namespace partnership {
namespace {

// In the order of Format.
constexpr std::array<std::pair<std::string_view, MakeRenderer>, 6> kFormats = {{
    {"table", make_table_renderer},
    {"csv", make_csv_renderer},
    {"tsv", make_tsv_renderer},
    {"json", make_json_renderer},
    {"jsonl", make_jsonl_renderer},
    {"markdown", make_markdown_renderer},
}};

constexpr auto kNames = [] {
  std::array<std::string_view, kFormats.size()> names;
  std::transform(kFormats.begin(), kFormats.end(), names.begin(), [](const auto& format) { return format.first; });
  return names;
}();

static_assert(kFormats.size() == static_cast<std::size_t>(Format::Markdown) + 1);

}  // namespace

std::span<const std::string_view> format_names() { return kNames; }

std::optional<Format> parse_format(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Format>(found - kNames.begin());
}

std::unique_ptr<Renderer> make_renderer(std::ostream& out, const RenderOptions& options, const Document& document) {
  return kFormats[static_cast<std::size_t>(options.format)].second(out, options, document);
}

void render(const Table& table, Renderer& renderer) {
  renderer.begin(table);
  for (const auto& row : table.rows) renderer.row(row);
  renderer.end(table.notes);
}

void render(Table&& table, Renderer& renderer) {
  renderer.begin(table);
  for (auto& row : table.rows) {
    renderer.row(row);
    row = {};
  }
  renderer.end(table.notes);
}

}  // namespace partnership
