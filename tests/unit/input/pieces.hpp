// A text handed out in pieces of a given size, to show that readers do not depend on where a piece ends; and the same of a
// text that nobody has checked, and of one that cannot be read to its end.
#pragma once
#include <algorithm>
#include <string_view>

#include "input/file_fault.hpp"
#include "input/text_source.hpp"

namespace partnership {

class Pieces : public TextStream {
 public:
  Pieces(std::string_view text, std::size_t size) : rest_(text), size_(size) {}
  [[nodiscard]] Result<std::string_view> next() override {
    const auto piece = rest_.substr(0, size_);
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view rest_;
  std::size_t size_;
};

// As if from a file that is not known to be valid UTF-8, like the bytes of most files.
class UncheckedPieces : public Pieces {
 public:
  using Pieces::Pieces;
  [[nodiscard]] bool is_checked() const override { return false; }
};

// Behind the text comes a fault instead of the end.
class BrokenPieces : public Pieces {
 public:
  using Pieces::Pieces;
  [[nodiscard]] Result<std::string_view> next() override {
    auto piece = Pieces::next();
    if (!piece->empty()) return piece;
    return tl::unexpected(file_fault(FaultKind::CannotRead, "answers.csv", "cannot read the file: the disk is gone"));
  }
};

}  // namespace partnership
