// Who sees a practice how: its actual ratings by role, so that people who differ can be told apart without naming them.
#pragma once
#include <cstddef>
#include <span>
#include <string>

#include "partnership/survey.hpp"

namespace partnership::apps {

// "coordinator d; partner a, b x2": the actual ratings of one practice. `roles`: groups whose last value is the role.
[[nodiscard]] std::string actual_by_role(std::span<const Group* const> roles, std::size_t practice);

}  // namespace partnership::apps
