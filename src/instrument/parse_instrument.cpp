#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

#include "instrument/clean_text.hpp"
#include "instrument/limits.hpp"
#include "instrument/yaml_document.hpp"
#include "partnership/instrument.hpp"
#include "partnership/nearest.hpp"

namespace partnership {
namespace {

constexpr Side kSides[] = {Side::Ideal, Side::Actual};
constexpr Actor kActors[] = {Actor::Partnership, Actor::Sponsor};
constexpr std::string_view kSideNames[] = {"ideal", "actual"};

using Kind = YamlNode::Kind;
using Keys = std::vector<std::string>;

enum class Need : std::uint8_t { Required, Optional };

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Words that become column names, group names or options. Codes have no '_', so that `<code>_ideal` has one meaning.
bool is_word(std::string_view text, std::string_view further) {
  return !text.empty() && text.size() <= 64 && is_letter(text[0]) && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || is_digit(c) || further.find(c) != std::string_view::npos;
  });
}

std::string folded(std::string_view text) {  // ASCII case is no difference between labels
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// Reads the tree of one instrument. The first fault sticks; what is read after it is never used.
class InstrumentReader {
 public:
  explicit InstrumentReader(YamlText& text) : text_(text) {}

  std::optional<Fault> fault;
  InstrumentText instrument;

  void read(const YamlNode& root) {
    if (!is_map(root, "an instrument")) return;
    known_keys(root, {"name", "stage", "title", "introduction", "citation", "scales", "principles", "notes"});
    instrument.name = word_of(root, "name");
    instrument.stage = word_of(root, "stage");
    instrument.title = text_of(root, "title", Need::Required);
    instrument.introduction = text_of(root, "introduction", Need::Optional);
    instrument.citation = text_of(root, "citation", Need::Optional);
    if (const auto* scales = child(root, "scales", Need::Required)) read_scales(*scales);
    if (const auto* principles = list(root, "principles", Need::Required)) {
      for (const auto& principle : principles->items) read_principle(principle);
      if (principles->items.empty()) fail(FaultKind::InvalidInstrument, principles->offset, "an instrument needs at least one principle");
    }
    if (const auto* notes = list(root, "notes", Need::Optional))
      for (const auto& note : notes->items) read_note(note);
  }

  void fail(FaultKind kind, std::size_t offset, std::string message, std::string hint = {}) {
    if (fault) return;
    fault = text_.fault_at(kind, offset, std::move(message));
    fault->hint = std::move(hint);
  }

 private:
  bool is_map(const YamlNode& node, const std::string& what) {
    if (node.kind != Kind::Map) fail(FaultKind::WrongType, node.offset, what + " is written as keys with values");
    return node.kind == Kind::Map;
  }

  void known_keys(const YamlNode& map, const Keys& known) {
    for (const auto& entry : map.entries)
      if (std::find(known.begin(), known.end(), entry.key) == known.end())
        fail(FaultKind::UnknownKey, entry.offset, quoted_text(entry.key) + " is not a key here: " + listed(known),
             did_you_mean(entry.key, known));
  }
  static std::string listed(const Keys& keys) {
    std::string text;
    for (std::size_t i = 0; i < keys.size(); ++i) text += (i == 0 ? "" : i + 1 == keys.size() ? " or " : ", ") + keys[i];
    return text;
  }

  const YamlNode* child(const YamlNode& map, std::string_view key, Need need) {
    if (const auto* entry = map.find(key)) return &entry->value;
    if (need == Need::Required) fail(FaultKind::MissingKey, map.offset, "the key '" + std::string(key) + "' is missing");
    return nullptr;
  }
  const YamlNode* list(const YamlNode& map, std::string_view key, Need need) {
    const auto* node = child(map, key, need);
    if (!node || (node->kind == Kind::Null && need == Need::Optional)) return nullptr;
    if (node->kind == Kind::List) return node;
    fail(FaultKind::WrongType, node->offset, "'" + std::string(key) + "' is a list: every item starts with '- '");
    return nullptr;
  }
  std::string text_of(const YamlNode& map, std::string_view key, Need need) {
    const auto* node = child(map, key, need);
    if (!node) return {};
    if (!node->is_value()) fail(FaultKind::WrongType, node->offset, "'" + std::string(key) + "' is a text, not a list or map");
    if (need == Need::Required && node->text.empty())
      fail(FaultKind::InvalidInstrument, node->offset, "'" + std::string(key) + "' is empty");
    return std::string(node->text);
  }
  std::string word_of(const YamlNode& map, std::string_view key) {
    const auto* node = child(map, key, Need::Required);
    if (!node) return {};
    if (node->kind != Kind::Scalar || !is_word(node->text, "._-"))
      fail(FaultKind::InvalidInstrument, node->offset,
           quoted_text(node->text) + " is not a " + std::string(key) + ": letters, digits, '.', '_' and '-', starting with a letter");
    return std::string(node->text);
  }

  void read_scales(const YamlNode& scales) {
    if (!is_map(scales, "'scales'")) return;
    known_keys(scales, {"ideal", "actual"});
    for (const Side side : kSides)
      if (const auto* scale = child(scales, kSideNames[static_cast<int>(side)], Need::Required)) read_scale(*scale, side);
  }
  void read_scale(const YamlNode& node, Side side) {
    const std::string name(kSideNames[static_cast<int>(side)]);
    if (!is_map(node, "the scale of '" + name + "'")) return;
    Keys signs;
    for (int i = 0; i <= static_cast<int>(Answer::NotApplicable); ++i) signs.emplace_back(sign_of(side, static_cast<Answer>(i)));
    known_keys(node, signs);
    Scale& scale = instrument.scales[static_cast<int>(side)];
    for (std::size_t i = 0; i < scale.labels.size(); ++i) scale.labels[i] = text_of(node, signs[i], Need::Required);
    scale.not_applicable = text_of(node, signs.back(), Need::Optional);
    std::set<std::string> seen;
    for (const auto& entry : node.entries) {
      if (!entry.value.text.empty() && !seen.insert(folded(entry.value.text)).second)
        fail(FaultKind::InvalidInstrument, entry.value.offset, "two points of a scale have the label " + quoted_text(entry.value.text));
      // "2" as the label of point 1 would make every 2 ambiguous.
      const auto sign = parse_answer(side, entry.value.text, Scale{});
      if (sign && sign->answer != Answer::Blank && sign_of(side, sign->answer) != entry.key)
        fail(FaultKind::InvalidInstrument, entry.value.offset,
             quoted_text(entry.value.text) + " cannot be a label: it is the sign of another answer");
    }
  }

  void read_principle(const YamlNode& node) {
    if (!is_map(node, "a principle")) return;
    known_keys(node, {"key", "heading", "dimension", "partnership", "sponsor"});
    Principle principle;
    principle.key = word_of(node, "key");
    for (const char* column : {"stage", "wave", "overall"})  // they stand beside the principles in a table's head
      if (principle.key == column)
        fail(FaultKind::InvalidInstrument, child(node, "key", Need::Required)->offset,
             quoted_text(principle.key) + " cannot be the key of a principle: tables have a column of this name");
    for (const auto& other : instrument.principles)
      if (!principle.key.empty() && other.key == principle.key)
        fail(FaultKind::InvalidInstrument, child(node, "key", Need::Required)->offset,
             "two principles have the key " + quoted_text(principle.key));
    principle.heading = text_of(node, "heading", Need::Required);
    principle.dimension = text_of(node, "dimension", Need::Optional);
    instrument.principles.push_back(std::move(principle));
    const std::size_t before = instrument.practices.size();
    for (const Actor actor : kActors)
      if (const auto* block = child(node, name_of(actor), Need::Optional)) read_block(*block, actor);
    if (instrument.practices.size() == before)
      fail(FaultKind::InvalidInstrument, node.offset,
           "the principle " + quoted_text(instrument.principles.back().key) + " has no practices");
  }
  void read_block(const YamlNode& node, Actor actor) {
    const std::string name(name_of(actor));
    if (!is_map(node, "'" + name + "'")) return;
    known_keys(node, {"lead_in", "practices"});
    instrument.principles.back().lead_in[static_cast<int>(actor)] = text_of(node, "lead_in", Need::Optional);
    const auto* practices = child(node, "practices", Need::Required);
    if (!practices || !is_map(*practices, "'practices'")) return;
    for (const auto& entry : practices->entries) read_practice(entry, actor);
  }
  void read_practice(const YamlEntry& entry, Actor actor) {
    if (!is_word(entry.key, ".-"))
      fail(FaultKind::InvalidInstrument, entry.offset,
           quoted_text(entry.key) + " is not a practice code: letters, digits, '.' and '-', starting with a letter");
    if (!codes_.emplace(entry.key).second)
      fail(FaultKind::InvalidInstrument, entry.offset, "two practices have the code " + quoted_text(entry.key));
    if (entry.value.kind != Kind::Scalar || entry.value.text.empty())
      fail(FaultKind::WrongType, entry.offset, "the practice " + quoted_text(entry.key) + " needs its wording, as one text");
    if (instrument.practices.size() == kMostInstrumentPractices)
      fail(FaultKind::InvalidInstrument, entry.offset, "an instrument has at most 1000 practices");
    instrument.practices.push_back({std::string(entry.key), std::string(entry.value.text), instrument.principles.size() - 1, actor});
  }

  void read_note(const YamlNode& node) {
    if (!is_map(node, "a note")) return;
    known_keys(node, {"practice", "text"});
    InstrumentNote note{text_of(node, "practice", Need::Optional), text_of(node, "text", Need::Required)};
    if (!note.practice.empty() && codes_.count(note.practice) == 0)
      fail(FaultKind::InvalidInstrument, child(node, "practice", Need::Required)->offset,
           quoted_text(note.practice) + " is not a practice of this instrument",
           did_you_mean(note.practice, Keys(codes_.begin(), codes_.end())));
    instrument.notes.push_back(std::move(note));
  }

  YamlText& text_;
  std::set<std::string> codes_;
};

tl::unexpected<Fault> cannot(FaultKind kind, const std::string& path, std::string message) {
  Fault fault;
  fault.kind = kind;
  fault.file = path;
  fault.message = std::move(message);
  return tl::unexpected(std::move(fault));
}

}  // namespace

