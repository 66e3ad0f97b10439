// A YAML or JSON text, record by record, and where in the text each thing stands. The plain YAML and JSON of most response
// files has a reader of its own (plain_yaml.hpp); everything else goes through yaml-cpp (yaml_events.hpp).
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "instrument/yaml_node.hpp"
#include "instrument/yaml_pieces.hpp"
#include "partnership/fault.hpp"

namespace partnership {

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

}  // namespace partnership
