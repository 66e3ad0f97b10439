#include "rows_in_order.hpp"

#include <ostream>

#include "in_order.hpp"
#include "partnership/input.hpp"

namespace partnership::apps {

unsigned threads_for(std::size_t pieces, int wanted) {
  constexpr std::size_t kWorthThreads = 64;  // starting a thread costs as much as two or three groups
  if (wanted > 0) return static_cast<unsigned>(wanted);
  return pieces < kWorthThreads ? 1 : available_threads();
}

void print_in_order(Renderer& renderer, const std::ostream& out, std::size_t pieces, int threads,
                    const std::function<void(std::size_t, RowBuffer&)>& rows_of) {
  const auto make = [&](std::size_t piece, RowBuffer& buffer) {
    buffer.clear();
    rows_of(piece, buffer);
  };
  const auto take = [&](const RowBuffer& buffer) {
    for (const Row& row : buffer.rows()) renderer.row(row);
    return static_cast<bool>(out);
  };
  run_in_order<RowBuffer>(pieces, threads_for(pieces, threads), make, take);
}

void print_in_order(Renderer& renderer, const std::ostream& out, const ScoredGroups& groups, int threads,
                    const std::function<void(ScoredGroup&, RowBuffer&)>& rows_of) {
  print_in_order(renderer, out, groups.size(), threads, [&](std::size_t index, RowBuffer& rows) {
    ScoredGroup group = groups[index];
    rows_of(group, rows);
  });
}

void print_in_order(std::ostream& out, std::size_t pieces, int threads, const std::function<std::string(std::size_t)>& text_of) {
  run_in_order<std::string>(
      pieces, threads_for(pieces, threads), [&](std::size_t piece, std::string& text) { text = text_of(piece); },
      [&](const std::string& text) { return static_cast<bool>(out << text); });
}

}  // namespace partnership::apps
