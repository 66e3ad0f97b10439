#include "rows_in_order.hpp"

#include <algorithm>
#include <ostream>

#include "in_order.hpp"
#include "partnership/input.hpp"

namespace partnership::apps {
namespace {

unsigned makers(std::size_t pieces, int threads) {
  constexpr std::size_t kWorthThreads = 64;  // starting a thread costs as much as two or three groups
  if (threads > 0) return std::min(static_cast<unsigned>(threads), kMostMakers);
  return pieces < kWorthThreads ? 1 : std::min(available_threads(), kMostMakers);
}

}  // namespace

void print_in_order(const Printing& to, std::size_t pieces, const std::function<void(std::size_t, RowBuffer&)>& rows_of) {
  PrintingProgress progress(to, pieces);
  std::size_t printed = 0;
  const auto take = [&](RowBuffer& rows) {
    rows.hand_on(to.renderer);
    return progress.go_on(++printed);
  };
  const unsigned threads = makers(pieces, to.threads);
  if (threads > 1) return run_in_order<RowBuffer>(pieces, threads, rows_of, take);
  RowBuffer rows(to.renderer);
  for (std::size_t piece = 0; piece < pieces; ++piece) {
    rows_of(piece, rows);
    if (!take(rows)) return;
  }
}

void print_in_order(const Printing& to, const ScoredGroups& groups, const std::function<void(ScoredGroup&, RowBuffer&)>& rows_of) {
  print_in_order(to, groups.size(), [&](std::size_t index, RowBuffer& rows) {
    ScoredGroup group = groups[index];
    rows_of(group, rows);
  });
}

void print_in_order(const Printing& to, std::size_t pieces, const std::function<std::string(std::size_t)>& text_of) {
  PrintingProgress progress(to, pieces);
  std::size_t printed = 0;
  run_in_order<std::string>(
      pieces, makers(pieces, to.threads), [&](std::size_t piece, std::string& text) { text = text_of(piece); },
      [&](const std::string& text) {
        to.out << text;
        return progress.go_on(++printed);
      });
}

}  // namespace partnership::apps
