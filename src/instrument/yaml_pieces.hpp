// Cuts a YAML text into the pieces that are parsed one by one: documents, and the items of a document that is one list:
// in brackets, as JSON exports are, or of lines that start with '- '. Cutting first bounds memory by one piece and keeps
// yaml-cpp away from what it gets wrong between documents: stray commas, empty documents, byte order marks, directives that
// end a document unseen. Where to cut is sound in YAML 1.2: a line that starts with '---' or '...' is never part of a scalar
// (9.1.4), and what belongs to an item of lines is indented more than its '-' (8.2.1). A list of lines in which a '&' may be an
// anchor is left whole, because later items may refer to it; in brackets an item that refers to another is refused.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "partnership/fault.hpp"

namespace partnership {

// What is wrong at a byte of the text; whoever knows the file makes a Fault of it.
struct YamlFlaw {
  FaultKind kind = FaultKind::YamlSyntax;
  std::size_t offset = 0;
  std::string message;
  std::string hint = {};
};

struct YamlPiece {  // bytes [begin, end) of the text
  std::size_t begin = 0;
  std::size_t end = 0;
  bool in_brackets = false;  // an item of a list in brackets, without them
};

class YamlPieces {
 public:
  explicit YamlPieces(std::string_view text) : text_(text) {}  // valid UTF-8 with LF line ends, which must outlive this
  // The next piece, which may be empty or nothing but comments; nullopt after the last.
  [[nodiscard]] tl::expected<std::optional<YamlPiece>, YamlFlaw> next();

 private:
  using Found = tl::expected<std::optional<YamlPiece>, YamlFlaw>;
  [[nodiscard]] Found next_document();
  [[nodiscard]] Found next_item();
  [[nodiscard]] YamlPiece next_line_item();
  [[nodiscard]] std::size_t content_of(const YamlPiece& document) const;  // which starts with no comment
  // Whether the document is one, which is cut then. `content`: where its content starts.
  [[nodiscard]] bool start_flow_list(const YamlPiece& document, std::size_t content);
  [[nodiscard]] bool start_list_of_lines(const YamlPiece& document, std::size_t content);

  std::string_view text_;
  std::size_t at_ = 0;                  // the next document starts here
  std::optional<YamlPiece> flow_list_;  // what is left of the flow list being cut, without its '['
  std::size_t flow_list_start_ = 0;     // its '['
  std::optional<YamlPiece> line_list_;  // what is left of the list of lines being cut
  std::size_t dash_ = 0;                // the '-' of its first item
  std::size_t dash_indent_ = 0;
};

// Behind spaces, line ends and comments from `at` on.
[[nodiscard]] std::size_t skip_yaml_space(std::string_view text, std::size_t at);
// What is left open in the list or map in brackets that starts at `at`: a quote, or a bracket.
[[nodiscard]] std::optional<YamlFlaw> find_unclosed_flow(std::string_view text, std::size_t at);
// Behind the quoted scalar that opens at `at`, or nullopt where it is never closed.
[[nodiscard]] std::optional<std::size_t> end_of_yaml_quote(std::string_view text, std::size_t at);

}  // namespace partnership
