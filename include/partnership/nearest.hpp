// The known name that a misspelt one most likely meant, for hints ("did you mean 'E1P1_ideal'?").
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace partnership {

// Fewest edits (insert, delete, replace, swap of neighbours; case costs nothing), at most two and fewer than half the
// length of `name`; the first of several that are equally near. An exact match is returned as it is.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name, std::span<const std::string> known);

// "did you mean 'x'?" or "".
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string> known);

}  // namespace partnership
