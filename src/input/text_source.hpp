// Text from bytes: recognises the encoding (byte order mark, NUL pattern of UTF-16, or what the user says), transcodes to
// UTF-8 and lets nothing invalid pass: an invalid byte or a NUL is a fault with its place. Streams in blocks.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "input/byte_source.hpp"
#include "input/raw_buffer.hpp"
#include "input/text_position.hpp"
#include "partnership/fault.hpp"
#include "partnership/input.hpp"

namespace partnership {

// Valid UTF-8 in pieces of any size.
class TextStream {
 public:
  virtual ~TextStream() = default;
  // The next piece, empty at the end; it lives until the next call.
  [[nodiscard]] virtual Result<std::string_view> next() = 0;

  // The same text into a buffer of the caller's: how many bytes, 0 at the end. From the first call on, is_checked() says
  // whether it is valid; if not, find_bad_text() is the caller's business.
  [[nodiscard]] virtual Result<std::size_t> read(std::span<char> into);
  [[nodiscard]] virtual bool is_checked() const { return true; }

 private:
  std::string_view unread_;
};

// The first byte that no text may hold, a NUL or one that is not valid UTF-8, as a fault at its place.
struct BadText {
  std::size_t offset = 0;
  Fault fault;
};
[[nodiscard]] std::optional<BadText> find_bad_text(std::string_view text, const std::string& file, std::uint64_t first_line);

class TextSource : public TextStream {
 public:
  // `encoding`: what the user says; a byte order mark that contradicts it is a fault.
  TextSource(ByteSource& bytes, std::optional<Encoding> encoding) : bytes_(bytes), asked_(encoding) {}

  [[nodiscard]] Result<std::string_view> next() override;
  // The first piece (all of a small file), which next() will give once more. Only before the first next().
  [[nodiscard]] Result<std::string_view> peek();
  [[nodiscard]] bool is_at_end() const { return at_end_; }  // behind that piece nothing comes

  [[nodiscard]] Result<std::size_t> read(std::span<char> into) override;
  [[nodiscard]] bool is_checked() const override { return encoding_ != Encoding::Utf8; }

  // All of the text has been read, and its last line has no line end.
  [[nodiscard]] bool has_open_end() const { return at_end_ && !fault_ && last_byte_ != '\n' && last_byte_ != '\r'; }

 private:
  [[nodiscard]] Result<std::string_view> decode_block();
  [[nodiscard]] std::optional<Fault> read_block();
  [[nodiscard]] std::optional<Fault> recognise();
  void decode();
  void decode_utf8(std::string_view bytes);
  void decode_utf16(std::string_view bytes);
  void decode_single_bytes(std::string_view bytes);
  void fail(FaultKind kind, std::string message, std::string hint);  // at the end of the text decoded so far
  void keep(std::string_view rest);

  static constexpr std::size_t kLongestCut = 3;

  ByteSource& bytes_;
  std::optional<Encoding> asked_;
  Encoding encoding_ = Encoding::Utf8;
  RawBuffer block_;
  std::size_t filled_ = 0;  // bytes in block_
  std::array<char, kLongestCut> cut_{};
  std::size_t carried_ = 0;     // bytes in cut_: a character that the end of the last block cuts off
  std::size_t mark_size_ = 0;   // of the byte order mark
  std::string decoded_;         // where the encoding is not UTF-8
  std::string_view text_;       // valid text of the current block
  TextPosition place_;          // of the end of text_
  std::optional<Fault> fault_;  // what stands right after text_
  bool started_ = false;
  bool at_end_ = false;
  bool peeked_ = false;
  char last_byte_ = '\n';  // of the text so far; no text is no open line
};

}  // namespace partnership
