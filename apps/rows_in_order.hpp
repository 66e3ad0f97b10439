// Rows that take long to work out, such as those of many groups, made by several threads and printed in order.
#pragma once
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "scored_groups.hpp"
#include "partnership/render.hpp"

namespace partnership::apps {

// Threads for so many groups, or other pieces of work of that size, where --threads says `wanted`; 0: as many as they are worth.
[[nodiscard]] unsigned threads_for(std::size_t pieces, int wanted);

// Rows of one piece of work. Their cells are used again for those of another.
class RowBuffer {
 public:
  [[nodiscard]] Row& add() {  // to be filled, for it may hold what it held before; good until the next
    if (size_ == rows_.size()) rows_.emplace_back();
    return rows_[size_++];
  }
  void clear() { size_ = 0; }
  [[nodiscard]] std::span<const Row> rows() const { return std::span(rows_).first(size_); }

 private:
  std::vector<Row> rows_;
  std::size_t size_ = 0;
};

// To a renderer that has begun its table: the rows of each piece, which rows_of(piece, rows) adds, several at once. Ends early
// where `out`, behind the renderer, takes no more.
void print_in_order(Renderer& renderer, const std::ostream& out, std::size_t pieces, int threads,
                    const std::function<void(std::size_t, RowBuffer&)>& rows_of);
void print_in_order(Renderer& renderer, const std::ostream& out, const ScoredGroups& groups, int threads,
                    const std::function<void(ScoredGroup&, RowBuffer&)>& rows_of);
// The same for texts.
void print_in_order(std::ostream& out, std::size_t pieces, int threads, const std::function<std::string(std::size_t)>& text_of);

}  // namespace partnership::apps
