// The plain reader of YAML must read as yaml-cpp does or not at all, whatever the bytes.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "unit/instrument/yaml_readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto agreement = partnership::compare_yaml_readers({reinterpret_cast<const char*>(data), size});
  if (agreement.difference.empty()) return 0;
  std::fprintf(stderr, "%s\n", agreement.difference.c_str());
  std::abort();
}
