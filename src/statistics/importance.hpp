#pragma once
#include "partnership/group_statistics.hpp"

namespace partnership {

[[nodiscard]] GroupStatistics::Importance importance_of(const Tally& tally);

}  // namespace partnership
