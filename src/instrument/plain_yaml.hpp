// Reads the plain YAML that response files nearly always are, many times faster than yaml-cpp: lines `key: value`, below
// a key without a value indented lines of the same kind, and values that are a plain or quoted word on one line or a flat
// {key: value, …}. It declines whatever it is not sure of, and yaml-cpp then reads the same piece: rules and messages are
// those of yaml_events.hpp alone. tests/unit/instrument/plain_yaml_test.cpp holds both against each other.
#pragma once
#include <cstddef>
#include <string_view>

#include "instrument/yaml_node.hpp"
#include "instrument/yaml_pieces.hpp"

namespace partnership {

inline constexpr std::size_t kPlainPieceBytes = 64U << 10U;  // keeps a piece far from every bound of yaml_events.hpp

// Whether the piece is plain; then `record` is the one record that read_yaml_events() gives for it, places included.
// Otherwise what `record` holds means nothing. `text` must have passed the checks of YamlText.
[[nodiscard]] bool read_plain_yaml(std::string_view text, YamlPiece piece, YamlNode& record);

}  // namespace partnership
