#include "instrument/yaml_events.hpp"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <deque>
#include <istream>
#include <iterator>
#include <map>
#include <streambuf>
#include <tuple>
#include <utility>

#include "instrument/clean_text.hpp"
#include "instrument/limits.hpp"

namespace partnership {
namespace {

// What to do about what yaml-cpp says, by how its message begins. It names a place behind the slip, so each says where to look.
struct SyntaxHint {
  std::string_view message, hint;
};
constexpr SyntaxHint kSyntaxHints[] = {
    {"end of map flow", "a comma or the closing '}' is missing before this place"},
    {"end of sequence flow", "a comma or the closing ']' is missing before this place"},
    {"end of map", "this line is not indented like the keys before it, or text follows a value"},
    {"end of sequence", "every item of a list starts with '- ', all indented alike"},
    {"illegal map value", "a line above may be indented otherwise; a text that holds ': ' must be in quotes"},
    {"illegal map key", "a line above may be indented otherwise; a text that starts with '? ' must be in quotes"},
    {"illegal block entry", "a list starts on a line of its own, below its key"},
    {"illegal flow end", "a bracket is closed here that was not opened, or another one was"},
    {"illegal tab", "indent with spaces, not with tabs"},
    {"unknown token", "put a text that starts with '@', '`' or '%' in quotes"},
    {"the referenced anchor", "put a text that starts with '*' in quotes; an alias stands behind its anchor, in the same document or item in brackets"},
    {"alias not found", "put a text that starts with '*' in quotes"},
    {"anchor not found", "put a text that starts with '&' in quotes"},
    {"invalid unicode", "write the character itself in place of its halves"},
    {"unknown escape", "inside double quotes write a backslash twice, or use single quotes"},
};

std::string hint_for(std::string_view message) {
  const auto* const found = std::find_if(std::begin(kSyntaxHints), std::end(kSyntaxHints),
                                         [&](const SyntaxHint& entry) { return message.starts_with(entry.message); });
  return found == std::end(kSyntaxHints) ? "" : std::string(found->hint);
}

// Thrown through yaml-cpp, which is safe to leave that way; they never leave this file.
struct Flawed {
  YamlFlaw flaw;
};
struct Enough {};

void spend(SlowYaml& slow, std::size_t bytes) {
  slow.bytes += bytes;
  if (slow.bytes > kYamlSlowBytes)
    throw Flawed{{FaultKind::TooLarge, slow.start,
                  "from here on more than 24 MiB of this file, aliases written out, are neither plain YAML nor plain JSON",
                  "write it without anchors, directives, texts of many lines, lists and keys behind '?', or as CSV"}};
}

// Feeds a piece to yaml-cpp block by block, and no further than kYamlFlowBytes beyond the last event: until a flow
// collection closes, yaml-cpp keeps all its tokens, at a hundred bytes each. Ends in a line feed in any case, because
// then an unclosed quote arrives as a scalar, and the message can point at where it opens.
class PieceBuffer : public std::streambuf {
 public:
  explicit PieceBuffer(std::string piece) : bytes_(std::move(piece)) {
    if (!bytes_.ends_with('\n')) bytes_ += '\n';
    setg(bytes_.data(), bytes_.data(), bytes_.data());
  }
  void note_progress(std::size_t offset) { progress_ = offset; }
  [[nodiscard]] bool starved() const { return starved_; }

 private:
  // What was read stays in front of the new block: yaml-cpp puts its first bytes back.
  int_type underflow() override {
    constexpr std::size_t kBlock = 16U << 10U;
    starved_ = starved_ || (fed_ > progress_ + kYamlFlowBytes && fed_ < bytes_.size());
    if (starved_ || fed_ == bytes_.size()) return traits_type::eof();
    const std::size_t from = fed_;
    fed_ = std::min(fed_ + kBlock, bytes_.size());
    setg(bytes_.data(), bytes_.data() + from, bytes_.data() + fed_);
    return traits_type::to_int_type(bytes_[from]);
  }

