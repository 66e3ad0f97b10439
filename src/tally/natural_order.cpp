#include <cstddef>

#include "partnership/survey.hpp"

namespace partnership {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Compares the runs of digits at `i` and `j` as numbers of any length and moves behind them.
int compare_numbers(const std::string& a, std::size_t& i, const std::string& b, std::size_t& j) {
  while (i + 1 < a.size() && a[i] == '0' && is_digit(a[i + 1])) ++i;
  while (j + 1 < b.size() && b[j] == '0' && is_digit(b[j + 1])) ++j;
  const std::size_t a_start = i, b_start = j;
  while (i < a.size() && is_digit(a[i])) ++i;
  while (j < b.size() && is_digit(b[j])) ++j;
  if (i - a_start != j - b_start) return i - a_start < j - b_start ? -1 : 1;
  return a.compare(a_start, i - a_start, b, b_start, j - b_start);
}

}  // namespace

bool natural_less(const std::string& a, const std::string& b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      if (const int order = compare_numbers(a, i, b, j); order != 0) return order < 0;
    } else if (a[i] != b[j]) {
      return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
    } else {
      ++i, ++j;
    }
  }
  if ((i == a.size()) != (j == b.size())) return i == a.size();
  return a < b;  // equal but for leading zeros: still a strict order
}

}  // namespace partnership
