// Writes tally files: src/input/tally_file.cpp reads them back. One way to write each thing, everything in a fixed order.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <ostream>

#include "input/tally_file.hpp"
#include "instrument/checksum.hpp"
#include "json_text.hpp"
#include "partnership/saved_tally.hpp"
#include "partnership/survey.hpp"
#include "partnership/version.hpp"

namespace partnership {
namespace {

class TallyWriter {
 public:
  TallyWriter(std::ostream& out, const Survey& survey, TallyHashes hashes) : out_(out), survey_(survey), header_(survey.tally_header()) {
    header_.hashes = hashes == TallyHashes::Kept;
    const auto& columns = survey.options().groupings.front();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i] == "wave" || std::find(header_.columns.begin(), header_.columns.end(), columns[i]) == header_.columns.end()) continue;
      header_.kept.push_back(columns[i]);
      places_.push_back(i);
    }
    if (!header_.hashes) return;
    cells_ = survey.cells();  // also those without a scored response
    for (auto cell = cells_.begin(); cell != cells_.end(); ++cell)
      if (std::find(header_.instruments.begin(), header_.instruments.end(), cell->instrument) == header_.instruments.end())
        header_.instruments.push_back(cell->instrument);
  }

  void write() {
    write_header();
    std::uint64_t groups = 0;
    for (const auto& instrument : header_.instruments)
      for (const Group* group : survey_.groups(*instrument, 0)) {
        write_group(*group);
        ++groups;
      }
    if (header_.hashes) write_hashes();
    flush();
    out_ << "end " << groups << " groups xxh3 " << sum_.digits() << '\n';
  }

 private:
  template <class... Values>
  void add(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(buffer_), format, std::forward<Values>(values)...);
  }
  void add_text(std::string_view text) {
    buffer_ += ' ';
    append_json_text(buffer_, text);
  }
  void end_line() {
    buffer_ += '\n';
    if (buffer_.size() > kBuffer) flush();
  }
  void flush() {
    sum_.add(buffer_);
    out_ << buffer_;
    buffer_.clear();
  }

  void write_header();
  void write_group(const Group& group);
  void write_counts(const Tally& tally);
  void write_scope(const Scope& scope, const ScopeTally& tally);
  void write_scores(std::string_view word, const Scores& scores);
  void write_answers(const Tally& tally);
  void write_sets(const AnswerSets& sets);
  void write_hashes();

  static constexpr std::size_t kBuffer = std::size_t{64} << 10U;
  std::ostream& out_;
  const Survey& survey_;
  TallyHeader header_;
  std::vector<std::size_t> places_;  // of the kept columns among the grouping's
  std::vector<Survey::Cell> cells_;
  std::string buffer_;
  Checksum sum_;
};

void TallyWriter::write_header() {
  add("{}{}\nwriter {}\n", kTallyStart, kTallyVersion, kVersion);
  for (const auto& source : header_.sources) {
    buffer_ += "source";
    add_text(source.name);
    add(" bytes {} xxh3 {} on-error {}", source.bytes, source.xxh3_128.empty() ? "unknown" : source.xxh3_128, source.on_error);
    for (const auto& condition : source.where) {
      buffer_ += " where";
      add_text(condition);
    }
    end_line();
  }
  for (const auto& instrument : header_.instruments) {
    buffer_ += "instrument";
    add_text(instrument->name);
    add(" practices {} fingerprint {}\n", instrument->practices.size(), fingerprint_of(*instrument));
  }
  buffer_ += "columns";
  for (const auto& column : header_.columns) add_text(column);
  buffer_ += "\ngroups instrument wave";
  for (const auto& column : header_.kept) add_text(column);
  add("\nresponses {} scored {} rejected {} filtered {}\n", header_.responses, header_.scored, header_.rejected, header_.filtered);
  add("respondents {} unnamed {} hashes {}\n", header_.named ? std::to_string(*header_.named) : "unknown", header_.unnamed,
      header_.hashes ? "yes" : "no");
  add("r-missing {}\n", header_.r_missing);
}

