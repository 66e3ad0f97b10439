#include "input/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <istream>
#include <system_error>
#include <utility>

#include "input/file_fault.hpp"

namespace partnership {
namespace {

std::string reason_of(int error) { return std::generic_category().message(error); }

}  // namespace

ByteSource::Descriptor::~Descriptor() { ::close(number); }

ByteSource::ByteSource(std::string name) : name_(std::move(name)) {}

ByteSource::ByteSource(std::istream& stream, std::string name) : ByteSource(std::move(name)) { stream_ = &stream; }

Result<ByteSource> ByteSource::open(const std::string& path) {
  int number = -1;
  do number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  while (number < 0 && errno == EINTR);
  if (number < 0) return tl::unexpected(file_fault(FaultKind::CannotOpen, path, "cannot open the file: " + reason_of(errno)));

  ByteSource source(path);
  source.file_ = std::make_unique<Descriptor>(number);
  struct stat status {};
  if (::fstat(number, &status) != 0) return tl::unexpected(source.cannot_read(reason_of(errno)));
  if (S_ISDIR(status.st_mode) || S_ISBLK(status.st_mode) || S_ISSOCK(status.st_mode))
    return tl::unexpected(file_fault(FaultKind::NotAFile, path, "this is not a file"));
  source.regular_ = S_ISREG(status.st_mode);
  source.least_ = source.regular_ ? static_cast<std::uint64_t>(status.st_size) : 0;
  return source;
}

Result<std::size_t> ByteSource::read(std::span<char> into) {
  std::size_t filled = 0;
  while (filled < into.size()) {
    auto some = read_some(into.subspan(filled));
    if (!some) return some;
    if (*some == 0) break;
    if (hash_) hash_->add({into.data() + filled, *some});
    if (progress_ != nullptr) progress_->bytes += *some;
    bytes_ += *some;
    filled += *some;
  }
  return filled;
}

Result<std::size_t> ByteSource::read_some(std::span<char> into) {
  if (stream_ != nullptr) {
    try {
      stream_->read(into.data(), static_cast<std::streamsize>(into.size()));
    } catch (const std::ios_base::failure& failure) {  // of a stream that was asked to say why
      if (!stream_->eof()) return tl::unexpected(cannot_read(failure.code().message()));
    }
    if (stream_->bad()) return tl::unexpected(cannot_read("the stream is broken"));
    return static_cast<std::size_t>(stream_->gcount());
  }
  for (;;) {
    const auto count = ::read(file_->number, into.data(), into.size());
    if (count == 0 && bytes_ < least_) return tl::unexpected(cannot_read("it has become shorter while it was read"));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return tl::unexpected(cannot_read(reason_of(errno)));
  }
}

void ByteSource::drain() {
  if (!regular_ || !hash_) return;
  std::array<char, 65536> block;  // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
  for (auto count = read(block); count && *count == block.size(); count = read(block)) {
  }
}

Fault ByteSource::cannot_read(const std::string& reason) const {
  return file_fault(FaultKind::CannotRead, name_, "cannot read the file: " + reason);
}

InputFile ByteSource::summary() const {
  return {name_, bytes_, hash_ ? hash_->digits() : std::string()};
}

}  // namespace partnership
