// A survey is what one run collects: responses sorted into groups and tallied, with what was rejected and why. Stages
// (instruments) and waves are never pooled: every group belongs to one instrument and one wave.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "partnership/input.hpp"
#include "partnership/saved_tally.hpp"
#include "partnership/tally.hpp"

namespace partnership {

enum class OnError : std::uint8_t { Stop, Skip, Blank };  // of faults in cells and responses; the rest always stops

using Grouping = std::vector<std::string>;  // metadata columns to cross; empty: everybody

struct SurveyOptions {
  std::vector<Grouping> groupings = {};                        // answered in this order; none: everybody
  std::vector<std::pair<std::string, std::string>> where = {};  // column = value, all must hold
  TallyDepth depth = TallyDepth::Scopes;
  std::vector<TallyDepth> depths = {};                         // by grouping, where it is not `depth`
  [[nodiscard]] TallyDepth depth_of(std::size_t grouping) const { return grouping < depths.size() ? depths[grouping] : depth; }
  OnError on_error = OnError::Stop;
  std::size_t most_faults = 20;                                // kept; all are counted; if more than 1000, without excerpts
  std::optional<std::size_t> most_memory = {};                 // bytes: another limit than the usual one, for tests
  std::string takes_less = "choose a part of the responses";   // what to do where memory is too little: a hint for a message
};

struct Group {
  std::string wave;
  std::size_t bytes_of_names = 0, bytes = 0;  // about how much memory wave and values take, and all of it
  std::vector<std::string> values;  // of the grouping's columns
  Tally tally;
};

struct SurveyTotals {
  std::uint64_t responses = 0, scored = 0, rejected = 0, filtered = 0;  // responses = scored + rejected + filtered
  // Distinct; unnamed ones count one each. None: tally files without hashes do not say who is in several of them.
  std::optional<std::uint64_t> respondents = 0;
  std::uint64_t answers = 0, pairs = 0, invalid_cells = 0;               // of scored responses; answers: points and N/A
};

// What it says does not depend on the order in which it received, nor on how many surveys shared the work. What is known
// only when all is read (groups in order, duplicates, totals) is worked out when first asked for.
class Survey : public Intake {
 public:
  explicit Survey(SurveyOptions options);
  ~Survey() override;

  void expect(std::optional<std::uint64_t> bytes) override;
  void begin_file(std::size_t number, const std::string& name, std::uint64_t first_line) override;
  void accept(const Response& response) override;
  void accept(const ResponseBlock& block) override;
  void accept(const CountedRating& counted) override;
  void begin_tally(const std::string& file, const TallyHeader& header) override;
  void accept(const TalliedGroup& group) override;
  void accept(const HashedRespondent& respondent) override;
  void reject(Fault fault) override;
  [[nodiscard]] bool hold(std::size_t bytes) override;
  void note_metadata(const std::string& file, const std::string& column) override;
  void note_r_missing(const std::string& file, std::uint64_t cells) override;
  void note_open_end(const std::string& file) override;
  void finish_file(const InputFile& file) override;
  [[nodiscard]] bool full() const override;
  [[nodiscard]] std::unique_ptr<Intake> fork() override;
  void join(Intake& forked) override;
  void end_file_at(std::size_t number, std::uint64_t line) override;

  // Of one instrument and grouping, by wave and then values, numbers in names in numeric order ("P2" before "P10"); good until
  // something more is received.
  [[nodiscard]] const std::vector<const Group*>& groups(const Instrument& instrument, std::size_t grouping) const;
  [[nodiscard]] const std::vector<InstrumentPtr>& instruments() const;  // answered by scored responses, in option order
  [[nodiscard]] const std::vector<std::string>& waves() const;          // of scored responses, in natural order

  [[nodiscard]] const SurveyTotals& totals() const;
  [[nodiscard]] const std::vector<InputFile>& files() const;
  [[nodiscard]] const std::vector<Fault>& faults() const;  // the first of them, in input order
  [[nodiscard]] std::uint64_t fault_count() const;
  // The limit of a run that was passed: groups and totals are then of a part, and nothing is usable. It is the last of the faults,
  // that of memory the only one, unless the input is too faulty anyway to say of what there was too much, or a fault ends one
  // of the files; faults of files in the long layout may be missing then.
  [[nodiscard]] const std::optional<Fault>& passed_limit() const;
  [[nodiscard]] bool usable() const;                       // no fault that --on-error does not forgive, something scored
  [[nodiscard]] std::vector<std::string> notes() const;         // sentences for stderr; a kept column is named once
  [[nodiscard]] std::vector<std::string> columns() const;  // metadata columns seen, sorted

  // A tally file whose responses had this column, but whose groups do not tell its values apart: nothing grouped or chosen
  // by that column is right then.
  struct LostColumn {
    std::string file;
    std::vector<std::string> kept;
  };
  [[nodiscard]] std::optional<LostColumn> lost(const std::string& column) const;

  // For write_tally(). `kept` of the header is left empty.
  [[nodiscard]] const SurveyOptions& options() const;
  [[nodiscard]] TallyHeader tally_header() const;
  struct Cell {
    InstrumentPtr instrument;
    std::string wave;
  };
  [[nodiscard]] std::vector<Cell> cells() const;  // with responses, by instrument and wave
  // Every named response, by hash; `cell`: index into cells().
  void visit_respondents(const std::function<void(const RespondentHash&, std::size_t cell, Standing)>& visit) const;
  // A tally file that cannot say who its respondents are, or which of them answered alike: then visit_respondents() leaves
  // them out, and hashes cannot be kept.
  [[nodiscard]] std::optional<std::string> file_without_hashes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Orders text with runs of digits by their number: "P2" < "P10", "2" < "10"; otherwise by bytes.
[[nodiscard]] bool natural_less(const std::string& a, const std::string& b);

}  // namespace partnership
