// What reliability needs of a set of practices: sums and sums of products over the respondents who answered all of them.
// Integers that add, like everything in a tally.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace partnership {

// Over complete respondents: n, the sum of each of k items, and of the product of every two (of an item with itself too).
class CrossProducts {
 public:
  CrossProducts() = default;
  explicit CrossProducts(std::size_t items) : sums_(items), products_(items * (items + 1) / 2) {}
  // As stored; `products`: the lower triangle, row by row.
  CrossProducts(std::uint64_t n, std::vector<std::int64_t> sums, std::vector<std::int64_t> products)
      : n_(n), sums_(std::move(sums)), products_(std::move(products)) {}

  void add(std::span<const std::int32_t> values);  // one respondent's, k of them
  void add(const CrossProducts& other);            // of as many items

  [[nodiscard]] std::size_t items() const { return sums_.size(); }
  [[nodiscard]] std::uint64_t n() const { return n_; }
  [[nodiscard]] std::int64_t sum(std::size_t item) const { return sums_[item]; }
  [[nodiscard]] std::int64_t product(std::size_t i, std::size_t j) const { return i < j ? product(j, i) : products_[i * (i + 1) / 2 + j]; }
  [[nodiscard]] const std::vector<std::int64_t>& sums() const { return sums_; }
  [[nodiscard]] const std::vector<std::int64_t>& products() const { return products_; }  // lower triangle, row by row
  bool operator==(const CrossProducts&) const = default;

 private:
  std::uint64_t n_ = 0;
  std::vector<std::int64_t> sums_;
  std::vector<std::int64_t> products_;
};

enum class ItemValue : std::uint8_t { Ideal, Actual, Gap };
inline constexpr std::size_t kItemValues = 3;

// The practices of one principle. A respondent counts for a side if all points of that side are there, and for the gap if
// all pairs are.
class ItemTally {
 public:
  explicit ItemTally(std::vector<std::size_t> practices);
  void add(std::span<const std::uint8_t> codes);  // one respondent's, of the whole instrument, as in ResponseBlock
  void add(const ItemTally& other);               // of the same principle
  void add(ItemValue value, const CrossProducts& stored) { values_[static_cast<std::size_t>(value)].add(stored); }  // of as many items
  [[nodiscard]] const CrossProducts& of(ItemValue value) const { return values_[static_cast<std::size_t>(value)]; }
  [[nodiscard]] const std::vector<std::size_t>& practices() const { return practices_; }
  bool operator==(const ItemTally&) const = default;

 private:
  std::vector<std::size_t> practices_;
  std::array<CrossProducts, kItemValues> values_;
};

}  // namespace partnership
