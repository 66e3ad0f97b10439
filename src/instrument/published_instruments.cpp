#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "instrument/published_text.hpp"

namespace partnership {
namespace {

InstrumentPtr instrument_of(const PublishedText& published) {
  InstrumentText text;
  text.name = published.name;
  text.stage = published.stage;
  text.title = published.title;
  text.introduction = published.introduction;
  text.citation = published.citation;
  for (std::size_t side = 0; side < 2; ++side) {
    for (std::size_t step = 0; step < 4; ++step) text.scales[side].labels[step] = published.labels[side][step];
    text.scales[side].not_applicable = published.not_applicable[side];
  }
  for (const auto& principle : published.principles)
    text.principles.push_back({std::string(principle.key),
                               std::string(principle.heading),
                               std::string(principle.dimension),
                               {std::string(principle.lead_in[0]), std::string(principle.lead_in[1])}});
  for (const auto& practice : published.practices)
    text.practices.push_back({std::string(practice.code), std::string(practice.text), practice.principle, practice.actor});
  for (const auto& note : published.notes) text.notes.push_back({std::string(note.practice), std::string(note.text)});
  return std::make_shared<const Instrument>(std::move(text));
}

}  // namespace

std::span<const InstrumentPtr> published_instruments() {
  static const std::vector<InstrumentPtr> instruments = [] {
    std::vector<InstrumentPtr> built;
    for (const auto& text : published_texts()) built.push_back(instrument_of(text));
    return built;
  }();
  return instruments;
}

}  // namespace partnership
