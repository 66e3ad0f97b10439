// Reads the plain YAML and JSON that response files nearly always are, many times faster than yaml-cpp: a map, which may be an
// item of a list, or nothing. A map is lines `key: value`, with maps as lines indented more below a key without a value, or
// {key: value, …}; keys and values are a plain word on one line or quoted, with the escapes of JSON. The reader declines
// whatever it is not sure of, and yaml-cpp then reads the same piece: rules and messages are those of yaml_events.hpp alone.
// tests/unit/instrument/plain_yaml_test.cpp holds both against each other.
#pragma once
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "instrument/yaml_node.hpp"
#include "instrument/yaml_pieces.hpp"

namespace partnership {

inline constexpr std::size_t kPlainPieceBytes = 64U << 10U;  // keeps a piece far from every bound of yaml_events.hpp

class PlainYaml {
 public:
  explicit PlainYaml(std::string_view text) : text_(text) {}  // which has passed the checks of YamlText and outlives this

  // The one record that read_yaml_events() gives for the piece, places included, or a Null where it gives none; valid until
  // the next call. nullptr if the piece is not plain.
  [[nodiscard]] const YamlNode* read(const YamlPiece& piece);

 private:
  std::string_view text_;
  YamlNode record_;
  std::deque<std::string> rewritten_;  // texts of the record that were written with escapes
};

}  // namespace partnership