Result<InstrumentPtr> parse_instrument(std::string_view yaml, const std::string& file) {
  YamlText text{std::string(yaml), file};
  InstrumentReader reader(text);
  int records = 0;
  const auto syntax = text.read([&](const YamlNode& root) {
    if (++records == 1)
      reader.read(root);
    else
      reader.fail(FaultKind::InvalidInstrument, root.offset, "a second instrument starts here: a file holds one");
    return !reader.fault;
  });
  if (reader.fault) return tl::unexpected(std::move(*reader.fault));
  if (syntax) return tl::unexpected(*syntax);
  if (records == 0) return cannot(FaultKind::InvalidInstrument, file, "there is no instrument in this file");
  return std::make_shared<const Instrument>(std::move(reader.instrument));
}

Result<InstrumentPtr> load_instrument(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return cannot(FaultKind::NotAFile, path, "this is a folder, not an instrument file");
  const auto size = std::filesystem::file_size(path, error);  // none of a pipe
  std::ifstream in;
  do {
    errno = 0;
    in.open(path, std::ios::binary);
  } while (!in.is_open() && errno == EINTR);
  if (!in.is_open())
    return cannot(FaultKind::CannotOpen, path, std::string("cannot open: ") + (errno != 0 ? std::strerror(errno) : "unknown reason"));
  std::string bytes;
  try {
    in.exceptions(std::ios::badbit);  // says why, and lets pass that there is no memory
    for (std::array<char, 1U << 16U> block{}; in && bytes.size() <= kLargestInstrument;) {
      in.read(block.data(), block.size());
      bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
    }
  } catch (const std::ios_base::failure& failure) {
    return cannot(FaultKind::CannotRead, path, "cannot read: " + failure.code().message());
  }
  if (!error && bytes.size() < std::min<std::uintmax_t>(size, kLargestInstrument))
    return cannot(FaultKind::CannotRead, path, "cannot read: it has become shorter while it was read");
  if (bytes.size() > kLargestInstrument) return cannot(FaultKind::TooLarge, path, "this is too large for an instrument: at most 16 MiB");
  return parse_instrument(bytes, path);
}

}  // namespace partnership
