// The tally files among the inputs of a survey: what each keeps of its responses, and what follows from that for all.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "partnership/fault.hpp"
#include "partnership/saved_tally.hpp"
#include "partnership/survey.hpp"

namespace partnership {

class TallyInputs {
 public:
  struct Input {
    std::string name;
    TallyHeader header;
    std::vector<std::string> names;  // of the values of a group: the kept columns, then the wave if the responses have it
    std::uint64_t scored = 0;        // responses that are wanted
    bool chosen = false;             // --where leaves some out
    bool several = false;            // some group is of several respondents
    // Of the scored responses: without a respondent; different respondents, if that can be told.
    [[nodiscard]] std::uint64_t unnamed() const { return header.named == 0U ? scored : chosen ? 0 : header.unnamed; }
    [[nodiscard]] std::optional<std::uint64_t> named() const { return chosen && header.named != 0U ? std::nullopt : header.named; }
  };

  Input& begin(std::size_t file, const std::string& name, const TallyHeader& header);
  [[nodiscard]] Input& at(std::size_t file) { return inputs_.at(file); }
  void take(TallyInputs& other);
  [[nodiscard]] bool empty() const { return inputs_.empty(); }
  [[nodiscard]] bool has(std::size_t file) const { return inputs_.find(file) != inputs_.end(); }

  [[nodiscard]] std::optional<Survey::LostColumn> lost(const std::string& column) const;
  [[nodiscard]] std::optional<std::string> file_without_hashes() const;
  [[nodiscard]] std::uint64_t unnamed() const;
  // Different respondents of all inputs. `logged`: those found by their names or hashes; `others`: some of them are of
  // inputs that are not tally files.
  [[nodiscard]] std::optional<std::uint64_t> named(std::uint64_t logged, bool others) const;
  // The sources of all of them, as they were wanted.
  [[nodiscard]] std::vector<TallySource> sources(const SurveyOptions& options) const;

  // Responses counted before: the same source in two tally files, or in a tally file and among the inputs `files`. The
  // first two names are those of the inputs, the third is that of the source.
  struct Repeated {
    std::size_t file, first;
    std::string source;
    bool named;  // respondents are given twice; otherwise nobody can tell
  };
  [[nodiscard]] std::vector<Repeated> repeated(const std::map<std::size_t, InputFile>& files) const;
  // What is worth saying of them on standard error.
  [[nodiscard]] std::vector<std::string> notes(const std::map<std::size_t, InputFile>& files, bool others) const;

 private:
  // The tally files whose respondents cannot be compared with those of other inputs.
  [[nodiscard]] std::vector<std::string> not_compared(bool others) const;
  std::map<std::size_t, Input> inputs_;  // by number
};

}  // namespace partnership
