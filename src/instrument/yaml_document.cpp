#include "instrument/yaml_document.hpp"

#include <algorithm>
#include <utility>

#include "instrument/limits.hpp"
#include "instrument/plain_yaml.hpp"
#include "instrument/utf8.hpp"
#include "instrument/yaml_events.hpp"

namespace partnership {

YamlText::YamlText(std::string bytes, std::string file) : text_(std::move(bytes)), file_(std::move(file)) {
  if (text_.starts_with(kByteOrderMark)) text_.erase(0, kByteOrderMark.size());
  if (text_.find('\r') == std::string::npos) return;
  std::size_t to = 0;
  for (std::size_t from = 0; from < text_.size(); ++from) {
    const bool before_line_feed = text_[from] == '\r' && from + 1 < text_.size() && text_[from + 1] == '\n';
    if (!before_line_feed) text_[to++] = text_[from] == '\r' ? '\n' : text_[from];
  }
  text_.resize(to);
}

std::optional<Fault> YamlText::read(const std::function<bool(const YamlNode&)>& take, const std::function<bool(Fault)>& refuse) {
  const auto made = [this](YamlFlaw flaw) {
    Fault fault = fault_at(flaw.kind, flaw.offset, std::move(flaw.message));
    fault.hint = std::move(flaw.hint);
    return fault;
  };
  YamlTaker taker;
  taker.take = [&](const YamlNode& record) {
    record_ = {record.offset, position_of(record.offset)};
    return take(record);
  };
  if (refuse) taker.refuse = [&](YamlFlaw flaw) { return refuse(made(std::move(flaw))); };
  auto flaw = check_bytes();
  YamlPieces pieces(text_);
  PlainYaml plain(text_);
  SlowYaml slow;
  while (!flaw) {
    const auto piece = pieces.next();
    if (!piece) {
      flaw = piece.error();
      break;
    }
    if (!*piece) return std::nullopt;
    if (const auto* const record = plain.read(**piece)) {
      if (record->kind != YamlNode::Kind::Null && !taker.take(*record)) return std::nullopt;
      continue;
    }
    const auto goes_on = read_yaml_events(text_, **piece, taker, slow);
    if (!goes_on)
      flaw = goes_on.error();
    else if (!*goes_on)
      return std::nullopt;
  }
  return made(std::move(*flaw));
}

std::optional<YamlFlaw> YamlText::check_bytes() const {
  if (text_.size() > kYamlFileBytes)
    return YamlFlaw{FaultKind::TooLarge, 0, "this file is too large for YAML: at most 1 GiB", "write it as CSV"};
  if (const auto invalid = find_invalid_utf8(text_))
    return YamlFlaw{FaultKind::InvalidEncoding, *invalid, "this is not valid UTF-8",
                    "save the file as UTF-8, or name its encoding with --encoding"};
  // Not printable in YAML (5.1), and to yaml-cpp U+0004 is the end of the file.
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return static_cast<unsigned char>(((byte < ' ') & (byte != '\t') & (byte != '\n')) | (byte == 0x7F));
  };
  // Without branches many bytes are looked at at once; looking for the first one would take them one by one.
  unsigned char any = 0;
  for (const char c : text_) any = static_cast<unsigned char>(any | is_control(c));
  if (any == 0) return std::nullopt;
  const auto control = std::find_if(text_.begin(), text_.end(), [&](char c) { return is_control(c) != 0; });
  const auto offset = static_cast<std::size_t>(control - text_.begin());
  if (*control == '\0') return YamlFlaw{FaultKind::NulByte, offset, "a NUL byte stands here: this is not a text file"};
  return YamlFlaw{FaultKind::YamlSyntax, offset, "a control character stands here"};
}

Position YamlText::position_of(std::size_t offset) {
  offset = std::min(offset, text_.size());
  if (offset < known_.offset) known_ = offset < record_.offset ? Place{} : record_;
  std::string_view passed = std::string_view(text_).substr(known_.offset, offset - known_.offset);
  auto& position = known_.position;
  if (const auto line_feeds = std::count(passed.begin(), passed.end(), '\n'); line_feeds > 0) {
    position = {position.line + static_cast<std::size_t>(line_feeds), 1};
    passed.remove_prefix(passed.rfind('\n') + 1);
  }
  const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  position.column += static_cast<std::size_t>(std::count_if(passed.begin(), passed.end(), starts_character));
  known_.offset = offset;
  return position;
}

// Looks no further than an excerpt may be long: every answer of a one-line JSON file may have a fault.
std::string YamlText::line_around(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const std::size_t window_start = offset - std::min(offset, kLongestExcerpt);
  const std::string_view window = std::string_view(text_).substr(window_start, 2 * kLongestExcerpt);
  const std::size_t at = offset - window_start;
  const std::size_t before = at == 0 ? std::string_view::npos : window.rfind('\n', at - 1);
  if (before == std::string_view::npos && window_start > 0) return {};
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(window.find('\n', at), window.size());
  return end - start > kLongestExcerpt ? std::string{} : std::string(window.substr(start, end - start));
}

Fault YamlText::fault_at(FaultKind kind, std::size_t offset, std::string message) {
  Fault fault;
  fault.kind = kind;
  fault.file = file_;
  fault.position = position_of(offset);
  fault.message = std::move(message);
  fault.excerpt = line_around(offset);
  return fault;
}

}  // namespace partnership