  std::string bytes_;
  std::size_t fed_ = 0;
  std::size_t progress_ = 0;
  bool starved_ = false;
};

using Kind = YamlNode::Kind;

// Builds one record at a time out of yaml-cpp's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  // `begin`: of the piece in `text`; `base`: where the bytes start that are parsed, which may have a bracket more.
  TreeBuilder(std::string_view text, std::size_t begin, std::size_t base, PieceBuffer& buffer, const YamlTaker& taker, SlowYaml& slow)
      : text_(text), begin_(begin), base_(base), buffer_(buffer), taker_(taker), slow_(slow) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    const std::size_t offset = skip_yaml_space(text_, offset_of(mark));
    if (offset < text_.size() && text_[offset] == ',') fail(FaultKind::YamlSyntax, offset, "this comma stands outside of all brackets");
    fail(FaultKind::YamlSyntax, offset, "text follows the end of the document", "put '---' before a further document");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t offset = count(mark);
    if (expects_key()) fail(FaultKind::YamlSyntax, offset, "a key is missing here");
    YamlNode node;
    node.offset = place_of_null(offset);
    complete(std::move(node), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    const std::size_t start = count(mark, value.size());
    const std::size_t offset = behind_anchor(start, anchor);
    refuse_tag(offset, tag);
    if (value.find('\0') != std::string::npos) fail(FaultKind::NulByte, offset, "a NUL character is written in this text");
    const bool quoted = tag == "!";
    if (quoted && (text_[offset] == '"' || text_[offset] == '\'') && !end_of_yaml_quote(text_, offset))
      fail(FaultKind::UnclosedQuote, offset, "the quote that opens here is never closed");
    YamlNode node;
    node.kind = Kind::Scalar;
    node.quoted = quoted;
    node.offset = offset;
    node.text = kept(value, offset + (quoted ? 1 : 0));
    complete(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t offset = count(mark);
    if (expects_key()) fail(FaultKind::YamlSyntax, offset, "an alias cannot be a key");
    const auto found = anchored_.find(anchor);
    if (found == anchored_.end())
      fail(FaultKind::YamlSyntax, offset, "an alias may stand only for a single value or a flat list of keys with values");
    YamlNode node = found->second;
    node.offset = offset;
    std::size_t written_out = node.text.size() + node.entries.size() * kYamlSlowEntry;
    for (const auto& entry : node.entries) written_out += entry.key.size() + entry.value.text.size();
    spend(slow_, written_out);
    for (auto& entry : node.entries) {
      entry.offset = entry.value.offset = offset;
      add_to_size(offset, entry.key.size() + entry.value.text.size());
    }
    add_to_size(offset, node.text.size());
    refuse_duplicates(node);  // the record that has the anchor may have been refused for them
    complete(std::move(node), 0);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(Kind::List, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(Kind::Map, mark, tag, anchor);
  }
  void OnMapEnd() override {
    refuse_duplicates(open_.back().node);
    close();
  }

 private:
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    std::optional<YamlEntry> entry;  // of a map: its key was read, its value is due
    std::size_t behind_colon = 0;    // of that key
  };

  [[noreturn]] static void fail(FaultKind kind, std::size_t offset, std::string message, std::string hint = {}) {
    throw Flawed{{kind, offset, std::move(message), std::move(hint)}};
  }

  [[nodiscard]] std::size_t offset_of(const YAML::Mark& mark) const {
    return mark.is_null() ? begin_ : std::clamp(base_ + static_cast<std::size_t>(mark.pos), begin_, text_.size());
  }
  // Escapes and line breaks make the value another text than the one that was written.
  std::string_view kept(const std::string& value, std::size_t offset) {
    const std::string_view written = text_.substr(std::min(offset, text_.size()), value.size());
    return written == value ? written : std::string_view(rewritten_.emplace_back(value));
  }
  [[nodiscard]] bool expects_key() const { return !open_.empty() && open_.back().node.kind == Kind::Map && !open_.back().entry; }

  std::size_t count(const YAML::Mark& mark, std::size_t bytes = 0) {
    const std::size_t offset = offset_of(mark);
    buffer_.note_progress(offset - base_);
    add_to_size(offset, bytes);
    return offset;
  }
  void add_to_size(std::size_t offset, std::size_t bytes) {
    bytes_ += bytes;
    if (++nodes_ > kYamlNodes || bytes_ > kYamlRecordBytes)
      fail(FaultKind::TooLarge, offset, "this document is too large: at most 100000 values and 4 MiB of text");
  }

  // yaml-cpp marks a node where its anchor stands.
  [[nodiscard]] std::size_t behind_anchor(std::size_t offset, YAML::anchor_t anchor) const {
    if (anchor == 0 || offset >= text_.size() || text_[offset] != '&') return offset;
    while (offset < text_.size() && text_[offset] != ' ' && text_[offset] != '\t' && text_[offset] != '\n') ++offset;
    return skip_yaml_space(text_, offset);
  }
  // Plain nodes have the tag "?" and quoted ones "!", which a file can also spell out.
  void refuse_tag(std::size_t offset, const std::string& tag) const {
    if (tag == "?" || tag.empty() || (tag == "!" && offset < text_.size() && text_[offset] != '!')) return;
    fail(FaultKind::YamlSyntax, offset, "tags are not read", "leave out the word that starts with '!', or put the text in quotes");
  }

  void open(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    const std::size_t start = count(mark);
    const std::size_t offset = behind_anchor(start, anchor);
    if (expects_key()) refuse_collection_as_key(offset);
    refuse_tag(offset, tag);
    if (open_.size() + (in_root_list_ ? 1U : 0U) >= kYamlDepth)
      fail(FaultKind::TooDeep, offset, "lists and maps are nested too deeply: at most 32 levels");
    if (open_.empty() && kind == Kind::List && !in_root_list_) {
      in_root_list_ = true;
      start_record();
      return;
    }
    open_.emplace_back();
    open_.back().node.kind = kind;
    open_.back().node.offset = offset;
    open_.back().anchor = anchor;
  }
  void close() {
    if (open_.empty()) {
      in_root_list_ = false;
      return;
    }
    Open closed = std::move(open_.back());
    open_.pop_back();
    complete(std::move(closed.node), closed.anchor);
  }

  void complete(YamlNode node, YAML::anchor_t anchor) {
    if (anchor != 0) remember(node, anchor);
    if (open_.empty()) {
      if (refused_ ? !taker_.refuse(std::move(*refused_)) : node.kind != Kind::Null && !taker_.take(node)) throw Enough{};
      start_record();
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == Kind::List) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.entry) {
      parent.entry->value = std::move(node);
      parent.node.entries.push_back(std::move(*parent.entry));
      parent.entry.reset();
    } else {
      parent.behind_colon = find_colon(node) + 1;
      parent.entry = YamlEntry(node.text, node.offset);
    }
  }
  void start_record() {
    nodes_ = bytes_ = 0;
    refused_.reset();
    rewritten_.clear();
  }

