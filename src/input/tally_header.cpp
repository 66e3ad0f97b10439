#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "input/tally_file.hpp"
#include "input/tally_parts.hpp"
#include "instrument/checksum.hpp"
#include "instrument/clean_text.hpp"
#include "instrument/limits.hpp"

namespace partnership {
namespace {

bool read_sources(TallyLines& lines, TallyHeader& header) {
  while (lines.is("source ")) {
    auto parsed = lines.line();
    TallySource source;
    parsed.word("source");
    source.name = parsed.text();
    parsed.word("bytes");
    source.bytes = parsed.count();
    parsed.word("xxh3");
    if (parsed.next_is_word("unknown"))
      parsed.word("unknown");
    else
      source.xxh3_128 = parsed.hex(kTallyHashDigits);
    parsed.word("on-error");
    source.on_error = parsed.any_word();
    while (parsed.has_more()) {
      parsed.word("where");
      source.where.push_back(parsed.text());
    }
    header.sources.push_back(std::move(source));
    if (!lines.done(parsed)) return false;
  }
  return true;
}

bool read_instrument(TallyLines& lines, TallyLine& parsed, const InputOptions& options, TallyHeader& header) {
  parsed.word("instrument");
  const auto name = parsed.text();
  parsed.word("practices");
  const auto practices = parsed.count();
  parsed.word("fingerprint");
  const auto fingerprint = parsed.hex(kTallyHashDigits);
  if (parsed.failed()) return lines.reject(*parsed.fault());
  const auto found =
      std::find_if(options.instruments.begin(), options.instruments.end(), [&](const auto& known) { return known->name == name; });
  if (found == options.instruments.end())
    return lines.reject(FaultKind::UnknownInstrument,
                        fmt::format("the tally is of the instrument {}, which is not known here", quoted_text(name)),
                        "give the instrument's file with --instrument");
  if ((*found)->practices.size() != practices || fingerprint_of(**found) != fingerprint)
    return lines.reject(
        FaultKind::InstrumentMismatch,
        fmt::format("the tally is of an instrument {} with other practices, principles or actors than the one here", quoted_text(name)),
        "read it with the instrument it was made with, and write it anew with this one to add them up");
  if (std::find(header.instruments.begin(), header.instruments.end(), *found) != header.instruments.end())
    parsed.fail(fmt::format("the instrument {} is there twice", quoted_text(name)));
  header.instruments.push_back(*found);
  return true;
}

bool read_instruments(TallyLines& lines, const InputOptions& options, TallyHeader& header) {
  while (lines.is("instrument ")) {
    auto parsed = lines.line();
    if (!read_instrument(lines, parsed, options, header)) return false;
    if (!lines.done(parsed)) return false;
  }
  return true;
}

bool read_totals(TallyLines& lines, TallyHeader& header) {
  auto responses = lines.line();
  for (const auto& [word, into] : {std::pair("responses", &header.responses),
                                   {"scored", &header.scored},
                                   {"rejected", &header.rejected},
                                   {"filtered", &header.filtered}}) {
    responses.word(word);
    *into = responses.count();
    if (*into > kMostTallied) responses.fail(fmt::format("these are more than {} responses", kMostTalliedText));
  }
  if (header.responses != header.scored + header.rejected + header.filtered)
    responses.fail("responses are not the sum of scored, rejected and filtered");
  if (!lines.done(responses)) return false;
  auto respondents = lines.line();
  respondents.word("respondents");
  if (respondents.next_is_word("unknown")) {
    respondents.word("unknown");
    header.named.reset();
  } else {
    header.named = respondents.count();
  }
  respondents.word("unnamed");
  header.unnamed = respondents.count();
  if (header.unnamed > header.scored || header.named.value_or(0) > header.scored - header.unnamed)
    respondents.fail("there are more respondents than scored responses");
  respondents.word("hashes");
  header.hashes = respondents.next_is_word("yes");
  respondents.word(header.hashes ? "yes" : "no");
  if (header.hashes && !header.named) respondents.fail("with hashes the number of respondents is known");
  if (!lines.done(respondents)) return false;
  auto missing = lines.line();
  missing.word("r-missing");
  header.r_missing = missing.count();
  return lines.done(missing);
}

}  // namespace

bool read_tally_version(TallyLines& lines) {
  if (!lines.advance()) return lines.ended() ? lines.damaged("the file is cut off in its first line") : false;
  if (lines.text().ends_with('\r'))
    return lines.damaged("the lines of this file end in CR LF, which those of a tally file never do: it was changed on its way here");
  auto first = lines.line();
  first.word(kTallyStart.substr(0, kTallyStart.size() - 1));
  const std::string version(first.any_word());
  if (!first.failed() && version != std::to_string(kTallyVersion)) {
    first.fail(fmt::format("this is version {} of the tally file; only version {} can be read", quoted_text(version), kTallyVersion));
    auto fault = *first.fault();
    fault.kind = FaultKind::UnknownVersion;
    fault.hint = "use the version of partnership-health that wrote it, or write it anew with this one";
    return lines.reject(std::move(fault));
  }
  return lines.done(first);
}

bool read_tally_header(TallyLines& lines, const InputOptions& options, TallyHeader& header) {
  auto writer = lines.line();
  writer.word("writer");
  (void)writer.any_word();
  if (!lines.done(writer) || !read_sources(lines, header) || !read_instruments(lines, options, header)) return false;
  auto columns = lines.line();
  columns.word("columns");
  while (columns.has_more()) header.columns.push_back(columns.text());
  if (!lines.done(columns)) return false;
  auto kept = lines.line();
  for (const char* word : {"groups", "instrument", "wave"}) kept.word(word);
  while (kept.has_more()) header.kept.push_back(kept.text());
  for (const auto& column : header.kept)
    if (std::find(header.columns.begin(), header.columns.end(), column) == header.columns.end())
      kept.fail(quoted_text(column) + " is not one of the columns above");
  return lines.done(kept) && read_totals(lines, header);
}

InstrumentPtr tallied_instrument(TallyLine& parsed, const TallyHeader& header) {
  const auto name = parsed.text();
  for (const auto& instrument : header.instruments)
    if (instrument->name == name) return instrument;
  parsed.fail(fmt::format("the instrument {} is not one of those above", quoted_text(name)));
  return nullptr;
}

}  // namespace partnership
