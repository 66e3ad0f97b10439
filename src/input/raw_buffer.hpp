// Bytes to read into. Unlike those of a vector they are not cleared first, so pages that a small file never fills cost nothing.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>

namespace partnership {

class RawBuffer {
 public:
  [[nodiscard]] char* data() { return bytes_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  // At least `size` bytes, of which the first `kept` are as they were.
  void reserve(std::size_t size, std::size_t kept = 0) {
    if (size <= size_) return;
    auto larger = std::make_unique_for_overwrite<char[]>(size);
    if (kept > 0) std::memcpy(larger.get(), bytes_.get(), kept);
    bytes_ = std::move(larger);
    size_ = size;
  }
  [[nodiscard]] std::span<char> part(std::size_t begin, std::size_t size) { return {bytes_.get() + begin, size}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

}  // namespace partnership
