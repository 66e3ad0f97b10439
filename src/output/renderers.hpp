// What each format's file offers to the list of formats in format.cpp.
#pragma once
#include <iosfwd>
#include <memory>

#include "partnership/render.hpp"

namespace partnership {

using MakeRenderer = std::unique_ptr<Renderer> (*)(std::ostream&, const RenderOptions&, const Document&);

[[nodiscard]] std::unique_ptr<Renderer> make_table_renderer(std::ostream& out, const RenderOptions& options, const Document& document);
[[nodiscard]] std::unique_ptr<Renderer> make_csv_renderer(std::ostream& out, const RenderOptions& options, const Document& document);
[[nodiscard]] std::unique_ptr<Renderer> make_tsv_renderer(std::ostream& out, const RenderOptions& options, const Document& document);
[[nodiscard]] std::unique_ptr<Renderer> make_json_renderer(std::ostream& out, const RenderOptions& options, const Document& document);
[[nodiscard]] std::unique_ptr<Renderer> make_jsonl_renderer(std::ostream& out, const RenderOptions& options, const Document& document);
[[nodiscard]] std::unique_ptr<Renderer> make_markdown_renderer(std::ostream& out, const RenderOptions& options, const Document& document);

}  // namespace partnership
