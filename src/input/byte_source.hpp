// The bytes of one input, file or standard input, in order and once. Counts them and, if asked, hashes them (XXH3-128) on
// the way, so that a result can say exactly what it was computed from.
#pragma once
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "instrument/checksum.hpp"
#include "partnership/fault.hpp"
#include "partnership/input.hpp"

namespace partnership {

class ByteSource {
 public:
  // Fails with CannotOpen (with the system's reason) or NotAFile (a folder, a disk).
  [[nodiscard]] static Result<ByteSource> open(const std::string& path);
  ByteSource(std::istream& stream, std::string name);
  // Before the first read().
  void hash() { hash_.emplace(); }
  void report_to(ReadingProgress* progress) { progress_ = progress; }

  // Fills `into` unless the input ends before; fewer bytes mean the end. Fails with CannotRead.
  [[nodiscard]] Result<std::size_t> read(std::span<char> into);
  // Reads the rest of a regular file, so that the hash is that of the whole. Pipes are left: they may never end.
  void drain();

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] InputFile summary() const;  // of the bytes read so far

 private:
  struct Descriptor {
    explicit Descriptor(int opened) : number(opened) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    int number;
  };

  explicit ByteSource(std::string name);
  [[nodiscard]] Result<std::size_t> read_some(std::span<char> into);
  [[nodiscard]] Fault cannot_read(const std::string& reason) const;

  std::string name_;
  std::unique_ptr<Descriptor> file_;
  std::istream* stream_ = nullptr;
  bool regular_ = false;
  std::uint64_t bytes_ = 0;
  std::uint64_t least_ = 0;  // so many there were when it was opened; where they end before, somebody has cut them off
  ReadingProgress* progress_ = nullptr;
  std::optional<Checksum> hash_;  // if asked for
};

}  // namespace partnership
