#include "yaml_pieces.hpp"

#include <algorithm>
#include <vector>

#include "instrument/limits.hpp"
#include "instrument/utf8.hpp"

namespace partnership {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

bool is_marker(std::string_view line, std::string_view marker) {
  return line.starts_with(marker) && (line.size() == marker.size() || is_space(line[marker.size()]));
}

bool is_blank_or_comment(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  return first == std::string_view::npos || line[first] == '#';
}

bool opens(char c) { return c == '[' || c == '{'; }
bool closes(char c) { return c == ']' || c == '}'; }

// Walks over lists and maps in brackets. Quotes count only where a scalar may start: in `it's` there is none.
class FlowScan {
 public:
  FlowScan(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  // The next of `,[]{}` outside quotes and comments, passed over; or nullopt at the end of the text.
  std::optional<std::size_t> next_indicator() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if ((c == '"' || c == '\'') && scalar_may_start_ && !in_property_) {
        if (!pass_quote()) return std::nullopt;
      } else if (c == '#' && starts_comment()) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        note(c);
        ++at_;
        if (std::string_view(",[]{}").find(c) != std::string_view::npos) return at_ - 1;
      }
    }
    return std::nullopt;
  }
  [[nodiscard]] std::optional<std::size_t> open_quote() const { return open_quote_; }

 private:
  bool pass_quote() {
    const auto end = end_of_yaml_quote(text_, at_);
    if (!end) open_quote_ = at_;
    at_ = end.value_or(text_.size());
    scalar_may_start_ = false;
    after_quote_ = true;
    return end.has_value();
  }
  // yaml-cpp takes one for a comment wherever no text is being read.
  [[nodiscard]] bool starts_comment() const {
    return !in_property_ && (scalar_may_start_ || after_quote_ || (at_ > 0 && (is_space(text_[at_ - 1]) || closes(text_[at_ - 1]))));
  }
  void note(char c) {
    if (is_space(c)) in_property_ = false;
    if (in_property_ && std::string_view(",[]{}").find(c) == std::string_view::npos) return;
    in_property_ = scalar_may_start_ && (c == '&' || c == '!');
    const bool explicit_key = scalar_may_start_ && c == '?' && at_ + 1 < text_.size() && is_space(text_[at_ + 1]);
    if (is_space(c) || in_property_ || explicit_key) return;
    const bool key_ends = c == ':' && (after_quote_ || at_ + 1 == text_.size() || is_space(text_[at_ + 1]));
    scalar_may_start_ = c == '[' || c == '{' || c == ',' || key_ends;
    after_quote_ = false;
  }

  std::string_view text_;
  std::size_t at_;
  bool scalar_may_start_ = true;
  bool in_property_ = false;  // an anchor or tag, behind which a scalar may start
  bool after_quote_ = false;  // JSON needs no space behind the colon of a quoted key
  std::optional<std::size_t> open_quote_;
};

// Offset of the ',' or ']' that ends the item of a flow list starting at `at`, or nullopt.
std::optional<std::size_t> end_of_item(std::string_view text, std::size_t at) {
  FlowScan scan(text, at);
  std::size_t depth = 0;
  while (const auto found = scan.next_indicator()) {
    const char c = text[*found];
    if (depth == 0 && (c == ',' || c == ']')) return found;
    if (opens(c)) ++depth;
    if (closes(c) && depth > 0) --depth;
  }
  return std::nullopt;
}

// The '---' behind a single line like `%YAML 1.2`, or else `at`. Any 1.x is read as 1.2 is; yaml-cpp judges other directives.
std::size_t behind_version(std::string_view text, std::size_t at) {
  constexpr std::string_view kDirective = "%YAML ";
  if (!text.substr(at).starts_with(kDirective)) return at;
  const std::size_t major = std::min(text.find_first_not_of(' ', at + kDirective.size()), text.size());
  if (!text.substr(major).starts_with("1.")) return at;
  const std::size_t minor = major + 2;
  const std::size_t end = std::min(text.find_first_not_of("0123456789", minor), text.size());
  const std::size_t next = skip_yaml_space(text, end);
  return end > minor && text[next - 1] == '\n' && is_marker(text.substr(next), "---") ? next : at;
}

// As `&name` where a value may start; a text like `R&D`, `R &D` or `a & b` has none.
bool may_have_anchor(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t", at - 1);
    const bool may_start = before == std::string_view::npos || std::string_view("\n-:?[{,").find(text[before]) != std::string_view::npos;
    if (may_start && at + 1 < text.size() && !is_space(text[at + 1])) return true;
  }
  return false;
}

