// Instrument files: what is accepted is an instrument that a survey can be made with.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>

#include "fuzz/reading.hpp"
#include "partnership/instrument.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace partnership;
  const auto parsed = parse_instrument({reinterpret_cast<const char*>(data), size}, "form.yaml");
  if (!parsed) {
    fuzz::expect(!parsed.error().message.empty() && parsed.error().file == "form.yaml", "a fault names its file and says what is wrong");
    return 0;
  }
  const Instrument& instrument = **parsed;
  fuzz::expect(!instrument.practices.empty() && !instrument.principles.empty(), "an instrument has practices and principles");
  std::set<std::string> codes;
  for (const auto& practice : instrument.practices) {
    fuzz::expect(codes.insert(practice.code).second, "codes are there once");
    fuzz::expect(practice.principle < instrument.principles.size(), "a practice is of a principle");
  }
  for (const auto& scope : instrument.scopes()) fuzz::expect(!scope.practices.empty(), "a scope has practices");
  return 0;
}
