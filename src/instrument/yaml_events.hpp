// Reads a piece of YAML with yaml-cpp, all of YAML but what yaml-cpp lets pass and is refused here: quotes never closed,
// keys given twice, words without a value, tags, merge keys, aliases to anything but a value or a flat list of values.
// Depth and size are bounded. The only door to yaml-cpp.
#pragma once
#include <cstddef>
#include <functional>
#include <string_view>

#include "instrument/yaml_node.hpp"
#include "instrument/yaml_pieces.hpp"

namespace partnership {

// Who is given the records; each says whether to go on. Without `refuse`, what it would be told ends the text.
struct YamlTaker {
  std::function<bool(const YamlNode&)> take;
  std::function<bool(YamlFlaw)> refuse;
};

// What has been read of a text in this way, bytes, with aliases written out; and where the first piece of it starts.
struct SlowYaml {
  std::size_t start = 0;
  std::size_t bytes = 0;
};

// Gives every record of the piece to `taker`: what its document holds, or, where that is a list, each item. False when
// the taker has had enough. Memory: one record. What comes to more than kYamlSlowBytes with `slow` is a flaw of the text.
[[nodiscard]] tl::expected<bool, YamlFlaw> read_yaml_events(std::string_view text, const YamlPiece& piece, const YamlTaker& taker,
                                                            SlowYaml& slow);

}  // namespace partnership