void TallyWriter::write_group(const Group& group) {
  const auto& tally = group.tally;
  const auto& instrument = tally.instrument();
  buffer_ += "group";
  add_text(instrument.name);
  add_text(group.wave);
  for (const std::size_t place : places_) add_text(group.values[place]);
  if (tally.counts_only())
    buffer_ += "\n counts\n";
  else
    add("\n respondents {} invalid {}\n", tally.respondents(), tally.invalid_cells());
  for (std::size_t i = 0; i < instrument.practices.size(); ++i) {
    const auto counts = tally.practice(i);
    if (counts.asked() == 0) continue;
    add(" {}", instrument.practices[i].code);
    for (std::size_t cell = 0; cell < JointCounts::kCells; ++cell) {
      const auto count = counts.cells()[cell];
      if (count == 0) continue;
      add(" {}{}", kIdealSigns[cell / kAnswerStates], kActualSigns[cell % kAnswerStates]);
      if (count > 1) add(":{}", count);
    }
    end_line();
  }
  if (tally.counts_only() || tally.respondents() == 1) return;  // of one respondent the answers say it all
  if (tally.is_small())
    write_counts(Tally(tally));
  else
    write_counts(tally);
}

// Of what takes more than the answers on a practice.
void TallyWriter::write_counts(const Tally& tally) {
  const auto& instrument = tally.instrument();
  for (std::size_t i = 0; i < instrument.scopes().size(); ++i) write_scope(instrument.scopes()[i], tally.scope(i));
  write_answers(tally);
}

void TallyWriter::write_scope(const Scope& scope, const ScopeTally& tally) {
  if (tally.rated == 0 && tally.scores[0].n() == 0) return;
  add(" [{}] rated {} endorsed {}", scope.key, tally.rated, tally.endorsed);
  if (tally.scores[0].n() > 0)
    for (std::size_t m = 0; m < kMeasureWords.size(); ++m) write_scores(kMeasureWords[m], tally.scores[m]);
  if (tally.contrast.n() > 0) write_scores("contrast", tally.contrast);
  end_line();
}

void TallyWriter::write_scores(std::string_view word, const Scores& scores) {
  add(" {}", word);
  for (const auto& [value, count] : scores.counts()) {
    add(" {}", value.numerator());
    if (value.denominator() > 1) add("/{}", value.denominator());
    if (count > 1) add(":{}", count);
  }
}

void TallyWriter::write_answers(const Tally& tally) {
  const auto& ranks = tally.principle_ranks();
  if (ranks.respondents > 0) {
    add("{}respondents {} doubled {} ties {}", kTallyAnswers[0], ranks.respondents, fmt::join(ranks.doubled_sums, " "), ranks.ties);
    end_line();
  }
  for (std::size_t principle = 0; principle < tally.items().size(); ++principle)
    for (std::size_t value = 0; value < kItemValues; ++value) {
      const auto& items = tally.items()[principle].of(static_cast<ItemValue>(value));
      if (items.n() == 0) continue;
      add("{}{} {} n {} sums {} products {}", kTallyAnswers[1], tally.instrument().scopes()[principle].key, kItemWords[value], items.n(),
          fmt::join(items.sums(), " "), fmt::join(items.products(), " "));
      end_line();
    }
  const auto& quality = tally.quality();
  if (quality.straight[0] + quality.straight[1] + quality.identical_sides > 0) {
    add("{}ideal {} actual {} identical {}", kTallyAnswers[2], quality.straight[0], quality.straight[1], quality.identical_sides);
    end_line();
  }
  if (header_.hashes) write_sets(quality.sets);
}

void TallyWriter::write_sets(const AnswerSets& sets) {
  std::size_t in_line = 0;
  for (const auto& [hash, times] : sets.settled()) {
    if (in_line == 0) buffer_ += kTallyAnswers[3].substr(0, kTallyAnswers[3].size() - 1);
    add(" {:016x}{:016x}", hash.high, hash.low);
    if (times > 1) add(":{}", times);
    if (++in_line < kSetsInALine) continue;
    end_line();
    in_line = 0;
  }
  if (in_line > 0) end_line();
}

void TallyWriter::write_hashes() {
  std::uint64_t hashes = 0;
  survey_.visit_respondents([&](const RespondentHash&, std::size_t, Standing) { ++hashes; });
  add("hashes {} cells {}\n", hashes, cells_.size());
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    add(" cell {}", i + 1);
    add_text(cells_[i].instrument->name);
    add_text(cells_[i].wave);
    end_line();
  }
  survey_.visit_respondents([&](const RespondentHash& hash, std::size_t cell, Standing standing) {
    add(" {:016x}{:010x} {}", hash.upper, hash.lower, cell + 1);
    if (standing != Standing::Scored) buffer_ += standing == Standing::Filtered ? " filtered" : " rejected";
    end_line();
  });
}

}  // namespace

void write_tally(std::ostream& out, const Survey& survey, TallyHashes hashes) { TallyWriter(out, survey, hashes).write(); }

}  // namespace partnership
