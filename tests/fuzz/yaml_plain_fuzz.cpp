// The plain reader of YAML must read as yaml-cpp does or not at all, and a list that is cut into its items must hold what
// it holds as a whole, which one with a '&' is read as, whatever the bytes.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "unit/instrument/yaml_readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto agreement = partnership::compare_yaml_readers(text);
  if (!agreement.difference.empty()) {
    std::fprintf(stderr, "%s\n", agreement.difference.c_str());
    std::abort();
  }
  if (const auto cut = partnership::records_of(text + "\n- # .\n"); cut && cut != partnership::records_of(text + "\n- # &\n")) std::abort();
  return 0;
}
