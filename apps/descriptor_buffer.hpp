// Output to a descriptor of the system. It knows why writing failed; the library's streams do not say, and errno may be
// another call's by the time somebody asks.
#pragma once
#include <array>
#include <cstddef>
#include <streambuf>

namespace partnership::apps {

class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor) { setp(buffer_.data(), buffer_.data() + buffer_.size()); }

  void write_to(int descriptor) { descriptor_ = descriptor; }
  // errno of the first failure, or 0. After one nothing more is written.
  [[nodiscard]] int error() const { return error_; }

 protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override { return flush() ? 0 : -1; }

 private:
  bool flush();
  bool write(const char* text, std::size_t size);

  std::array<char, std::size_t{16} * 1024> buffer_{};
  int descriptor_;
  int error_ = 0;
};

// Closes a descriptor whose content matters: some file systems say only then that they could not keep it. 0 or errno.
[[nodiscard]] int close_checked(int descriptor);

}  // namespace partnership::apps
