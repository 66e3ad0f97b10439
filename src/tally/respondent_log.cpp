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

// A call of memcpy would cost more than the copy: names are short. One may be absent, with nowhere to copy from.
void append(char*& to, std::string_view text) {
  const auto copy_ends = [&]<class Word>(Word) {
    std::memcpy(to, text.data(), sizeof(Word));
    std::memcpy(to + text.size() - sizeof(Word), text.data() + text.size() - sizeof(Word), sizeof(Word));
  };
  if (text.size() > 2 * sizeof(std::uint64_t))
    std::memcpy(to, text.data(), text.size());
  else if (text.size() >= sizeof(std::uint64_t))
    copy_ends(std::uint64_t{});
  else if (text.size() >= sizeof(std::uint32_t))
    copy_ends(std::uint32_t{});
  else
    for (std::size_t i = 0; i < text.size(); ++i) to[i] = text[i];
  to += text.size();
}

// Joined by NUL, which no reader lets through, so ("a", "bc") and ("ab", "c") differ.
std::size_t key_size(const RespondentLog::Answerer& answerer) { return answerer.partnership.size() + 1 + answerer.respondent.size(); }

}  // namespace

// First all keys are joined and then all hashed: a hash right behind the copy would wait for it.
void RespondentLog::add(std::span<const Answerer> answerers, std::uint64_t file, Standing standing) {
  std::size_t size = 0;
  for (const auto& answerer : answerers) size += key_size(answerer);
  if (keys_.size() < size) keys_.resize(size);
  char* end = keys_.data();
  for (const auto& answerer : answerers) {
    append(end, answerer.partnership);
    *end++ = '\0';
    append(end, answerer.respondent);
  }
  const char* key = keys_.data();
  for (const auto& answerer : answerers) {
    const XXH128_hash_t hash = XXH3_128bits(key, key_size(answerer));
    key += key_size(answerer);
    const std::uint64_t packed = (file << 41U) | (answerer.line << 2U) | static_cast<unsigned>(standing);
    add(Entry{hash.low64, (hash.high64 & ~std::uint64_t{kMostCells - 1}) | answerer.cell, packed});
    if (size_ <= kNamed) keep_names(packed, answerer.partnership, answerer.respondent);
  }
}

void RespondentLog::add(const RespondentHash& hash, std::uint32_t cell, Place place, Standing standing) {
  add(Entry{hash.upper, (hash.lower * kMostCells) | cell, (place.file << 41U) | (place.line << 2U) | static_cast<unsigned>(standing)});
}

void RespondentLog::add(const Entry& entry) {
  if (parts_.empty()) parts_.resize(kParts);
  parts_[entry.hash / (~std::uint64_t{0} / kParts + 1)].add(entry);
  highest_cell_ = std::max(highest_cell_, entry.cell());
  if (++size_ == kNamed + 1) forget_names();
}

void RespondentLog::forget_names() {
  named_ = {};
  text_ = {};
}

void RespondentLog::keep_names(std::uint64_t place, std::string_view partnership, std::string_view respondent) {
  const std::size_t begin = text_.size();
  for (const auto name : {partnership, respondent}) text_.insert(text_.end(), name.begin(), name.end());
  named_.push_back({place, begin, begin + partnership.size(), text_.size()});
}

std::string RespondentLog::kept(std::size_t begin, std::size_t end) const {
  return {text_.begin() + static_cast<std::ptrdiff_t>(begin), text_.begin() + static_cast<std::ptrdiff_t>(end)};
}

// Full blocks change hands as they are: copies would need memory for both.
void RespondentLog::take(RespondentLog& other, std::span<const std::uint32_t> cells) {
  if (parts_.empty()) parts_.resize(kParts);
  const auto renumber = [&](Entry& entry) {
    entry.hash_and_cell = (entry.hash_and_cell & ~std::uint64_t{kMostCells - 1}) | cells[entry.cell()];
    highest_cell_ = std::max(highest_cell_, entry.cell());
  };
  for (std::size_t i = 0; i < other.parts_.size(); ++i) {
    auto& theirs = other.parts_[i];
    const std::size_t full = theirs.size() / kBlock;
    for (std::size_t block = 0; block < full; ++block) {
      std::for_each_n(theirs.blocks[block].get(), kBlock, renumber);
      parts_[i].take_full(std::move(theirs.blocks[block]));
    }
    size_ += full * kBlock;
    for (std::size_t at = full * kBlock, size = theirs.size(); at < size; ++at) {
      Entry entry = theirs[at];
      renumber(entry);
      add(entry);
    }
    theirs = {};
  }
  if (size_ > kNamed) forget_names();
  if (size_ <= kNamed)
    for (const auto& [place, begin, middle, end] : other.named_)
      keep_names(place, other.kept(begin, middle), other.kept(middle, end));
  other = {};
}

std::optional<std::pair<std::string, std::string>> RespondentLog::names_of(const Entry& entry) const {
  const auto found = std::find_if(named_.begin(), named_.end(), [&](const Named& named) { return named.place == entry.place; });
  if (found == named_.end()) return std::nullopt;
  return std::pair(kept(found->begin, found->middle), kept(found->middle, found->end));
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
