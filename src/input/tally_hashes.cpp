#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input/tally_parts.hpp"

namespace partnership {

bool read_tally_hashes(TallyLines& lines, const TallyHeader& header, Intake& intake) {
  auto head = lines.line();
  head.word("hashes");
  const auto hashes = head.count();
  head.word("cells");
  const auto cells = head.count();
  if (!lines.done(head)) return false;
  std::vector<HashedRespondent> of_cell;
  for (std::uint64_t i = 1; i <= cells; ++i) {
    auto parsed = lines.line();
    parsed.word("cell");
    if (parsed.count() != i) parsed.fail(fmt::format("cells are numbered from 1 on; {} is due", i));
    auto& cell = of_cell.emplace_back();
    cell.instrument = tallied_instrument(parsed, header);
    cell.wave = parsed.text();
    if (!lines.done(parsed)) return false;
  }
  std::pair<RespondentHash, std::uint64_t> last{{0, 0}, 0};
  std::uint64_t scored = 0, people = 0;  // of scored responses
  std::optional<RespondentHash> person;
  for (std::uint64_t i = 0; i < hashes; ++i) {
    auto parsed = lines.line();
    const auto digits = parsed.hex(26);
    const auto cell = parsed.count();
    if (!parsed.failed() && (cell == 0 || cell > cells)) parsed.fail("there is no cell of this number above");
    if (parsed.failed()) return lines.reject(*parsed.fault());
    auto& found = of_cell[cell - 1];
    found.hash = {std::stoull(digits.substr(0, 16), nullptr, 16), std::stoull(digits.substr(16), nullptr, 16)};
    found.standing = Standing::Scored;
    if (parsed.has_more()) {
      found.standing = parsed.next_is_word("filtered") ? Standing::Filtered : Standing::Rejected;
      parsed.word(found.standing == Standing::Filtered ? "filtered" : "rejected");
    }
    found.position = {lines.number(), 1};
    if (found.standing == Standing::Scored) {
      ++scored;
      people += person == found.hash ? 0 : 1;
      person = found.hash;
    }
    const std::pair here{found.hash, cell};
    if (!(last < here)) parsed.fail("hashes are not in order, or one is there twice");
    last = here;
    if (!parsed.failed()) intake.accept(found);
    if (!lines.done(parsed)) return false;
  }
  if (scored != header.scored - header.unnamed)
    return lines.damaged(fmt::format("the hashes of scored responses come to {}, but the scored responses with a respondent to {}",
                                     scored, header.scored - header.unnamed));
  if (people != header.named)
    return lines.damaged(
        fmt::format("by their hashes the respondents come to {}, but the line 'respondents' says {}", people, *header.named));
  return true;
}

}  // namespace partnership
