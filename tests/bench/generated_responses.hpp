// Made-up responses for measurements: the same ones everywhere, from a seed. Answers lean towards high ideals and mixed
// practice; per cell 2 % are N/A and 2 % blank, so that hardly a row is without either, as in real surveys. Also their text
// in each layout, for the generator and for benchmarks that read.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "partnership/instrument.hpp"
#include "partnership/response.hpp"

namespace partnership::bench {

inline constexpr std::size_t kPartnerships = 1000;
inline constexpr std::array<std::string_view, 8> kRoles = {"academic", "community", "funder",       "staff",
                                                           "student",  "volunteer", "board member", "evaluator"};
inline constexpr std::string_view kWave = "2026-03";  // one wave, because waves are never pooled

// SplitMix64 (Steele, Lea & Flood 2014); the distributions of <random> differ between libraries.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  [[nodiscard]] std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  [[nodiscard]] std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>((next() >> 32U) * limit >> 32U); }

 private:
  std::uint64_t state_;
};

[[nodiscard]] inline InstrumentPtr established() {
  for (const auto& instrument : published_instruments())
    if (instrument->name == "established") return instrument;
  throw std::logic_error("there is no instrument 'established'");
}

// One in twenty has a comma, one in two hundred a quote.
[[nodiscard]] inline std::string partnership_name(std::size_t index) {
  constexpr std::array<std::string_view, 10> kRegions = {"North", "South",   "East", "West", "Upper",
                                                         "Lower", "Greater", "Old",  "New",  "Central"};
  constexpr std::array<std::string_view, 10> kPlaces = {"Banksia", "Coolabah", "Dryandra", "Fairhaven", "Grevillea",
                                                        "Harbour", "Ironbark", "Jarrah",   "Kingsway",  "Lakeside"};
  constexpr std::array<std::string_view, 10> kFields = {"Arts",    "Care",    "Climate", "Food",      "Health",
                                                        "Housing", "Schools", "Skills",  "Transport", "Youth"};
  const std::string region(kRegions[index % 10]), place(kPlaces[index / 10 % 10]), field(kFields[index / 100 % 10]);
  std::string name = index % 20 == 7 ? place + ", " + region + ' ' + field : region + ' ' + place + ' ' + field;
  if (index % 200 == 33) name += " \"Hub\"";
  return name;
}

struct Respondent {
  std::uint64_t number = 0;  // from 1
  std::size_t partnership = 0;
  std::string_view role;
  std::vector<Rating> ratings;
};

class Respondents {
 public:
  explicit Respondents(std::size_t practices, std::uint64_t seed = 1) : random_(seed) { respondent_.ratings.resize(practices); }

  // The next one, good until the one after. Partnerships come in random order, some with four times the respondents of others.
  const Respondent& next() {
    ++respondent_.number;
    const auto a = random_.below(kPartnerships), b = random_.below(kPartnerships);
    respondent_.partnership = random_.below(2) == 0 ? a : a * b / kPartnerships;
    respondent_.role = kRoles[random_.below(kRoles.size())];
    const bool is_content = random_.below(3) == 0;
    for (auto& rating : respondent_.ratings) {
      const std::uint64_t bits = random_.next();
      const auto percent = [bits](unsigned which) { return (bits >> (16U * which) & 0xFFFFU) * 100U >> 16U; };
      const auto wish = percent(0), practice = percent(1);
      int ideal = wish < 5 ? 0 : wish < 17 ? 1 : wish < 45 ? 2 : 3;
      int actual = practice < 12 ? 0 : practice < 40 ? 1 : practice < 75 ? 2 : 3;
      if (is_content && actual < 3) ++actual;
      rating = Rating(with_gaps(ideal, percent(2)), with_gaps(actual, percent(3)));
    }
    return respondent_;
  }

 private:
  [[nodiscard]] static Answer with_gaps(int point, std::uint64_t percent) {
    return percent < 2 ? Answer::NotApplicable : percent < 4 ? Answer::Blank : static_cast<Answer>(point);
  }

  Random random_;
  Respondent respondent_;
};

[[nodiscard]] inline std::vector<Response> responses(const InstrumentPtr& instrument, std::size_t count) {
  Respondents source(instrument->practices.size());
  std::vector<Response> found(count);
  for (auto& response : found) {
    const auto& respondent = source.next();
    response.instrument = instrument;
    response.metadata = {{"respondent", "R" + std::to_string(respondent.number)},
                         {"partnership", partnership_name(respondent.partnership)},
                         {"role", std::string(respondent.role)},
                         {"wave", std::string(kWave)}};
    response.ratings = respondent.ratings;
  }
  return found;
}

enum class Layout : std::uint8_t { Wide, Quoted, Long };  // Quoted: wide, with every field in quotes

class CsvText {
 public:
  CsvText(InstrumentPtr instrument, Layout layout) : instrument_(std::move(instrument)), layout_(layout) {
    for (std::size_t i = 0; i < kPartnerships; ++i) {
      const auto name = partnership_name(i);
      const bool is_quoted = layout == Layout::Quoted || i % 7 == 3 || name.find_first_of(",\"") != std::string::npos;
      names_.push_back(is_quoted ? quoted(name) : name);
    }
  }

  void add_header(std::string& text) const {
    for (const auto* column : {"respondent", "partnership", "role", "wave"}) add_field(text, column);
    if (layout_ == Layout::Long)
      for (const auto* column : {"practice", "ideal", "actual"}) add_field(text, column);
    else
      for (const auto& practice : instrument_->practices) {
        add_field(text, practice.code + "_ideal");
        add_field(text, practice.code + "_actual");
      }
    text.back() = '\n';
  }

  void add_respondent(std::string& text, const Respondent& respondent) const {
    if (layout_ != Layout::Long) add_metadata(text, respondent);
    for (std::size_t i = 0; i < respondent.ratings.size(); ++i) {
      if (layout_ == Layout::Long) {
        add_metadata(text, respondent);
        add_field(text, instrument_->practices[i].code);
      }
      add_field(text, sign_of(Side::Ideal, respondent.ratings[i].ideal()));
      add_field(text, sign_of(Side::Actual, respondent.ratings[i].actual()));
      if (layout_ == Layout::Long) text.back() = '\n';
    }
    text.back() = '\n';
  }

 private:
  [[nodiscard]] static std::string quoted(const std::string& name) {
    std::string found = "\"";
    for (const char c : name) found += c == '"' ? std::string("\"\"") : std::string(1, c);
    return found + '"';
  }
  void add_field(std::string& text, std::string_view field) const {
    if (layout_ == Layout::Quoted) text += '"';
    text += field;
    if (layout_ == Layout::Quoted) text += '"';
    text += ',';
  }
  void add_metadata(std::string& text, const Respondent& respondent) const {
    const auto number = std::to_string(respondent.number);
    add_field(text, "R" + std::string(number.size() < 6 ? 6 - number.size() : 0, '0') + number);
    text += names_[respondent.partnership];
    text += ',';
    add_field(text, respondent.role);
    add_field(text, kWave);
  }

  InstrumentPtr instrument_;
  Layout layout_;
  std::vector<std::string> names_;  // as they stand in the text
};

// About so many bytes of whole respondents, with a header.
[[nodiscard]] inline std::string csv_text(const InstrumentPtr& instrument, Layout layout, std::size_t bytes) {
  const CsvText csv(instrument, layout);
  Respondents source(instrument->practices.size());
  std::string text;
  csv.add_header(text);
  while (text.size() < bytes) csv.add_respondent(text, source.next());
  return text;
}

}  // namespace partnership::bench
