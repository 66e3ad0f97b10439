// XXH3-128 of text that comes in pieces, as the 32 hexadecimal digits that xxhsum prints.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "partnership/instrument.hpp"

struct XXH3_state_s;

namespace partnership {

class Checksum {
 public:
  Checksum();
  void add(std::string_view text);
  [[nodiscard]] std::string digits() const;

 private:
  struct FreeState {
    void operator()(XXH3_state_s* state) const;
  };
  std::unique_ptr<XXH3_state_s, FreeState> state_;
};

// Of what two instruments must have in common so that tallies of them add: practices and principles in their order, and
// whose practices they are. Wording does not matter.
[[nodiscard]] std::string fingerprint_of(const Instrument& instrument);

}  // namespace partnership
