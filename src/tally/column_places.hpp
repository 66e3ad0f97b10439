// Where the columns that matter to a survey stand among those of a file: names are looked up once a file, not in every record.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "partnership/survey.hpp"

namespace partnership {

inline constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

struct ColumnPlaces {
  std::vector<std::string> names;
  std::size_t respondent = kAbsent, partnership = kAbsent, wave = kAbsent;
  std::vector<std::size_t> where;                   // by condition
  std::vector<std::vector<std::size_t>> groupings;  // by grouping and column
};

[[nodiscard]] ColumnPlaces find_places(std::vector<std::string> names, const SurveyOptions& options);

// The value of a record, empty if there is no such column.
inline std::string_view value_at(std::span<const std::string_view> values, std::size_t place) { return place == kAbsent ? std::string_view{} : values[place]; }

}  // namespace partnership
