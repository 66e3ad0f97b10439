#include "support/saved_tallies.hpp"

#include "instrument/checksum.hpp"

namespace partnership::sample {

std::string with_checksum(std::string text) {
  const auto end = text.rfind("end ");
  const auto digits = text.rfind(' ') + 1;
  Checksum sum;
  sum.add(std::string_view(text).substr(0, end));
  return text.replace(digits, 32, sum.digits());
}

}  // namespace partnership::sample