bool has_quote(std::string_view text) { return text.find('"') != std::string_view::npos || text.find('\'') != std::string_view::npos; }

// Of a document or item of lines: without the comments, blank lines and version that it starts with, and the comments at its end
// that start their line. They may be long, and nobody has to read them. Those with a quote in them may be the end of a text of
// many lines, if a quote stands before them.
YamlPiece without_comments(std::string_view text, YamlPiece piece) {
  while (piece.begin < piece.end) {
    const std::size_t line_end = std::min(text.find('\n', piece.begin), piece.end);
    if (!is_blank_or_comment(text.substr(piece.begin, line_end - piece.begin))) break;
    piece.begin = std::min(line_end + 1, piece.end);
  }
  piece.begin = behind_version(text.substr(0, piece.end), piece.begin);
  std::size_t content = piece.end;  // behind it only comments and blank lines
  std::size_t comments = piece.end, comments_without_quotes = piece.end;
  for (bool without_quotes = true; content > piece.begin;) {
    const std::size_t last = text[content - 1] == '\n' ? content - 1 : content;  // of the line
    const std::size_t line_feed = last == 0 ? std::string_view::npos : text.rfind('\n', last - 1);
    const std::size_t start = std::max(piece.begin, line_feed == std::string_view::npos ? 0 : line_feed + 1);
    const auto line = text.substr(start, last - start);
    if (!is_blank_or_comment(line)) break;
    content = start;
    without_quotes = without_quotes && !has_quote(line);
    if (!line.starts_with('#')) continue;
    comments = start;
    if (without_quotes) comments_without_quotes = start;
  }
  const bool any_quote = comments < comments_without_quotes && has_quote(text.substr(piece.begin, content - piece.begin));
  piece.end = any_quote ? comments_without_quotes : comments;
  return piece;
}

// Behind spaces and comments of a list in brackets, where a comment may stand right behind a bracket or comma.
std::size_t skip_flow_space(std::string_view text, std::size_t at) {
  at = skip_yaml_space(text, at);
  while (at < text.size() && text[at] == '#') at = skip_yaml_space(text, std::min(text.find('\n', at), text.size()));
  return at;
}

}  // namespace

std::size_t skip_yaml_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '#' && (at == 0 || is_space(text[at - 1])))
      at = std::min(text.find('\n', at), text.size());
    else if (is_space(text[at]))
      ++at;
    else
      break;
  }
  return at;
}

std::optional<std::size_t> end_of_yaml_quote(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    const bool escape = quote == '"' && text[at] == '\\';
    const bool doubled = quote == '\'' && text.substr(at, 2) == "''";
    if (escape || doubled)
      ++at;
    else if (text[at] == quote)
      return at + 1;
  }
  return std::nullopt;
}

std::optional<YamlFlaw> find_unclosed_flow(std::string_view text, std::size_t at) {
  FlowScan scan(text, at);
  std::vector<std::size_t> open;
  while (const auto found = scan.next_indicator()) {
    if (opens(text[*found])) open.push_back(*found);
    if (closes(text[*found])) {
      const std::string wanted = text[open.back()] == '[' ? "]" : "}";
      if (text[*found] != wanted.front())
        return YamlFlaw{FaultKind::YamlSyntax, open.back(),
                        std::string("the bracket that opens here is still open where a '") + text[*found] + "' follows: a '" + wanted +
                            "' is missing before it"};
      open.pop_back();
    }
    if (open.empty()) return std::nullopt;
    if (open.size() > kYamlDepth) return YamlFlaw{FaultKind::TooDeep, *found, "lists and maps are nested too deeply: at most 32 levels"};
  }
  if (const auto quote = scan.open_quote()) return YamlFlaw{FaultKind::UnclosedQuote, *quote, "the quote that opens here is never closed"};
  return YamlFlaw{
      FaultKind::YamlSyntax, open.back(),
      std::string("the bracket that opens here is never closed: a '") + (text[open.back()] == '[' ? ']' : '}') + "' is missing"};
}

YamlPieces::Found YamlPieces::next() {
  if (flow_list_) return next_item();
  if (line_list_) return without_comments(text_, next_line_item());
  auto found = next_document();
  if (!found || !*found) return found;
  const YamlPiece document = without_comments(text_, **found);
  const std::size_t content = content_of(document);
  if (start_flow_list(document, content)) return next_item();
  return start_list_of_lines(document, content) ? without_comments(text_, next_line_item()) : document;
}

