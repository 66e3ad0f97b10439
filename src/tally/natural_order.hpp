// The order of waves and groups: numbers in names by their value.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "partnership/survey.hpp"

namespace partnership {

struct NaturalOrder {
  bool operator()(const std::string& a, const std::string& b) const { return natural_less(a, b); }
  bool operator()(const std::vector<std::string>& a, const std::vector<std::string>& b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), natural_less);
  }
};

}  // namespace partnership
