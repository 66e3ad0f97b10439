// What a YAML or JSON text holds, as a small tree of text with places. Nothing is converted: an answer `010` or `no` stays
// what was written. Texts are views of what was read, or of what the reader keeps until the record has been taken.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace partnership {

struct YamlEntry;

struct YamlNode {
  enum class Kind : unsigned char { Null, Scalar, List, Map };
  Kind kind = Kind::Null;
  bool quoted = false;             // a scalar in quotes or a block scalar
  std::size_t offset = 0;          // of its first byte in the text; YamlText knows line and column
  std::string_view text;           // of a scalar
  std::vector<YamlNode> items;     // of a list
  std::vector<YamlEntry> entries;  // of a map, in file order, keys unique

  [[nodiscard]] bool is_value() const { return kind == Kind::Null || kind == Kind::Scalar; }  // Null has the text ""
  [[nodiscard]] const YamlEntry* find(std::string_view key) const;
};

struct YamlEntry {
  YamlEntry(std::string_view name, std::size_t place) : key(name), offset(place) {}
  std::string_view key;
  std::size_t offset;  // of the key
  YamlNode value;
};

}  // namespace partnership
