#include "instrument/checksum.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <new>

namespace partnership {

void Checksum::FreeState::operator()(XXH3_state_s* state) const { XXH3_freeState(state); }

Checksum::Checksum() : state_(XXH3_createState()) {
  if (!state_) throw std::bad_alloc();
  XXH3_128bits_reset(state_.get());
}

void Checksum::add(std::string_view text) { XXH3_128bits_update(state_.get(), text.data(), text.size()); }

std::string Checksum::digits() const {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_.get()));
  std::string text;
  for (const unsigned byte : canonical.digest) text += fmt::format("{:02x}", byte);
  return text;
}

std::string fingerprint_of(const Instrument& instrument) {
  Checksum sum;
  for (const auto& practice : instrument.practices) {
    const auto& key = instrument.principles[practice.principle].key;
    sum.add(fmt::format("{}\t{}\t{}\t{}\n", practice.code, practice.principle + 1, key, letter_of(practice.actor)));
  }
  return sum.digits();
}

}  // namespace partnership
