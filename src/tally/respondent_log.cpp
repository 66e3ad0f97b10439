#include "tally/respondent_log.hpp"

#define XXH_INLINE_ALL  // a call into the library costs more than hashing two short names
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace partnership {
namespace {

constexpr std::uint32_t kEmpty = 0xFFFF'FFFFU;  // in a table of indices

// Joined by hand: a name may be absent, and memcpy wants a place to copy from even for nothing.
void append(char*& to, std::string_view text) {
  if (!text.empty()) std::memcpy(to, text.data(), text.size());
  to += text.size();
}

}  // namespace

void RespondentLog::add(std::string_view partnership, std::string_view respondent, std::uint32_t cell, Place place, Standing standing) {
  // Joined by NUL, which no reader lets through, so ("a", "bc") and ("ab", "c") differ.
  const std::size_t size = partnership.size() + 1 + respondent.size();
  std::array<char, 256> small;
  if (size > small.size()) buffer_.resize(std::max(buffer_.size(), size));
  char* const key = size > small.size() ? buffer_.data() : small.data();
  char* end = key;
  append(end, partnership);
  *end++ = '\0';
  append(end, respondent);
  const XXH128_hash_t hash = XXH3_128bits(key, size);
  const std::uint64_t packed = (place.file << 41U) | (place.line << 2U) | static_cast<unsigned>(standing);
  add(Entry{hash.low64, (hash.high64 & ~std::uint64_t{kMostCells - 1}) | cell, packed});
  if (size_ <= kNamed) keep_names(packed, partnership, respondent);
}

void RespondentLog::add(const RespondentHash& hash, std::uint32_t cell, Place place, Standing standing) {
  add(Entry{hash.upper, (hash.lower * kMostCells) | cell, (place.file << 41U) | (place.line << 2U) | static_cast<unsigned>(standing)});
}

void RespondentLog::add(const Entry& entry) {
  if (parts_.empty()) parts_.resize(kParts);
  parts_[entry.hash / (~std::uint64_t{0} / kParts + 1)].add(entry);
  highest_cell_ = std::max(highest_cell_, entry.cell());
  if (++size_ == kNamed + 1) {
    named_ = {};
    text_ = {};
  }
}

void RespondentLog::keep_names(std::uint64_t place, std::string_view partnership, std::string_view respondent) {
  const std::size_t begin = text_.size();
  text_.append(partnership).append(respondent);
  named_.push_back({place, begin, begin + partnership.size(), text_.size()});
}

void RespondentLog::take(RespondentLog& other, std::span<const std::uint32_t> cells) {
  for (auto& part : other.parts_) {
    for (std::size_t i = 0, size = part.size(); i < size; ++i) {
      Entry entry = part[i];
      entry.hash_and_cell = (entry.hash_and_cell & ~std::uint64_t{kMostCells - 1}) | cells[entry.cell()];
      add(entry);
      if ((i + 1) % kBlock == 0) part.blocks[i / kBlock].reset();  // memory for both would be twice as much
    }
    part = {};
  }
  if (size_ <= kNamed)
    for (const auto& [place, begin, middle, end] : other.named_)
      keep_names(place, std::string_view(other.text_).substr(begin, middle - begin), std::string_view(other.text_).substr(middle, end - middle));
  other = {};
}

std::optional<std::pair<std::string, std::string>> RespondentLog::names_of(const Entry& entry) const {
  const auto found = std::find_if(named_.begin(), named_.end(), [&](const Named& named) { return named.place == entry.place; });
  if (found == named_.end()) return std::nullopt;
  return std::pair(text_.substr(found->begin, found->middle - found->begin), text_.substr(found->middle, found->end - found->middle));
}

// `table` holds indices into the part, by hash, with linear probing: first of the responses that stand, then, where there
// are several cells, of the people.
void RespondentLog::compare(const Part& part, const std::map<std::size_t, std::uint64_t>& ends, std::vector<std::uint32_t>& table,
                            std::vector<Repeated>& repeated, Findings& findings) const {
  const std::size_t slots = std::bit_ceil(2 * part.size() + 1), mask = slots - 1;
  table.assign(slots, kEmpty);
  const std::size_t before = repeated.size();
  std::uint64_t scored_firsts = 0;
  for (std::size_t i = 0, size = part.size(); i < size; ++i) {
    const Entry& entry = part[i];
    if (is_behind(ends, entry.where())) continue;
    std::size_t slot = (entry.hash + entry.cell() * 0x9E37'79B9'7F4A'7C15U) & mask;
    while (table[slot] != kEmpty && (part[table[slot]].hash != entry.hash || part[table[slot]].hash_and_cell != entry.hash_and_cell))
      slot = (slot + 1) & mask;
    if (table[slot] == kEmpty) {
      table[slot] = static_cast<std::uint32_t>(i);
      scored_firsts += entry.standing() == Standing::Scored ? 1 : 0;
      continue;
    }
    const Entry& other = part[table[slot]];
    const bool is_first = entry.where() < other.where();
    repeated.push_back({is_first ? &other : &entry, nullptr});
    if (!is_first) continue;
    table[slot] = static_cast<std::uint32_t>(i);
    if (other.standing() == Standing::Scored) --scored_firsts;
    if (entry.standing() == Standing::Scored) ++scored_firsts;
  }
  for (std::size_t i = before; i < repeated.size(); ++i) {
    const Entry& entry = *repeated[i].entry;
    std::size_t slot = (entry.hash + entry.cell() * 0x9E37'79B9'7F4A'7C15U) & mask;
    while (part[table[slot]].hash != entry.hash || part[table[slot]].hash_and_cell != entry.hash_and_cell) slot = (slot + 1) & mask;
    repeated[i].first = &part[table[slot]];
    findings.scored_duplicates += entry.standing() == Standing::Scored ? 1 : 0;
    findings.filtered_duplicates += entry.standing() == Standing::Filtered ? 1 : 0;
  }
  if (highest_cell_ == 0) {  // then nobody has more than one that stands
    findings.respondents += scored_firsts;
    return;
  }
  std::vector<std::uint32_t> scored;
  for (const std::uint32_t i : table)
    if (i != kEmpty && part[i].standing() == Standing::Scored) scored.push_back(i);
  table.assign(slots, kEmpty);
  for (const std::uint32_t i : scored) {
    std::size_t slot = part[i].hash & mask;
    while (table[slot] != kEmpty && !part[table[slot]].is_of_one_person(part[i])) slot = (slot + 1) & mask;
    if (table[slot] != kEmpty) continue;
    table[slot] = i;
    ++findings.respondents;
  }
}

void RespondentLog::visit(std::span<const std::uint32_t> cells, const Visit& visit) const {
  struct Line {
    RespondentHash hash;
    std::uint32_t cell;
    Standing standing;
  };
  std::vector<Line> lines;
  for (const auto& part : parts_) {  // which are in the order of their hashes
    lines.clear();
    for (std::size_t i = 0; i < part.size(); ++i)
      lines.push_back({{part[i].hash, part[i].hash_and_cell / kMostCells}, cells[part[i].cell()], part[i].standing()});
    std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return std::pair(a.hash, a.cell) < std::pair(b.hash, b.cell); });
    for (const Line& line : lines) visit(line.hash, line.cell, line.standing);
  }
}

RespondentLog::Findings RespondentLog::compare(std::size_t most, const std::map<std::size_t, std::uint64_t>& ends) const {
  Findings findings;
  std::vector<std::uint32_t> table;
  std::vector<Repeated> repeated;
  for (const auto& part : parts_)
    if (!part.blocks.empty()) compare(part, ends, table, repeated, findings);
  findings.duplicate_count = repeated.size();
  const auto end = repeated.begin() + static_cast<std::ptrdiff_t>(std::min(most, repeated.size()));
  std::partial_sort(repeated.begin(), end, repeated.end(), [](const Repeated& a, const Repeated& b) { return a.entry->place < b.entry->place; });
  for (auto found = repeated.begin(); found != end; ++found)
    findings.duplicates.push_back({found->entry->where(), found->first->where(), found->entry->cell(), names_of(*found->entry)});
  return findings;
}

}  // namespace partnership
