// The table of statistics for reading: as a list, as explanations of single ones, and as a page of reference.
#pragma once
#include <iosfwd>

#include "partnership/catalogue.hpp"
#include "partnership/render.hpp"

namespace partnership::apps {

// For people a table per topic with what fits a screen; for machines one table with all there is to say.
void print_list(Renderer& renderer, Format format, const Choice& wanted);
// Wrapped text, an entry per row of the table of statistics.
void print_explanations(std::ostream& out, const RenderOptions& options, const Choice& wanted);
// The page: topics, an entry for rows that share an explanation, full references at the end.
void print_page(std::ostream& out, const Choice& wanted);

}  // namespace partnership::apps
