#include "tally/column_places.hpp"

#include <algorithm>
#include <utility>

namespace partnership {

ColumnPlaces find_places(std::vector<std::string> names, const SurveyOptions& options) {
  const auto place_of = [&](std::string_view column) {
    const auto at = std::find(names.begin(), names.end(), column);
    return at == names.end() ? kAbsent : static_cast<std::size_t>(at - names.begin());
  };
  ColumnPlaces found;
  found.respondent = place_of("respondent");
  found.partnership = place_of("partnership");
  found.wave = place_of("wave");
  for (const auto& condition : options.where) found.where.push_back(place_of(condition.first));
  for (const auto& grouping : options.groupings) {
    auto& of_grouping = found.groupings.emplace_back();
    for (const auto& column : grouping) of_grouping.push_back(place_of(column));
  }
  found.names = std::move(names);
  return found;
}

}  // namespace partnership
