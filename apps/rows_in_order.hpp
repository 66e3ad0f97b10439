// Rows that take long to work out, such as those of many groups, made by several threads and printed in order.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "partnership/render.hpp"
#include "printing.hpp"
#include "scored_groups.hpp"

namespace partnership::apps {

// Rows of one piece of work on their way to a renderer, in cells that are used again.
class RowBuffer {
 public:
  RowBuffer() = default;
  explicit RowBuffer(Renderer& renderer) : renderer_(&renderer) {}  // which gets each row when the next is added: one is kept

  [[nodiscard]] Row& add() {  // to be filled, for it may hold what it held before; good until the next
    if (renderer_ != nullptr) hand_on(*renderer_);
    if (size_ == rows_.size()) rows_.emplace_back();
    return rows_[size_++];
  }
  void hand_on(Renderer& renderer) {
    for (std::size_t i = 0; i < size_; ++i) renderer.row(rows_[i]);
    size_ = 0;
  }

 private:
  Renderer* renderer_ = nullptr;
  std::vector<Row> rows_;
  std::size_t size_ = 0;
};

// Of the threads that Printing asks for, so many at most: one prints all rows, and every other one keeps the rows of a piece.
inline constexpr unsigned kMostMakers = 8;

// To a renderer that has begun its table: the rows of each piece, which rows_of(piece, rows) adds, several at once. Where the
// output takes no more, printing ends early.
void print_in_order(const Printing& to, std::size_t pieces, const std::function<void(std::size_t, RowBuffer&)>& rows_of);
// No two of the groups may look at the same tallies (tally.hpp).
void print_in_order(const Printing& to, const ScoredGroups& groups, const std::function<void(ScoredGroup&, RowBuffer&)>& rows_of);
// Texts, past the renderer.
void print_in_order(const Printing& to, std::size_t pieces, const std::function<std::string(std::size_t)>& text_of);

}  // namespace partnership::apps
