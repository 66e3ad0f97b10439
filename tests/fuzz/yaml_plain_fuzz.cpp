// The plain reader of YAML must read as yaml-cpp does or not at all, and a list that is cut into its items must hold what
// it holds as a whole, which one that may have an anchor is read as, whatever the bytes.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "unit/instrument/yaml_readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto agreement = partnership::compare_yaml_readers(text);
  if (!agreement.difference.empty()) {
    std::fprintf(stderr, "%s\n", agreement.difference.c_str());
    std::abort();
  }
  const auto cut = partnership::records_of(text + "\n- # .x\n"), whole = partnership::records_of(text + "\n- # &x\n");
  if (cut && cut != whole) {
    for (const auto& record : *cut) std::fprintf(stderr, "cut: %s\n", record.c_str());
    if (!whole) std::fprintf(stderr, "refused as a whole\n");
    for (const auto& record : whole.value_or(std::vector<std::string>())) std::fprintf(stderr, "whole: %s\n", record.c_str());
    std::abort();
  }
  return 0;
}
