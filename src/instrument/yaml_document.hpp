// YAML and JSON as a small tree of text with places. Nothing is converted: an answer `010` or `no` stays what was
// written. What yaml-cpp lets pass is refused here: quotes never closed, keys given twice, words without a value, tags,
// merge keys, aliases to anything but a value or a flat list of values. Depth and size are bounded.
// The only door to yaml-cpp.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "instrument/yaml_pieces.hpp"
#include "partnership/fault.hpp"

namespace partnership {

struct YamlEntry;

struct YamlNode {
  enum class Kind : unsigned char { Null, Scalar, List, Map };
  Kind kind = Kind::Null;
  bool quoted = false;             // a scalar in quotes or a block scalar
  std::size_t offset = 0;          // of its first byte in the text; YamlText knows line and column
  std::string text;                // of a scalar
  std::vector<YamlNode> items;     // of a list
  std::vector<YamlEntry> entries;  // of a map, in file order, keys unique

  [[nodiscard]] bool is_value() const { return kind == Kind::Null || kind == Kind::Scalar; }  // Null has the text ""
  [[nodiscard]] const YamlEntry* find(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  std::size_t offset = 0;  // of the key
  YamlNode value;
};

inline constexpr std::size_t kYamlNodes = 100'000;          // of one record
inline constexpr std::size_t kYamlRecordBytes = 4U << 20U;  // of text in one record, aliases written out
inline constexpr std::size_t kYamlFlowBytes = 1U << 20U;    // that yaml-cpp may read before it says what it found
inline constexpr std::size_t kYamlFileBytes = 1U << 30U;    // yaml-cpp counts bytes in an int

class YamlText {
 public:
  YamlText(std::string bytes, std::string file);
  YamlText(const YamlText&) = delete;
  YamlText& operator=(const YamlText&) = delete;

  // Gives every record to `take` in file order until it says false. A record is what a document holds, or, where that is
  // a list, each of its items; empty documents and items are none. Memory: one record. The fault that ended the reading.
  // A key that is given twice ends it too, unless there is a `refuse`: that is told instead of the record being given to
  // `take`, and says whether to go on.
  [[nodiscard]] std::optional<Fault> read(const std::function<bool(const YamlNode&)>& take,
                                          const std::function<bool(Fault)>& refuse = nullptr);

  // Cheapest when asked in rising order of offsets; behind the start of the current record cheap in any order.
  [[nodiscard]] Position position_of(std::size_t offset);
  // With file, position and excerpt.
  [[nodiscard]] Fault fault_at(FaultKind kind, std::size_t offset, std::string message);

 private:
  [[nodiscard]] std::optional<YamlFlaw> check_bytes() const;
  [[nodiscard]] std::string line_around(std::size_t offset) const;

  std::string text_;
  std::string file_;
  struct Place {
    std::size_t offset = 0;
    Position position{1, 1};
  };
  Place known_;   // last asked for
  Place record_;  // where the current record starts
};

// 'text' for messages, cut at 60 characters.
[[nodiscard]] std::string quoted_text(std::string_view text);

}  // namespace partnership
