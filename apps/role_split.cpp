#include "role_split.hpp"

#include <fmt/format.h>

#include <vector>

namespace partnership::apps {

std::string actual_by_role(std::span<const Group* const> roles, std::size_t practice) {
  std::vector<std::string> parts;
  for (const Group* role : roles) {
    std::vector<std::string> signs;
    const auto points = role->tally.practice(practice).points(Side::Actual);
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (points[i] == 0) continue;
      const auto sign = sign_of(Side::Actual, static_cast<Answer>(i));
      signs.push_back(points[i] == 1 ? std::string(sign) : fmt::format("{} x{}", sign, points[i]));
    }
    if (signs.empty()) continue;
    const std::string& name = role->values.back();
    const std::string whose = !name.empty() ? name + " " : roles.size() > 1 ? "no role " : "";
    parts.push_back(fmt::format("{}{}", whose, fmt::join(signs, ", ")));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace partnership::apps
