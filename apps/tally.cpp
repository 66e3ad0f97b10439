// partnership-tally: any amount of responses boiled down to one small file, which every tool reads in their place and
// which adds up with others.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "options.hpp"
#include "partnership/saved_tally.hpp"
#include "session.hpp"

namespace partnership::apps {
namespace {

constexpr const char* kExamples =
    "  partnership-tally --output network.tally examples/network\n"
    "  partnership-tally --by partnership --output part-1.tally DATA-1.csv\n"
    "  partnership-congruence part-1.tally part-2.tally\n"
    "  partnership-tally --by partnership --output all.tally part-*.tally\n";

// All columns named, each once. Waves are always kept.
Grouping kept_columns(const std::vector<Grouping>& by) {
  if (by.empty()) return {"partnership", "role"};  // which the tools group by most
  Grouping kept;
  for (const auto& grouping : by)
    for (const auto& column : grouping)
      if (column != "wave" && std::find(kept.begin(), kept.end(), column) == kept.end()) kept.push_back(column);
  return kept;
}

}  // namespace

int tally(const Arguments& arguments, Io& io) {
  ToolOptions options("tally", "Boils any amount of responses down to a small file that every tool reads and\nthat adds up.", kExamples);
  bool keep_hashes = false;
  options.add_input_options();
  options.add_threads_option();
  options.add_grouping_option("Columns that tools can group and choose by later\n(default: partnership and role, where there)");
  options.add_flag("--keep-hashes", keep_hashes,
                   "Keep hashes of each respondent's name and answers,\nby which one given twice is found across files;\nwhoever guesses "
                   "a name, or all answers of a\nrespondent, can tell whether they are there");
  options.add_plain_output_options();
  if (const auto status = options.parse(arguments, io)) return *status;

  Session session(options, io);
  if (const auto status = session.read({kept_columns(options.by())}, keep_hashes ? TallyDepth::Everything : TallyDepth::Items, {.may_be_empty = true})) return *status;
  const auto unknown = session.survey().file_without_hashes();
  if (keep_hashes && unknown) {
    io.err << fmt::format("error: --keep-hashes: {} was written without hashes, or --where left out some of its responses\n", for_terminal(*unknown, io.terminal.charset));
    return kBadInput;
  }
  return session.write(
      [&](const Printing& to) { write_tally(to.out, session.survey(), keep_hashes ? TallyHashes::Kept : TallyHashes::Left); });
}

}  // namespace partnership::apps
