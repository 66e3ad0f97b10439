// Both readers of YAML over the pieces of one text, and whether they agree: what the plain reader takes, yaml-cpp must
// read as the same record, places included. For the unit test and the fuzz target.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace partnership {

struct YamlAgreement {
  std::size_t plain = 0, declined = 0;  // pieces
  std::string difference;               // of the first piece that the readers do not agree on, "" if they do
};

// `text` as it would come out of YamlText's checks; other texts are left alone.
[[nodiscard]] YamlAgreement compare_yaml_readers(std::string_view text);

// The records of a text, each as below but without the places of nulls, which yaml-cpp takes from whatever comes next; or
// nullopt if it is refused.
[[nodiscard]] std::optional<std::vector<std::string>> records_of(const std::string& text);

// The record on one line with the offset of everything in it: "0{0 a=3 b, 5 ratings=15{}}".
[[nodiscard]] std::string plain_record(std::string_view text);  // "declined" if it is not plain

}  // namespace partnership
