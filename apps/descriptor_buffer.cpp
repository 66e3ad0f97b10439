#include "descriptor_buffer.hpp"

#include <unistd.h>

#include <cerrno>

namespace partnership::apps {

bool DescriptorBuffer::write(const char* text, std::size_t size) {
  while (error_ == 0 && size > 0) {
    const auto written = ::write(descriptor_, text, size);
    if (written < 0) {
      if (errno != EINTR) error_ = errno;
      continue;
    }
    text += written;
    size -= static_cast<std::size_t>(written);
  }
  return error_ == 0;
}

bool DescriptorBuffer::flush() {
  const bool written = write(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  return written;
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type c) {
  if (!flush()) return traits_type::eof();
  if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
  return traits_type::not_eof(c);
}

std::streamsize DescriptorBuffer::xsputn(const char* text, std::streamsize size) {
  if (size < epptr() - pptr()) return std::streambuf::xsputn(text, size);
  return flush() && write(text, static_cast<std::size_t>(size)) ? size : 0;  // a block goes straight through
}

int close_checked(int descriptor) {
  // Linux has closed it even where it was interrupted.
  return close(descriptor) == 0 || errno == EINTR ? 0 : errno;
}

}  // namespace partnership::apps
