#include "yaml_pieces.hpp"

#include <algorithm>

namespace partnership {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

bool is_marker(std::string_view line, std::string_view marker) {
  return line.starts_with(marker) && (line.size() == marker.size() || is_space(line[marker.size()]));
}

bool is_blank_or_comment(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  return first == std::string_view::npos || line[first] == '#';
}

// Finds where an item of a flow list ends. Quotes count only where a scalar may start: in `it's` there is none.
class FlowScan {
 public:
  explicit FlowScan(std::string_view text) : text_(text) {}

  // Offset of the ',' or ']' that ends the item starting at `at`, or nullopt.
  std::optional<std::size_t> end_of_item(std::size_t at) {
    for (std::size_t depth = 0; at < text_.size();) {
      const char c = text_[at];
      if ((c == '"' || c == '\'') && scalar_may_start_) {
        const auto end = end_of_yaml_quote(text_, at);
        if (!end) return std::nullopt;
        at = *end;
        after_quote();
        continue;
      }
      if (c == '#' && at > 0 && is_space(text_[at - 1])) {
        at = std::min(text_.find('\n', at), text_.size());
        continue;
      }
      if (depth == 0 && (c == ',' || c == ']')) return at;
      if (c == '[' || c == '{') ++depth;
      if ((c == ']' || c == '}') && depth > 0) --depth;
      note(at++);
    }
    return std::nullopt;
  }

 private:
  void note(std::size_t at) {
    const char c = text_[at];
    if (is_space(c)) return;
    const bool key_ends = c == ':' && (at + 1 == text_.size() || is_space(text_[at + 1]) || after_quote_);
    scalar_may_start_ = c == '[' || c == '{' || c == ',' || key_ends;
    after_quote_ = false;
  }
  void after_quote() {
    scalar_may_start_ = false;
    after_quote_ = true;
  }

  std::string_view text_;
  bool scalar_may_start_ = true;
  bool after_quote_ = false;  // JSON needs no space behind the colon of a quoted key
};

}  // namespace

std::size_t skip_yaml_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '#' && (at == 0 || is_space(text[at - 1]))) at = std::min(text.find('\n', at), text.size());
    else if (is_space(text[at])) ++at;
    else break;
  }
  return at;
}

std::optional<std::size_t> end_of_yaml_quote(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') ++at;
    else if (text[at] == quote && quote == '\'' && at + 1 < text.size() && text[at + 1] == quote) ++at;
    else if (text[at] == quote) return at + 1;
  }
  return std::nullopt;
}

YamlPieces::Found YamlPieces::next() {
  if (flow_list_) return next_item();
  auto document = next_document();
  if (!document || !*document || !opens_flow_list(**document)) return document;
  return next_item();
}

// Lines before '---' (comments and directives) belong to the document it opens.
YamlPieces::Found YamlPieces::next_document() {
  if (at_ >= text_.size()) return std::nullopt;
  YamlPiece piece{at_, at_};
  for (bool in_content = false; at_ < text_.size();) {
    const std::size_t line_end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = text_.substr(at_, line_end - at_);
    const bool marked = line.starts_with(kByteOrderMark);
    if (marked) line.remove_prefix(kByteOrderMark.size());
    if (in_content && is_marker(line, "---")) break;
    if (in_content && marked)
      return tl::unexpected(YamlFlaw{FaultKind::YamlSyntax, at_, "a byte order mark stands in the middle of a document",
                                     "put a line with '---' between files that are joined"});
    if (marked) piece.begin = at_ + kByteOrderMark.size();
    piece.end = at_;
    if (is_marker(line, "...")) {
      piece.begin = std::min(piece.begin, piece.end);
      at_ = std::min(line_end + 1, text_.size());
      return piece;
    }
    if (in_content && line.starts_with('%'))
      return tl::unexpected(YamlFlaw{FaultKind::YamlSyntax, at_, "a line of a document cannot start with '%'", "put the text in quotes"});
    if (is_marker(line, "---") || (!is_blank_or_comment(line) && !line.starts_with('%'))) in_content = true;
    at_ = std::min(line_end + 1, text_.size());
  }
  piece.end = at_;
  return piece;
}

bool YamlPieces::opens_flow_list(const YamlPiece& document) {
  const std::string_view text = text_.substr(0, document.end);
  std::size_t at = skip_yaml_space(text, document.begin);
  if (is_marker(text.substr(at), "---")) at = skip_yaml_space(text, at + 3);
  if (at >= text.size() || text[at] != '[') return false;
  flow_list_start_ = at;
  flow_list_ = YamlPiece{at + 1, document.end};
  return true;
}

YamlPieces::Found YamlPieces::next_item() {
  const std::string_view text = text_.substr(0, flow_list_->end);
  const std::size_t start = skip_yaml_space(text, flow_list_->begin);
  const auto end = FlowScan(text).end_of_item(start);
  if (!end) {
    // An item that is never closed is the parser's to explain; it knows about quotes and brackets.
    if (start >= text.size())
      return tl::unexpected(YamlFlaw{FaultKind::YamlSyntax, flow_list_start_, "the list that opens here is never closed: a ']' is missing"});
    const YamlPiece rest{start, text.size()};
    flow_list_->begin = text.size();
    return rest;
  }
  if (text[*end] == ',') {
    if (start == *end) return tl::unexpected(YamlFlaw{FaultKind::YamlSyntax, *end, "nothing stands before this comma"});
    flow_list_->begin = *end + 1;
    return YamlPiece{start, *end};
  }
  flow_list_.reset();
  const std::size_t after = skip_yaml_space(text, *end + 1);
  if (after < text.size()) return tl::unexpected(YamlFlaw{FaultKind::YamlSyntax, after, "text follows the end of the document", "put '---' before a further document"});
  return YamlPiece{start, *end};
}

}  // namespace partnership
