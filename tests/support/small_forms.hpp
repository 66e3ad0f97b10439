// Small forms and answers written as text, so that a test shows its whole input on a line or two.
#pragma once
#include <initializer_list>
#include <memory>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "partnership/instrument.hpp"
#include "partnership/response.hpp"
#include "partnership/scores.hpp"
#include "partnership/tally.hpp"

namespace partnership {

// How GoogleTest shows a fraction that is not the expected one.
inline void PrintTo(const Fraction& fraction, std::ostream* out) { *out << fraction.numerator() << '/' << fraction.denominator(); }

namespace sample {

inline std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> found;
  for (std::string word; in >> word;) found.push_back(word);
  return found;
}

// A form of these practices: "1P1 1S1 2P1" is two of principle 1 (one for each actor) and one of principle 2.
inline InstrumentPtr form(const std::string& codes, const std::string& name = "small") {
  InstrumentText text;
  text.name = name;
  text.stage = name.substr(0, 1);
  for (const auto& code : words(codes)) {
    const auto principle = static_cast<std::size_t>(code[0] - '1');
    while (text.principles.size() <= principle) text.principles.push_back({std::to_string(text.principles.size() + 1), "", "", {}});
    text.practices.push_back({code, "Practice " + code, principle, code[1] == 'P' ? Actor::Partnership : Actor::Sponsor});
  }
  return std::make_shared<const Instrument>(std::move(text));
}

// "4b" is ideal 4 and actual b. On either side "N" is N/A and "." blank; "--" is a practice that was not asked.
inline Rating rating(std::string_view text) {
  if (text == "--") return {};
  constexpr std::string_view kIdeal = "1234N.", kActual = "abcdN.";
  const auto ideal = kIdeal.find(text.at(0)), actual = kActual.find(text.at(1));
  if (text.size() != 2 || ideal == kIdeal.npos || actual == kActual.npos) throw std::invalid_argument(std::string(text));
  return {static_cast<Answer>(ideal), static_cast<Answer>(actual)};
}

// `metadata`: "respondent=r1 partnership=P1".
inline std::vector<Metadatum> metadata(const std::string& text) {
  std::vector<Metadatum> found;
  for (const auto& word : words(text)) found.push_back({word.substr(0, word.find('=')), word.substr(word.find('=') + 1)});
  return found;
}

// One respondent's answers to all practices of the form: "4b 3c N. --".
inline Response response(const InstrumentPtr& form, const std::string& ratings, const std::string& about = "") {
  Response found;
  found.instrument = form;
  found.metadata = metadata(about);
  for (const auto& word : words(ratings)) found.ratings.push_back(rating(word));
  if (found.ratings.size() != form->practices.size()) throw std::invalid_argument(ratings);
  return found;
}

inline Tally tally_of(const InstrumentPtr& form, std::initializer_list<const char*> respondents, TallyDepth depth = TallyDepth::Scopes) {
  Tally tally(form, depth);
  for (const auto* ratings : respondents) tally.add(response(form, ratings));
  return tally;
}

inline std::size_t scope_index(const Instrument& instrument, std::string_view key) {
  for (std::size_t i = 0; i < instrument.scopes().size(); ++i)
    if (instrument.scopes()[i].key == key) return i;
  throw std::invalid_argument(std::string(key));
}

inline ScopeTally scope_of(const Tally& tally, std::string_view key) { return tally.scope(scope_index(tally.instrument(), key)); }

inline Scores scores(std::initializer_list<Fraction> values) {
  Scores found;
  for (const Fraction value : values) found.add(value);
  return found;
}

}  // namespace sample
}  // namespace partnership