  void remember(const YamlNode& node, YAML::anchor_t anchor) {
    const bool flat = node.kind == Kind::Map && node.entries.size() <= kYamlFlatMap &&
                      std::all_of(node.entries.begin(), node.entries.end(), [](const YamlEntry& entry) { return entry.value.is_value(); });
    if (!node.is_value() && !flat) return;
    anchored_bytes_ += node.text.size();
    for (const auto& entry : node.entries) anchored_bytes_ += entry.key.size() + entry.value.text.size();
    if (anchored_.size() >= kYamlAnchors || anchored_bytes_ > kYamlRecordBytes)
      fail(FaultKind::TooLarge, node.offset, "this document has too many anchors: at most 10000 and 4 MiB of text");
    YamlNode& held = anchored_.emplace(anchor, node).first->second;
    hold(held.text);
    for (auto& entry : held.entries) {
      hold(entry.key);
      hold(entry.value.text);
    }
  }

  void hold(std::string_view& text) { text = anchored_texts_.emplace_back(text); }

  // What looks like a list or map as a key is mostly one that is not closed.
  [[noreturn]] void refuse_collection_as_key(std::size_t offset) const {
    if (offset < text_.size() && (text_[offset] == '[' || text_[offset] == '{'))
      if (auto unclosed = find_unclosed_flow(text_, offset)) throw Flawed{std::move(*unclosed)};
    fail(FaultKind::YamlSyntax, offset, "a key must be a single word or text, not a list or map");
  }

  // yaml-cpp sees that a key has no value where the next thing stands, which may be lines below.
  [[nodiscard]] std::size_t place_of_null(std::size_t offset) const {
    if (open_.empty() || !open_.back().entry) return offset;
    const auto behind_colon = std::min(open_.back().behind_colon, offset);
    return text_.substr(behind_colon, offset - behind_colon).find('\n') == std::string_view::npos ? offset : behind_colon;
  }

  // Behind a key. `{ideal:4}` and `{ideal, actual: b}` arrive as keys without a value; a colon tells them from `E1P2:`.
  [[nodiscard]] std::size_t find_colon(const YamlNode& key) const {
    if (!key.quoted && key.text == "<<") fail(FaultKind::YamlSyntax, key.offset, "merge keys ('<<') are not read", "write the keys out");
    const std::size_t end = key.quoted ? end_of_yaml_quote(text_, key.offset).value_or(text_.size()) : end_of_plain(key);
    const std::size_t next = skip_yaml_space(text_, end);
    if (next < text_.size() && text_[next] == ':') return next;
    const auto colon = key.quoted ? std::string::npos : key.text.find(':');
    fail(FaultKind::YamlSyntax, key.offset, quoted_text(key.text) + " stands where a key and its value are due",
         colon == std::string::npos ? "write 'key: value'" : "write a space behind the colon");
  }
  // Line breaks inside a plain scalar arrive folded, so only what is no space is compared.
  [[nodiscard]] std::size_t end_of_plain(const YamlNode& key) const {
    std::size_t at = key.offset;
    for (const char c : key.text) {
      if (c == ' ' || c == '\t' || c == '\n') continue;
      at = skip_yaml_space(text_, at);
      if (at < text_.size() && text_[at] == c) ++at;
    }
    return at;
  }

