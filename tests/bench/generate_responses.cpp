// Writes made-up responses of any size, the same bytes every time:
//   generate_responses wide|quoted|long BYTES FILE
//   generate_responses yaml COUNT FOLDER           a file per respondent
#include <charconv>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "generated_responses.hpp"

namespace {

using namespace partnership;
using namespace partnership::bench;

constexpr std::size_t kBlock = std::size_t{1} << 20U;

void write(std::ofstream& out, const std::string& text) {
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!out) throw std::runtime_error("cannot write");
}

void write_csv(Layout layout, std::uint64_t bytes, const std::string& path) {
  const auto instrument = established();
  const CsvText csv(instrument, layout);
  Respondents source(instrument->practices.size());
  std::ofstream out(path, std::ios::binary);
  std::string text;
  csv.add_header(text);
  for (std::uint64_t written = 0; written + text.size() < bytes;) {
    csv.add_respondent(text, source.next());
    if (text.size() < kBlock) continue;
    write(out, text);
    written += text.size();
    text.clear();
  }
  write(out, text);
}

std::string yaml_text(const Instrument& instrument, const Respondent& respondent) {
  std::string text = "instrument: " + instrument.name + "\nrespondent: R" + std::to_string(respondent.number) +
                     "\npartnership: " + partnership_name(respondent.partnership) + "\nrole: " + std::string(respondent.role) +
                     "\nwave: " + std::string(kWave) + "\nratings:\n";
  for (std::size_t i = 0; i < respondent.ratings.size(); ++i) {
    const auto ideal = sign_of(Side::Ideal, respondent.ratings[i].ideal()), actual = sign_of(Side::Actual, respondent.ratings[i].actual());
    if (ideal.empty() && actual.empty()) continue;
    text += "  " + instrument.practices[i].code + ": {";
    if (!ideal.empty()) text += "ideal: " + std::string(ideal);
    if (!ideal.empty() && !actual.empty()) text += ", ";
    if (!actual.empty()) text += "actual: " + std::string(actual);
    text += "}\n";
  }
  return text;
}

void write_yaml(std::uint64_t count, const std::filesystem::path& folder) {
  const auto instrument = established();
  Respondents source(instrument->practices.size());
  std::filesystem::create_directories(folder);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto& respondent = source.next();
    std::ofstream out(folder / ("R" + std::to_string(1'000'000 + respondent.number).substr(1) + ".yaml"), std::ios::binary);
    write(out, yaml_text(*instrument, respondent));
  }
}

void generate(std::string_view kind, std::string_view size, const std::string& path) {
  std::uint64_t number = 0;
  if (const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), number);
      error != std::errc() || end != size.data() + size.size())
    throw std::invalid_argument("not a number: " + std::string(size));
  if (kind == "wide") return write_csv(Layout::Wide, number, path);
  if (kind == "quoted") return write_csv(Layout::Quoted, number, path);
  if (kind == "long") return write_csv(Layout::Long, number, path);
  if (kind == "yaml") return write_yaml(number, path);
  throw std::invalid_argument("not one of wide, quoted, long, yaml: " + std::string(kind));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: " << argv[0] << " wide|quoted|long BYTES FILE | yaml COUNT FOLDER\n";
    return 2;
  }
  try {
    generate(argv[1], argv[2], argv[3]);
  } catch (const std::exception& error) {
    std::cerr << argv[3] << ": " << error.what() << '\n';
    return 4;
  }
  return EXIT_SUCCESS;
}
