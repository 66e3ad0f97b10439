// What the tests of the readers share: a small instrument built by hand, an intake that keeps everything, and faults as
// one line of text, so that a test can compare the whole of them.
#pragma once
#include <gmock/gmock.h>

#include <cstdint>
#include <string>
#include <vector>

#include "input/text_source.hpp"
#include "partnership/input.hpp"

namespace partnership {

// Two principles, three practices: E1P1, E1P2, E2S1.
[[nodiscard]] InstrumentPtr small_established();
// One principle, two practices: D1P1, D1S1.
[[nodiscard]] InstrumentPtr small_developing();
[[nodiscard]] InputOptions small_options();  // both

class Kept : public Intake {
 public:
  void accept(const Response& response) override { responses.push_back(response); }
  void accept(const CountedRating& rating) override { counted.push_back(rating); }
  void reject(Fault fault) override { rejected.push_back(std::move(fault)); }
  void note_metadata(const std::string& file, const std::string& column) override { notes.push_back(file + " " + column); }
  void note_r_missing(const std::string& file, std::uint64_t cells) override { r_missing.push_back(file + " " + std::to_string(cells)); }
  void note_open_end(const std::string& file) override { open_ends.push_back(file); }
  void finish_file(const InputFile& file) override { files.push_back(file); }
  void end_file_at(std::size_t /*number*/, std::uint64_t line) override { ends.push_back(line); }
  [[nodiscard]] bool full() const override { return rejected.size() + responses.size() >= room; }

  std::vector<Response> responses;
  std::vector<CountedRating> counted;
  std::vector<Fault> rejected;
  std::vector<std::string> notes, r_missing, open_ends;
  std::vector<InputFile> files;
  std::vector<std::uint64_t> ends;
  std::size_t room = 1'000'000;
};

// "invalid_ideal answers.csv:2:3 E1P1: message (hint)", without what is not there.
[[nodiscard]] std::string line_of(const Fault& fault);
[[nodiscard]] std::vector<std::string> lines_of(const std::vector<Fault>& faults);
// "4b 3a .." for practices in the order of the instrument: signs, '.' blank, 'N' N/A, "--" not asked.
[[nodiscard]] std::string answers_of(const Response& response);
// "respondent=R1 role=x"
[[nodiscard]] std::string metadata_of(const std::vector<Metadatum>& metadata);
// A response on one line: "2 respondent=R1 | 4b 3a .."
[[nodiscard]] std::string line_of(const Response& response);
[[nodiscard]] std::vector<std::string> lines_of(const std::vector<Response>& responses);

// Reads a text as the CSV file answers.csv.
[[nodiscard]] Kept read_table(std::string_view text, std::size_t room = 1'000'000, const InputOptions& options = small_options());
[[nodiscard]] Kept read_table(TextStream& text, std::size_t room = 1'000'000);  // separated by commas
// The same with instruments of one's own.
[[nodiscard]] InputOptions options_with(std::vector<InstrumentPtr> instruments);

}  // namespace partnership