  void refuse_duplicates(const YamlNode& map) {
    std::vector<const YamlEntry*> sorted;
    sorted.reserve(map.entries.size());
    for (const auto& entry : map.entries) sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(),
              [](const YamlEntry* a, const YamlEntry* b) { return std::tie(a->key, a->offset) < std::tie(b->key, b->offset); });
    const auto twice =
        std::adjacent_find(sorted.begin(), sorted.end(), [](const YamlEntry* a, const YamlEntry* b) { return a->key == b->key; });
    if (twice == sorted.end()) return;
    YamlFlaw flaw{FaultKind::DuplicateKey, twice[1]->offset, quoted_text(twice[1]->key) + " is given twice"};
    if (!taker_.refuse) throw Flawed{std::move(flaw)};
    if (!refused_) refused_ = std::move(flaw);
  }

  std::string_view text_;  // of the file up to the end of the piece
  std::size_t begin_, base_;
  PieceBuffer& buffer_;
  const YamlTaker& taker_;
  SlowYaml& slow_;
  std::optional<YamlFlaw> refused_;  // why the record being built is not to be taken
  std::vector<Open> open_;
  std::map<YAML::anchor_t, YamlNode> anchored_;
  std::deque<std::string> rewritten_;  // texts of the record being built
  std::deque<std::string> anchored_texts_;
  std::size_t anchored_bytes_ = 0;
  std::size_t nodes_ = 0, bytes_ = 0;  // of the record being built
  int documents_ = 0;
  bool in_root_list_ = false;
};

// An item of a list in brackets is read as a list of one: other rules hold there than at the start of a document.
std::string bytes_of(std::string_view text, const YamlPiece& piece) {
  const auto bytes = text.substr(piece.begin, piece.end - piece.begin);
  return piece.in_brackets ? fmt::format("[{}]", bytes) : std::string(bytes);
}

// False when `take` has had enough.
bool parse_piece(std::string_view text, const YamlPiece& piece, const YamlTaker& taker, SlowYaml& slow) {
  if (slow.bytes == 0) slow.start = piece.begin;
  spend(slow, piece.end - piece.begin + kYamlSlowPiece);
  PieceBuffer buffer(bytes_of(text, piece));
  const std::size_t base = piece.begin - (piece.in_brackets ? 1 : 0);
  const auto offset_of = [&](const YAML::Mark& mark) {
    return mark.is_null() ? piece.begin : std::clamp(base + static_cast<std::size_t>(mark.pos), piece.begin, piece.end);
  };
  try {
    std::istream in(&buffer);
    YAML::Parser parser(in);
    TreeBuilder builder(text.substr(0, piece.end), piece.begin, base, buffer, taker, slow);
    // The second call meets whatever yaml-cpp takes for a further document; the builder refuses it.
    if (parser.HandleNextDocument(builder)) (void)parser.HandleNextDocument(builder);
    if (!buffer.starved()) return true;
  } catch (const Enough&) {
    return false;
  } catch (const Flawed&) {
    if (!buffer.starved()) throw;  // else the flaw is only that the text was cut off
  } catch (const YAML::DeepRecursion& error) {
    throw Flawed{{FaultKind::TooDeep, offset_of(error.mark), "lists and maps are nested too deeply: at most 32 levels"}};
  } catch (const YAML::Exception& error) {
    if (!buffer.starved())
      throw Flawed{{FaultKind::YamlSyntax, offset_of(error.mark), "this is not YAML: " + error.msg, hint_for(error.msg)}};
  }
  throw Flawed{{FaultKind::TooLarge, piece.begin, "a value or a list in brackets is too large: at most 1 MiB"}};
}

}  // namespace

const YamlEntry* YamlNode::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const YamlEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

tl::expected<bool, YamlFlaw> read_yaml_events(std::string_view text, const YamlPiece& piece, const YamlTaker& taker, SlowYaml& slow) {
  try {
    return parse_piece(text, piece, taker, slow);
  } catch (Flawed& flawed) {
    return tl::unexpected(std::move(flawed.flaw));
  }
}

}  // namespace partnership
