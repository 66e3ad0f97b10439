#include "input/text_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "input/file_signature.hpp"
#include "input/row_decoder/row_decoder.hpp"
#include "instrument/utf8.hpp"

namespace partnership {
namespace {

constexpr std::size_t kBlockSize = std::size_t{128} * 1024;
constexpr std::string_view kSayEncoding = "save the file as UTF-8, or name its encoding, for example --encoding windows-1252";
constexpr std::string_view kEncodingNames[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "latin1", "windows-1252"};

// 0x80 to 0x9F of windows-1252; 0: not assigned.
constexpr std::array<char32_t, 32> kWindows1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                                   0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                                   0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

struct Mark {
  std::string_view bytes;
  Encoding encoding;
};
constexpr Mark kMarks[] = {{kByteOrderMark, Encoding::Utf8}, {"\xFF\xFE", Encoding::Utf16Le}, {"\xFE\xFF", Encoding::Utf16Be}};

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

// UTF-16 without a mark: a header is ASCII, so every other byte of its first two characters is NUL.
std::optional<Encoding> utf16_by_content(std::string_view bytes) {
  if (bytes.size() < 2 || bytes.size() == 3) return std::nullopt;
  const std::size_t last = bytes.size() < 4 ? 0 : 2;
  if (bytes[0] != '\0' && bytes[1] == '\0' && bytes[last] != '\0' && bytes[last + 1] == '\0') return Encoding::Utf16Le;
  if (bytes[0] == '\0' && bytes[1] != '\0' && bytes[last] == '\0' && bytes[last + 1] != '\0') return Encoding::Utf16Be;
  return std::nullopt;
}

Fault text_fault(FaultKind kind, const std::string& file, Position position, std::string message, std::string hint) {
  Fault fault;
  fault.kind = kind;
  fault.file = file;
  fault.position = position;
  fault.message = std::move(message);
  fault.hint = std::move(hint);
  return fault;
}

// NUL, or not valid UTF-8.
Fault bad_byte(unsigned byte, const std::string& file, Position position) {
  if (byte == 0)
    return text_fault(FaultKind::NulByte, file, position, "there is a NUL byte here: the file is damaged or not a text file", "");
  return text_fault(FaultKind::InvalidEncoding, file, position, fmt::format("byte 0x{:02X} is not valid UTF-8", byte),
                    std::string(kSayEncoding));
}

}  // namespace

Result<std::size_t> TextStream::read(std::span<char> into) {
  if (unread_.empty()) {
    const auto piece = next();
    if (!piece) return tl::unexpected(piece.error());
    unread_ = *piece;
  }
  const std::size_t count = std::min(into.size(), unread_.size());
  if (count > 0) std::memcpy(into.data(), unread_.data(), count);
  unread_.remove_prefix(count);
  return count;
}

std::optional<BadText> find_bad_text(std::string_view text, const std::string& file, std::uint64_t first_line) {
  for (std::size_t at = 0;;) {
    at += find_unusual_byte(text.substr(at));
    if (at == text.size()) return std::nullopt;
    const auto character = first_character(text.substr(at));
    if (text[at] != '\0' && character.valid) {
      at += character.length;
      continue;
    }
    TextPosition place(first_line);
    place.pass(text.substr(0, at));
    return BadText{at, bad_byte(byte_at(text, at), file, place.position())};
  }
}

Result<std::size_t> TextSource::read(std::span<char> into) {
  if (is_checked()) return TextStream::read(into);
  if (fault_) return tl::unexpected(*fault_);
  if (carried_ > 0) {
    const std::size_t count = std::min(carried_, into.size());
    std::memcpy(into.data(), cut_.data(), count);
    std::memmove(cut_.data(), cut_.data() + count, carried_ -= count);
    return count;
  }
  if (at_end_) return std::size_t{0};
  auto count = bytes_.read(into);
  if (count && *count > 0) last_byte_ = into[*count - 1];
  at_end_ = count && *count == 0;
  return count;
}

Result<std::string_view> TextSource::next() {
  if (peeked_) {
    peeked_ = false;
    return text_;
  }
  return decode_block();
}

Result<std::string_view> TextSource::peek() {
  auto first = decode_block();
  peeked_ = first.has_value();
  return first;
}

Result<std::string_view> TextSource::decode_block() {
  while (!fault_ && !at_end_) {
    if (auto fault = read_block()) {
      fault_ = std::move(fault);
      break;
    }
    decode();
    if (text_.empty()) continue;
    last_byte_ = text_.back();
    return text_;
  }
  if (fault_) return tl::unexpected(*fault_);
  return text_ = {};
}

std::optional<Fault> TextSource::read_block() {
  block_.reserve(kBlockSize + kLongestCut);
  std::memcpy(block_.data(), cut_.data(), carried_);
  const auto count = bytes_.read(block_.part(carried_, kBlockSize));
  if (!count) return count.error();
  at_end_ = *count < kBlockSize;
  filled_ = carried_ + *count;
  if (started_) return std::nullopt;
  started_ = true;
  return recognise();
}

std::optional<Fault> TextSource::recognise() {
  const std::string_view bytes(block_.data(), filled_);
  if (auto fault = foreign_format(bytes, bytes_.name())) return fault;
  encoding_ = asked_.value_or(utf16_by_content(bytes).value_or(Encoding::Utf8));
  for (const auto& mark : kMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    if (asked_ && *asked_ != mark.encoding) {
      Fault fault;
      fault.kind = FaultKind::InvalidEncoding;
      fault.file = bytes_.name();
      fault.message = fmt::format("the file begins with the byte order mark of {}, so it is not {}",
                                  kEncodingNames[static_cast<int>(mark.encoding)], kEncodingNames[static_cast<int>(*asked_)]);
      fault.hint = "leave out --encoding";
      return fault;
    }
    encoding_ = mark.encoding;
    mark_size_ = mark.bytes.size();
  }
  return std::nullopt;
}

void TextSource::decode() {
  std::string_view bytes(block_.data(), filled_);
  bytes.remove_prefix(std::exchange(mark_size_, 0));
  carried_ = 0;
  if (encoding_ == Encoding::Utf8) {
    decode_utf8(bytes);
    return;
  }
  decoded_.clear();
  if (encoding_ == Encoding::Utf16Le || encoding_ == Encoding::Utf16Be)
    decode_utf16(bytes);
  else
    decode_single_bytes(bytes);
}

void TextSource::decode_utf8(std::string_view bytes) {
  const std::size_t valid = find_invalid_utf8(bytes).value_or(bytes.size());
  text_ = bytes.substr(0, valid);
  const auto nul = text_.find('\0');
  if (nul != std::string_view::npos) text_ = text_.substr(0, nul);
  place_.pass(text_);
  if (nul != std::string_view::npos) {
    fault_ = bad_byte(0, bytes_.name(), place_.position());
    return;
  }
  if (valid == bytes.size()) return;
  const auto rest = bytes.substr(valid);
  if (!at_end_ && rest.size() <= kLongestCut)
    keep(rest);  // most likely a character that the block cuts in two; the next block decides
  else
    fault_ = bad_byte(byte_at(rest, 0), bytes_.name(), place_.position());
}

void TextSource::decode_utf16(std::string_view bytes) {
  const bool little = encoding_ == Encoding::Utf16Le;
  const auto unit_at = [&](std::size_t at) -> char32_t {
    return little ? byte_at(bytes, at) | (byte_at(bytes, at + 1) << 8U) : byte_at(bytes, at + 1) | (byte_at(bytes, at) << 8U);
  };
  std::size_t at = 0;
  std::string problem;
  bool nul = false;
  while (at + 2 <= bytes.size()) {
    char32_t c = unit_at(at);
    std::size_t length = 2;
    if (c >= 0xD800 && c < 0xDC00) {
      if (at + 4 > bytes.size() && !at_end_) break;
      const char32_t low = at + 4 <= bytes.size() ? unit_at(at + 2) : 0;
      length = 4;
      if (low >= 0xDC00 && low < 0xE000)
        c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
      else
        problem = fmt::format("0x{:04X} is half a character of UTF-16: its other half is missing", static_cast<unsigned>(c));
    } else if (c >= 0xDC00 && c < 0xE000) {
      problem = fmt::format("0x{:04X} is half a character of UTF-16: its other half is missing", static_cast<unsigned>(c));
    }
    nul = c == 0;
    if (nul || !problem.empty()) break;
    append_character(decoded_, c);
    at += length;
  }
  text_ = decoded_;
  place_.pass(text_);
  if (nul) return fail(FaultKind::NulByte, "there is a NUL character here: the file is damaged or not a text file", "");
  if (problem.empty() && at < bytes.size() && at_end_) problem = "the UTF-16 text ends in the middle of a character";
  if (!problem.empty()) return fail(FaultKind::InvalidEncoding, std::move(problem), "the file may be cut off: save it again, as UTF-8");
  keep(bytes.substr(at));
}

void TextSource::decode_single_bytes(std::string_view bytes) {
  std::size_t at = 0;
  char32_t c = 0;
  for (; at < bytes.size(); ++at) {
    c = byte_at(bytes, at);
    if (encoding_ == Encoding::Windows1252 && c >= 0x80 && c < 0xA0) c = kWindows1252[c - 0x80];
    if (c == 0) break;
    append_character(decoded_, c);
  }
  text_ = decoded_;
  place_.pass(text_);
  if (at == bytes.size()) return;
  if (bytes[at] == '\0')
    fault_ = bad_byte(0, bytes_.name(), place_.position());
  else
    fail(FaultKind::InvalidEncoding, fmt::format("byte 0x{:02X} is not a character of windows-1252", byte_at(bytes, at)),
         "the file may be in another encoding");
}

void TextSource::fail(FaultKind kind, std::string message, std::string hint) {
  fault_ = text_fault(kind, bytes_.name(), place_.position(), std::move(message), std::move(hint));
}

// Not moved to the start of block_ at once: for UTF-8, text_ is still a view of it.
void TextSource::keep(std::string_view rest) {
  std::memcpy(cut_.data(), rest.data(), rest.size());
  carried_ = rest.size();
}

}  // namespace partnership