// Lines before '---' (comments and directives) belong to the document it opens.
YamlPieces::Found YamlPieces::next_document() {
  if (at_ >= text_.size()) return std::nullopt;
  YamlPiece piece{at_, at_};
  for (bool in_content = false; at_ < text_.size();) {
    const std::size_t line_end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = text_.substr(at_, line_end - at_);
    if (in_content && !line.empty() && std::string_view("-.%\xEF").find(line[0]) == std::string_view::npos) {  // nearly all lines
      at_ = std::min(line_end + 1, text_.size());
      continue;
    }
    const bool marked = line.starts_with(kByteOrderMark);
    if (marked) line.remove_prefix(kByteOrderMark.size());
    if (in_content && is_marker(line, "---")) break;
    if (in_content && marked)
      return tl::unexpected(YamlFlaw{FaultKind::YamlSyntax, at_, "a byte order mark stands in the middle of a document",
                                     "put a line with '---' between files that are joined"});
    // yaml-cpp would take it off the piece, and not count it in what it says of places.
    if (line.starts_with(kByteOrderMark))
      return tl::unexpected(
          YamlFlaw{FaultKind::YamlSyntax, at_ + kByteOrderMark.size(), "a second byte order mark stands here", "leave it out"});
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

// Where it starts, behind its '---'.
std::size_t YamlPieces::content_of(const YamlPiece& document) const {
  const std::string_view text = text_.substr(0, document.end);
  return skip_yaml_space(text, is_marker(text.substr(document.begin), "---") ? document.begin + 3 : document.begin);
}

bool YamlPieces::start_flow_list(const YamlPiece& document, std::size_t content) {
  if (content >= document.end || text_[content] != '[') return false;
  flow_list_start_ = content;
  flow_list_ = YamlPiece{content + 1, document.end};
  return true;
}

// Only spaces stand before the first '-' in its line.
bool YamlPieces::start_list_of_lines(const YamlPiece& document, std::size_t content) {
  const std::string_view text = text_.substr(0, document.end);
  if (content >= text.size() || !is_marker(text.substr(content), "-")) return false;
  const std::size_t line_feed = content == 0 ? std::string_view::npos : text.rfind('\n', content - 1);
  const std::size_t line = line_feed == std::string_view::npos ? 0 : line_feed + 1;
  if (line < document.begin || text.substr(line, content - line).find_first_not_of(' ') != std::string_view::npos) return false;
  if (may_have_anchor(text.substr(content))) return false;
  line_list_ = document;
  dash_ = content;
  dash_indent_ = content - line;
  return true;
}

YamlPiece YamlPieces::next_line_item() {
  const std::string_view text = text_.substr(0, line_list_->end);
  const std::size_t begin = line_list_->begin;
  std::size_t line = std::max(begin, dash_);
  while (true) {
    line = text.find('\n', line);
    if (line == std::string_view::npos || ++line == text.size()) {
      line_list_.reset();
      return {begin, text.size()};
    }
    const std::size_t at = line + dash_indent_;
    if (at < text.size() && is_marker(text.substr(at), "-") &&
        text.substr(line, dash_indent_).find_first_not_of(' ') == std::string_view::npos)
      break;
  }
  line_list_->begin = line;
  return {begin, line};
}

YamlPieces::Found YamlPieces::next_item() {
  const std::string_view text = text_.substr(0, flow_list_->end);
  const std::size_t start = skip_flow_space(text, flow_list_->begin);
  const auto end = end_of_item(text, start);
  // Read by itself the item would be taken for a directive or the border of a document, and dropped.
  const auto item = text.substr(start, end.value_or(text.size()) - start);
  if (item.starts_with('%') || is_marker(item, "---") || is_marker(item, "...") || item.starts_with(kByteOrderMark))
    return tl::unexpected(YamlFlaw{FaultKind::YamlSyntax, start, "an item of a list cannot start like this", "put a text in quotes"});
  if (!end) return tl::unexpected(find_unclosed_flow(text, flow_list_start_).value());  // at least the list itself is open
  if (text[*end] == ',') {
    if (start == *end) return tl::unexpected(YamlFlaw{FaultKind::YamlSyntax, *end, "nothing stands before this comma"});
    flow_list_->begin = *end + 1;
    return YamlPiece{start, *end, true};
  }
  flow_list_.reset();
  const std::size_t after = skip_flow_space(text, *end + 1);
  if (after < text.size())
    return tl::unexpected(
        YamlFlaw{FaultKind::YamlSyntax, after, "text follows the end of the document", "put '---' before a further document"});
  return YamlPiece{start, *end, true};
}

}  // namespace partnership
