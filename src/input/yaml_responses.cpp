#include "input/yaml_responses.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "input/answer_slip.hpp"
#include "instrument/clean_text.hpp"
#include "instrument/limits.hpp"
#include "instrument/look_alike.hpp"
#include "instrument/yaml_document.hpp"
#include "partnership/nearest.hpp"

namespace partnership {
namespace {

using Kind = YamlNode::Kind;
using Names = std::vector<std::string>;

constexpr std::string_view kSideNames[] = {"ideal", "actual"};
constexpr Side kSides[] = {Side::Ideal, Side::Actual};

const Names& document_keys() {
  static const Names keys = [] {
    Names all = {"instrument", "ratings"};
    all.insert(all.end(), std::begin(kKnownColumns), std::end(kKnownColumns));
    return all;
  }();
  return keys;
}

bool is_known_column(std::string_view key) {
  return std::find(std::begin(kKnownColumns), std::end(kKnownColumns), key) != std::end(kKnownColumns);
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

std::string_view trimmed(std::string_view text) {
  if (!text.empty() && !is_space(text.front()) && !is_space(text.back())) return text;  // nearly always
  const auto first = text.find_first_not_of(" \t\n");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

std::string listed(const Names& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The shape of the published codes, E1P1 or e12s3, whether or not there is such a practice.
bool has_shape_of_code(std::string_view key) {
  if (key.size() < 4 || !((key[0] >= 'A' && key[0] <= 'Z') || (key[0] >= 'a' && key[0] <= 'z')) || !is_digit(key[1])) return false;
  const auto actor = key.find_first_not_of("0123456789", 1);
  if (actor == std::string_view::npos || actor + 1 == key.size() || std::string_view("PSps").find(key[actor]) == std::string_view::npos)
    return false;
  return std::all_of(key.begin() + static_cast<std::ptrdiff_t>(actor) + 1, key.end(), is_digit);
}

class ResponseReader {
 public:
  ResponseReader(YamlText& text, const InputOptions& options, const std::string& file, Intake& intake)
      : text_(text), instruments_(options.instruments), file_(file), intake_(intake) {
    response_.file = file;
  }

  // False when the file ends here. What is wrong with a document spoils that one only; reading goes on to find more.
  bool read(const YamlNode& record) {
    clear();
    ++records_;
    if (records_ == 1 && refuse_instrument(record)) return false;
    if (record.kind != Kind::Map) {
      fail(FaultKind::WrongType, record.offset, "a response is written as keys with values: " + listed(document_keys()));
      return finish();
    }
    response_.position = text_.position_of(record.entries.empty() ? record.offset : record.entries.front().offset);
    for (const auto& entry : record.entries) read_document_key(entry);
    const auto* ratings = record.find("ratings");
    if (!ratings && !ratings_misspelt_)
      fail(FaultKind::MissingKey, record.offset, "the key 'ratings' is missing",
           "the answers are below it: ratings: {E1P1: {ideal: 4, actual: b}}");
    else if (!ratings)
      return finish();  // misspelt, and told so
    else if (ratings->value.kind != Kind::Map && ratings->value.kind != Kind::Null)
      fail(FaultKind::WrongType, ratings->value.offset,
           "'ratings' holds a key for every practice: {E1P1: {ideal: 4, actual: b}, E1P2: 4b}");
    else if (find_instrument(record.find("instrument"), ratings->value))
      read_ratings(ratings->value);
    return finish();
  }

  // A document that could not be read as far as read() would take it.
  bool refuse(Fault fault) {
    ++records_;
    reject(std::move(fault));
    return !is_enough();
  }

  [[nodiscard]] bool read_nothing() const { return records_ == 0; }
  [[nodiscard]] std::uint64_t r_missing() const { return r_missing_; }

 private:
  // Keeps the memory of the last response.
  void clear() {
    response_.instrument.reset();
    response_.metadata.clear();
    response_.ratings.clear();
    response_.invalid_cells = 0;
    response_.faults.clear();
    response_.position = {};
    faults_.clear();
    ratings_misspelt_ = false;
  }

  Fault& fail(FaultKind kind, std::size_t offset, std::string message, std::string hint = {}) {
    faults_.push_back(text_.fault_at(kind, offset, std::move(message)));
    faults_.back().hint = std::move(hint);
    return faults_.back();
  }

  bool finish() {
    if (faults_.empty()) {
      for (const auto& datum : response_.metadata)
        if (!is_known_column(datum.column) && noted_.size() <= kMostColumns && noted_.insert(datum.column).second)
          intake_.note_metadata(file_, datum.column);
      intake_.accept(response_);
      return !intake_.full();
    }
    std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
      return std::pair(a.position.line, a.position.column) < std::pair(b.position.line, b.position.column);
    });
    for (auto& fault : faults_)
      if (!is_enough()) reject(std::move(fault));
    return !is_enough();
  }

  void reject(Fault fault) {
    ++rejects_;
    intake_.reject(std::move(fault));
  }
  [[nodiscard]] bool is_enough() const { return rejects_ >= kMostYamlRejects || intake_.full(); }

  // An instrument has none of the keys of a response, so every one of its keys would be a fault.
  bool refuse_instrument(const YamlNode& record) {
    const auto is_of_instrument = [](const YamlEntry& entry) { return entry.key == "principles" || entry.key == "scales"; };
    const auto found = std::find_if(record.entries.begin(), record.entries.end(), is_of_instrument);
    if (found == record.entries.end() || record.find("ratings")) return false;
    fail(FaultKind::UnknownKey, found->offset, "this is an instrument, not responses", "give it with --instrument");
    reject(std::move(faults_.back()));
    return true;
  }

  void read_document_key(const YamlEntry& entry) {
    if (entry.key == "ratings") return;
    if (!entry.value.is_value()) {
      if (!refuse_document_key(entry)) fail(FaultKind::WrongType, entry.value.offset, quoted_text(entry.key) + " takes a single value");
      return;
    }
    if (entry.key == "instrument" || refuse_document_key(entry)) return;
    response_.metadata.push_back({std::string(entry.key), std::string(trimmed(entry.value.text))});
  }
  bool refuse_document_key(const YamlEntry& entry) {
    if (entry.key == "instrument" || is_known_column(entry.key) || noted_.contains(entry.key)) return false;
    if (looks_like_practice(entry.key)) {
      fail(FaultKind::UnknownKey, entry.offset, quoted_text(entry.key) + " looks like a practice and belongs under 'ratings'").practice =
          entry.key;
      return true;
    }
    const auto look_alike = look_alike_among(entry.key, document_keys());
    const auto key = look_alike.empty() ? std::string(entry.key) : plain_look(entry.key);
    const auto hint = did_you_mean(key, document_keys());
    ratings_misspelt_ = ratings_misspelt_ || nearest(key, document_keys()) == "ratings";
    const bool nameless = trimmed(entry.key).empty();
    if (hint.empty() && !nameless) return false;
    if (nameless)
      fail(FaultKind::UnknownKey, entry.offset, "a key has no name");
    else
      fail(FaultKind::UnknownKey, entry.offset,
           quoted_text(entry.key) + " is not a key of a response: " + listed(document_keys()) + look_alike, hint)
          .value = entry.key;
    return true;
  }
  [[nodiscard]] bool looks_like_practice(std::string_view key) const {
    for (const auto side : kSideNames)
      if (key.ends_with(side) && key.size() > side.size() + 1 && key[key.size() - side.size() - 1] == '_') {
        key.remove_suffix(side.size() + 1);
        break;
      }
    return has_shape_of_code(key) || std::any_of(instruments_.begin(), instruments_.end(),
                                                 [&](const InstrumentPtr& instrument) { return instrument->find(key).has_value(); });
  }

  bool find_instrument(const YamlEntry* named, const YamlNode& ratings) {
    if (named && !named->value.is_value()) return false;  // said already
    if (named && !trimmed(named->value.text).empty()) return find_by_name(named->value);
    return find_by_codes(ratings);
  }
  bool find_by_name(const YamlNode& node) {
    for (const auto& instrument : instruments_)
      if (instrument->name == trimmed(node.text)) response_.instrument = instrument;
    if (response_.instrument) return true;
    const auto names = instrument_names();
    const auto look_alike = look_alike_among(node.text, names);
    fail(FaultKind::UnknownInstrument, node.offset, quoted_text(node.text) + " is not an instrument here: " + listed(names) + look_alike,
         did_you_mean(look_alike.empty() ? std::string(node.text) : plain_look(node.text), names))
        .value = node.text;
    return false;
  }
  [[nodiscard]] Names instrument_names() const {
    Names names;
    for (const auto& instrument : instruments_) names.push_back(instrument->name);
    return names;
  }
  [[nodiscard]] std::string name_one() const { return "name one: " + listed(instrument_names()); }
  bool find_by_codes(const YamlNode& ratings) {
    if (ratings.entries.empty()) {
      fail(FaultKind::MissingKey, ratings.offset, "no practice tells the instrument: the key 'instrument' is missing", name_one());
      return false;
    }
    std::vector<InstrumentPtr> fitting;
    for (const auto& instrument : instruments_)
      if (std::all_of(ratings.entries.begin(), ratings.entries.end(),
                      [&](const YamlEntry& entry) { return instrument->find(entry.key).has_value(); }))
        fitting.push_back(instrument);
    if (fitting.size() == 1) {
      response_.instrument = fitting.front();
      return true;
    }
    if (fitting.size() > 1)
      fail(FaultKind::MissingKey, ratings.offset, "these practices belong to several instruments: the key 'instrument' is missing",
           name_one());
    else
      refuse_codes(ratings);
    return false;
  }
  // No instrument has all these codes: some are in none, or they come from several.
  void refuse_codes(const YamlNode& ratings) {
    const Instrument* first = nullptr;
    const YamlEntry* mixed = nullptr;
    for (const auto& entry : ratings.entries) {
      const auto* home = instrument_with(entry.key);
      if (!home)
        refuse_unknown(entry);
      else if (!first)
        first = home;
      else if (!mixed && !first->find(entry.key))
        mixed = &entry;
    }
    if (mixed) refuse_foreign(*mixed, *instrument_with(mixed->key), *first);
  }
  [[nodiscard]] const Instrument* instrument_with(std::string_view code) const {
    for (const auto& instrument : instruments_)
      if (instrument->find(code)) return instrument.get();
    return nullptr;
  }
  void refuse_foreign(const YamlEntry& entry, const Instrument& home, const Instrument& other) {
    fail(FaultKind::MixedInstruments, entry.offset,
         quoted_text(entry.key) + " is a practice of '" + home.name + "', but this response answers '" + other.name + "'",
         "write one document per instrument")
        .practice = entry.key;
  }
  void refuse_unknown(const YamlEntry& entry) {
    Names codes;
    for (const auto& instrument : instruments_)
      if (!response_.instrument || response_.instrument == instrument)
        for (const auto& practice : instrument->practices) codes.push_back(practice.code);
    const std::string of = response_.instrument ? "of '" + response_.instrument->name + "'" : "of any instrument here";
    const auto look_alike = look_alike_among(entry.key, codes);
    fail(FaultKind::UnknownPractice, entry.offset, quoted_text(entry.key) + " is not a practice " + of + look_alike,
         did_you_mean(look_alike.empty() ? std::string(entry.key) : plain_look(entry.key), codes))
        .value = entry.key;
  }

  void read_ratings(const YamlNode& ratings) {
    response_.ratings.assign(response_.instrument->practices.size(), Rating(Answer::Blank, Answer::Blank));
    std::size_t next = 0;  // answers mostly come in the order of the instrument
    for (const auto& entry : ratings.entries) {
      const auto& practices = response_.instrument->practices;
      const auto practice = next < practices.size() && practices[next].code == entry.key ? next : response_.instrument->find(entry.key);
      if (practice) {
        response_.ratings[*practice] = read_rating(entry);
        next = *practice + 1;
        continue;
      }
      const auto* home = instrument_with(entry.key);
      if (home)
        refuse_foreign(entry, *home, *response_.instrument);
      else
        refuse_unknown(entry);
    }
  }
  Rating read_rating(const YamlEntry& entry) {
    if (entry.value.kind == Kind::Map) return read_sides(entry);
    if (entry.value.kind == Kind::List)
      fail(FaultKind::WrongType, entry.value.offset, "a rating is no list: write {ideal: 4, actual: b} or 4b").practice = entry.key;
    return entry.value.kind == Kind::Scalar ? read_compact(entry) : Rating(Answer::Blank, Answer::Blank);
  }
  Rating read_sides(const YamlEntry& entry) {
    Answer answers[] = {Answer::Blank, Answer::Blank};
    for (const auto& part : entry.value.entries) {
      const auto found = std::find(std::begin(kSideNames), std::end(kSideNames), part.key);
      if (found == std::end(kSideNames)) {
        static const Names sides(std::begin(kSideNames), std::end(kSideNames));
        fail(FaultKind::UnknownKey, part.offset,
             quoted_text(part.key) + " is not a side of a rating: ideal or actual" + look_alike_among(part.key, sides),
             did_you_mean(plain_look(part.key), sides));
        faults_.back().practice = entry.key;
        faults_.back().value = part.key;
      } else if (!part.value.is_value()) {
        fail(FaultKind::WrongType, part.value.offset, quoted_text(part.key) + " takes a single answer").practice = entry.key;
      } else {
        const auto side = static_cast<std::size_t>(found - std::begin(kSideNames));
        answers[side] = read_answer(kSides[side], part.value, entry.key);
      }
    }
    return {answers[0], answers[1]};
  }
  Answer read_answer(Side side, const YamlNode& node, std::string_view code) {
    const auto parsed = parse_answer(side, trimmed(node.text), response_.instrument->scales[static_cast<int>(side)]);
    if (parsed) {
      if (parsed->r_missing) ++r_missing_;
      return parsed->answer;
    }
    const auto practice = response_.instrument->find(code).value();
    add_unreadable(side == Side::Ideal ? FaultKind::InvalidIdeal : FaultKind::InvalidActual, node, code,
                   answer_slip(side, trimmed(node.text), quoted_text(node.text), *response_.instrument, practice), 1);
    return Answer::Blank;
  }

  // A digit and a letter, nothing else: half of `4x` is not taken for an answer.
  Rating read_compact(const YamlEntry& entry) {
    const std::string_view text = trimmed(entry.value.text);
    if (const auto rating = parse_compact(text)) return *rating;
    AnswerSlip slip{quoted_text(entry.value.text) + " is not a rating of " + std::string(entry.key) +
                        ": an ideal from 1 to 4 and an actual from a to d, as in 4b, or {ideal: …, actual: …}",
                    ""};
    const auto plain = plain_look(text);
    if (const auto character = plain != text && parse_compact(plain) ? name_look_alike(text) : std::nullopt) {
      slip.message += "; " + *character;
      slip.hint = plain.empty() ? "leave it empty where there is no answer" : "did you mean '" + plain + "'?";
    }
    const bool ideal = parse_answer(Side::Ideal, text.substr(0, 1), Scale{}).has_value();
    add_unreadable(ideal ? FaultKind::InvalidActual : FaultKind::InvalidIdeal, entry.value, entry.key, std::move(slip), 2);
    return {Answer::Blank, Answer::Blank};
  }
  static std::optional<Rating> parse_compact(std::string_view text) {
    if (text.empty()) return Rating(Answer::Blank, Answer::Blank);
    const auto letter = text.find_first_not_of(" \t", 1);
    const Scale no_labels;
    const auto ideal = parse_answer(Side::Ideal, text.substr(0, 1), no_labels);
    if (!ideal || letter == std::string_view::npos || letter + 1 != text.size()) return std::nullopt;
    const auto actual = parse_answer(Side::Actual, text.substr(letter), no_labels);
    return actual ? std::optional(Rating(ideal->answer, actual->answer)) : std::nullopt;
  }
  void add_unreadable(FaultKind kind, const YamlNode& node, std::string_view code, AnswerSlip slip, std::uint64_t answers) {
    Fault fault = text_.fault_at(kind, node.offset, std::move(slip.message));
    fault.hint = std::move(slip.hint);
    fault.practice = code;
    fault.value = node.text;
    response_.faults.push_back(std::move(fault));
    response_.invalid_cells += answers;
  }

  YamlText& text_;
  const std::vector<InstrumentPtr>& instruments_;
  const std::string& file_;
  Intake& intake_;
  Response response_;          // being read
  std::vector<Fault> faults_;  // of its structure
  bool ratings_misspelt_ = false;
  std::set<std::string, std::less<>> noted_;
  std::uint64_t records_ = 0;
  std::uint64_t rejects_ = 0;
  std::uint64_t r_missing_ = 0;
};

}  // namespace

void read_yaml_responses(std::string bytes, const std::string& file, const InputOptions& options, Intake& intake) {
  YamlText text(std::move(bytes), file);
  ResponseReader reader(text, options, file, intake);
  auto fault = text.read([&](const YamlNode& record) { return reader.read(record); },
                         [&](Fault refused) { return reader.refuse(std::move(refused)); });
  if (reader.r_missing() > 0) intake.note_r_missing(file, reader.r_missing());
  if (fault) {
    intake.reject(std::move(*fault));
  } else if (reader.read_nothing()) {
    Fault nothing;
    nothing.kind = FaultKind::NoResponses;
    nothing.file = file;
    nothing.message = "there are no responses in this file";
    intake.reject(std::move(nothing));
  }
}

}  // namespace partnership
