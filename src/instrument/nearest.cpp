#include "partnership/nearest.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

namespace partnership {
namespace {

constexpr std::size_t kMostEdits = 2;
constexpr std::size_t kLongestName = 64;  // longer text is no misspelling; keeps the cost of hostile headers down

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Optimal string alignment distance: Levenshtein's with swaps of neighbours. `b` has at most kMostEdits characters more than
// kLongestName.
std::size_t edits_between(std::string_view a, std::string_view b) {
  using Row = std::array<std::size_t, kLongestName + kMostEdits + 1>;
  Row rows[3];  // on the stack: a header or file of unknown names asks for very many distances
  Row *before = &rows[0], *last = &rows[1], *row = &rows[2];
  std::iota(last->begin(), last->begin() + static_cast<std::ptrdiff_t>(b.size()) + 1, std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    (*row)[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      (*row)[j] = std::min({(*last)[j] + 1, (*row)[j - 1] + 1, (*last)[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        (*row)[j] = std::min((*row)[j], (*before)[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return (*last)[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> known) {
  if (name.size() > kLongestName) return std::nullopt;
  std::size_t fewest = kMostEdits + 1;
  const std::string* best = nullptr;
  for (const auto& candidate : known) {
    const auto [shorter, longer] = std::minmax({candidate.size(), name.size()});
    if (longer - shorter >= fewest) continue;
    const std::size_t edits = edits_between(name, candidate);
    if (edits < fewest && 2 * edits < name.size()) {
      fewest = edits;
      best = &candidate;
    }
  }
  return best ? std::optional(*best) : std::nullopt;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> known) {
  const auto match = nearest(name, known);
  return match ? "did you mean '" + *match + "'?" : "";
}

}  // namespace partnership
