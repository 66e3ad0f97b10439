// Runs during the build: reads instrument files and writes the source of published_texts() (published_text.hpp).
//   embed-instruments OUTPUT INSTRUMENT...
#include <fstream>
#include <iostream>
#include <ostream>
#include <string>
#include <string_view>

#include "partnership/instrument.hpp"

namespace partnership {
namespace {

// Octal escapes have a fixed width, so the character that follows cannot be taken for part of one.
std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '?') out += '\\';
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F)
      out += c;
    else
      for (const unsigned shift : {9U, 6U, 3U, 0U}) out += shift == 9U ? '\\' : static_cast<char>('0' + ((byte >> shift) & 7U));
  }
  return out + '"';
}

void write_parts(std::ostream& out, const Instrument& instrument, const std::string& suffix) {
  out << "constexpr PublishedPrinciple kPrinciples" << suffix << "[] = {\n";
  for (const auto& principle : instrument.principles)
    out << "    {" << literal(principle.key) << ", " << literal(principle.heading) << ", " << literal(principle.dimension) << ", {"
        << literal(principle.lead_in[0]) << ", " << literal(principle.lead_in[1]) << "}},\n";
  out << "};\nconstexpr PublishedPractice kPractices" << suffix << "[] = {\n";
  for (const auto& practice : instrument.practices)
    out << "    {" << literal(practice.code) << ", " << literal(practice.text) << ", " << practice.principle
        << ", Actor::" << (practice.actor == Actor::Partnership ? "Partnership" : "Sponsor") << "},\n";
  // std::array may be empty, a plain array may not.
  out << "};\nconstexpr std::array<PublishedNote, " << instrument.notes.size() << "> kNotes" << suffix << "{{\n";
  for (const auto& note : instrument.notes) out << "    {" << literal(note.practice) << ", " << literal(note.text) << "},\n";
  out << "}};\n";
}

void write_instrument(std::ostream& out, const Instrument& instrument, const std::string& suffix) {
  out << "    {" << literal(instrument.name) << ", " << literal(instrument.stage) << ", " << literal(instrument.title) << ",\n     "
      << literal(instrument.introduction) << ",\n     " << literal(instrument.citation) << ",\n     {";
  for (const auto& scale : instrument.scales) {
    out << "{";
    for (const auto& label : scale.labels) out << literal(label) << ", ";
    out << "}, ";
  }
  out << "},\n     {" << literal(instrument.scales[0].not_applicable) << ", " << literal(instrument.scales[1].not_applicable)
      << "},\n     kPrinciples" << suffix << ", kPractices" << suffix << ", kNotes" << suffix << "},\n";
}

int embed(const std::string& output, const std::vector<InstrumentPtr>& instruments) {
  std::ofstream out(output, std::ios::binary);
  out << "// Written by embed-instruments during the build.\n#include <array>\n\n#include \"instrument/published_text.hpp\"\n\nnamespace "
         "partnership {\nnamespace {\n\n";
  for (std::size_t i = 0; i < instruments.size(); ++i) write_parts(out, *instruments[i], std::to_string(i));
  out << "constexpr PublishedText kTexts[] = {\n";
  for (std::size_t i = 0; i < instruments.size(); ++i) write_instrument(out, *instruments[i], std::to_string(i));
  out << "};\n\n}  // namespace\n\nstd::span<const PublishedText> published_texts() { return kTexts; }\n\n}  // namespace partnership\n";
  out.close();
  if (out) return 0;
  std::cerr << output << ": cannot be written\n";
  return 1;
}

}  // namespace
}  // namespace partnership

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: embed-instruments OUTPUT INSTRUMENT...\n";
    return 2;
  }
  std::vector<partnership::InstrumentPtr> instruments;
  for (int i = 2; i < argc; ++i) {
    const auto loaded = partnership::load_instrument(argv[i]);
    if (!loaded) {
      const auto& fault = loaded.error();
      std::cerr << fault.file << ':' << fault.position.line << ':' << fault.position.column << ": " << fault.message << '\n';
      return 3;
    }
    instruments.push_back(*loaded);
  }
  return partnership::embed(argv[1], instruments);
}
