#include "tally/respondent_log.hpp"

#define XXH_INLINE_ALL  // a call into the library costs more than hashing two short names
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <iterator>

#include "tally/short_text.hpp"

namespace partnership {
namespace {

// Joined by NUL, which no reader lets through, so ("a", "bc") and ("ab", "c") differ.
std::size_t key_size(const RespondentLog::Answerer& answerer) { return answerer.partnership.size() + 1 + answerer.respondent.size(); }

}  // namespace

// First all keys are joined and then all hashed: a hash right behind the copy would wait for it.
void RespondentLog::add(std::span<const Answerer> answerers, std::uint64_t file, Standing standing) {
  if (answerers.empty()) return;
  std::size_t size = 0;
  for (const auto& answerer : answerers) size += key_size(answerer);
  if (keys_.size() < size) keys_.resize(size);
  char* end = keys_.data();
  for (const auto& answerer : answerers) {
    append_short(end, answerer.partnership);
    *end++ = '\0';
    append_short(end, answerer.respondent);
  }
  if (parts_.empty()) parts_.resize(kParts);
  const std::uint64_t place = (file << 41U) | static_cast<unsigned>(standing);
  const char* key = keys_.data();
  for (const auto& answerer : answerers) {
    const XXH128_hash_t hash = XXH3_128bits(key, key_size(answerer));
    key += key_size(answerer);
    add({hash.low64, (hash.high64 & ~std::uint64_t{Entry::kMostCells - 1}) | answerer.cell, place | (answerer.line << 2U)});
  }
  size_ += answerers.size();
  if (size_ <= kNamed)
    keep_names(answerers, {keys_.data(), size}, place);
  else
    names_.clear();
}

void RespondentLog::add(const RespondentHash& hash, std::uint32_t cell, Place place, Standing standing) {
  if (parts_.empty()) parts_.resize(kParts);
  add({hash.upper, (hash.lower * Entry::kMostCells) | cell, (place.file << 41U) | (place.line << 2U) | static_cast<unsigned>(standing)});
  if (++size_ > kNamed) names_.clear();
}

void RespondentLog::keep_names(std::span<const Answerer> answerers, std::string_view keys, std::uint64_t place) {
  auto& kept = names_.emplace_back();
  kept.keys = keys;
  kept.named.reserve(answerers.size());
  for (const auto& answerer : answerers)
    kept.named.push_back({place | (answerer.line << 2U), answerer.partnership.size(), answerer.respondent.size()});
}

// Blocks change hands as they are: copies would need memory for both.
void RespondentLog::take(RespondentLog& other, std::span<const std::uint32_t> cells) {
  if (parts_.empty()) parts_.resize(kParts);
  for (std::size_t i = 0; i < other.parts_.size(); ++i)
    parts_[i].take(other.parts_[i], memory_, [&](Entry& entry) {
      entry.hash_and_cell = (entry.hash_and_cell & ~std::uint64_t{Entry::kMostCells - 1}) | cells[entry.cell()];
    });
  memory_.take(other.memory_);
  size_ += other.size_;
  if (size_ <= kNamed)
    std::move(other.names_.begin(), other.names_.end(), std::back_inserter(names_));
  else
    names_.clear();
  other = {};
}

// Looks for entries of one person, part by part.
class RespondentLog::Comparison {
 public:
  Comparison(const RespondentLog& log, const std::map<std::size_t, std::uint64_t>& ends) : log_(log), ends_(ends) {}
  void add(const Part& part);
  [[nodiscard]] Findings finish(std::size_t most);

 private:
  struct Repeated {
    const Entry* entry;
    const Entry* first;
  };
  [[nodiscard]] bool counts(const Entry& entry) const { return ends_.empty() || !is_behind(ends_, entry.where()); }
  [[nodiscard]] std::uint64_t find_suspects(const Part& part);

  const RespondentLog& log_;
  const std::map<std::size_t, std::uint64_t>& ends_;
  Findings findings_;
  std::vector<Repeated> repeated_;
  // Of the current part.
  std::vector<std::uint64_t> bits_;
  std::vector<const Entry*> suspects_, table_;
};

// Responses of one person have the same hash. So who shares no bit of a small table with anybody is alone and needs no
// closer look: nearly all. The entries of the others are left in suspects_; how many of the rest are scored is returned.
std::uint64_t RespondentLog::Comparison::find_suspects(const Part& part) {
  constexpr std::size_t kWordBits = 64;
  const std::size_t words = std::bit_ceil(16 * part.size() / kWordBits + 1);
  bits_.assign(2 * words, 0);
  suspects_.clear();
  std::uint64_t* const seen = bits_.data();
  std::uint64_t* const shared = seen + words;
  const auto word_of = [words](const Entry& entry) { return entry.hash / kWordBits & (words - 1); };
  const auto bit_of = [](const Entry& entry) { return std::uint64_t{1} << entry.hash % kWordBits; };
  part.for_each([&](const Entry& entry) {
    if (!counts(entry)) return;
    const std::uint64_t bit = bit_of(entry), before = seen[word_of(entry)];
    seen[word_of(entry)] = before | bit;
    if ((before & bit) != 0) shared[word_of(entry)] |= bit;
  });
  std::uint64_t scored = 0;
  part.for_each([&](const Entry& entry) {
    if (!counts(entry)) return;
    if ((shared[word_of(entry)] & bit_of(entry)) != 0)
      suspects_.push_back(&entry);
    else
      scored += entry.standing() == Standing::Scored ? 1 : 0;
  });
  return scored;
}

// table_ holds entries by hash, with linear probing: first those of the responses that stand, then, where there are several
// cells, those of the people.
void RespondentLog::Comparison::add(const Part& part) {
  findings_.respondents += find_suspects(part);
  if (suspects_.empty()) return;
  const std::size_t slots = std::bit_ceil(2 * suspects_.size() + 1), mask = slots - 1;
  const auto slot_of = [&](const Entry& entry) {
    std::size_t slot = (entry.hash + entry.cell() * 0x9E37'79B9'7F4A'7C15U) & mask;
    while (table_[slot] != nullptr && (table_[slot]->hash != entry.hash || table_[slot]->hash_and_cell != entry.hash_and_cell)) slot = (slot + 1) & mask;
    return slot;
  };
  table_.assign(slots, nullptr);
  const std::size_t before = repeated_.size();
  for (const Entry* entry : suspects_) {
    const Entry*& first = table_[slot_of(*entry)];
    if (first == nullptr) {
      first = entry;
      continue;
    }
    const bool is_first = entry->where() < first->where();
    repeated_.push_back({is_first ? first : entry, nullptr});
    if (is_first) first = entry;
  }
  for (std::size_t i = before; i < repeated_.size(); ++i) {
    const Entry& entry = *repeated_[i].entry;
    repeated_[i].first = table_[slot_of(entry)];
    findings_.scored_duplicates += entry.standing() == Standing::Scored ? 1 : 0;
    findings_.filtered_duplicates += entry.standing() == Standing::Filtered ? 1 : 0;
  }
  suspects_.clear();
  for (const Entry* entry : table_)
    if (entry != nullptr && entry->standing() == Standing::Scored) suspects_.push_back(entry);
  table_.assign(slots, nullptr);
  for (const Entry* entry : suspects_) {
    std::size_t slot = entry->hash & mask;
    while (table_[slot] != nullptr && !table_[slot]->is_of_one_person(*entry)) slot = (slot + 1) & mask;
    if (table_[slot] == nullptr) ++findings_.respondents;
    table_[slot] = entry;
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
    part.for_each([&](const Entry& entry) {
      lines.push_back({{entry.hash, entry.hash_and_cell / Entry::kMostCells}, cells[entry.cell()], entry.standing()});
    });
    std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return std::pair(a.hash, a.cell) < std::pair(b.hash, b.cell); });
    for (const Line& line : lines) visit(line.hash, line.cell, line.standing);
  }
}

RespondentLog::Findings RespondentLog::Comparison::finish(std::size_t most) {
  findings_.duplicate_count = repeated_.size();
  const auto end = repeated_.begin() + static_cast<std::ptrdiff_t>(std::min(most, repeated_.size()));
  std::partial_sort(repeated_.begin(), end, repeated_.end(), [](const Repeated& a, const Repeated& b) { return a.entry->place < b.entry->place; });
  std::map<std::pair<std::uint64_t, std::uint64_t>, Duplicate*> wanted;  // by place and hash: all of a list in one line share the place
  findings_.duplicates.reserve(static_cast<std::size_t>(end - repeated_.begin()));
  for (auto found = repeated_.begin(); found != end; ++found) {
    auto& duplicate = findings_.duplicates.emplace_back(Duplicate{found->entry->where(), found->first->where(), found->entry->cell(), std::nullopt});
    wanted.emplace(std::pair(found->entry->place, found->entry->hash), &duplicate);
  }
  if (wanted.empty()) return std::move(findings_);
  for (const auto& [keys, named] : log_.names_) {
    std::size_t begin = 0;
    for (const auto& [place, partnership, respondent] : named) {
      const std::size_t size = partnership + 1 + respondent;
      const auto near = wanted.lower_bound(std::pair(place, std::uint64_t{0}));
      if (near != wanted.end() && near->first.first == place)
        if (const auto found = wanted.find(std::pair(place, XXH3_128bits(keys.data() + begin, size).low64)); found != wanted.end())
          found->second->names = std::pair(keys.substr(begin, partnership), keys.substr(begin + partnership + 1, respondent));
      begin += size;
    }
  }
  return std::move(findings_);
}

RespondentLog::Findings RespondentLog::compare(std::size_t most, const std::map<std::size_t, std::uint64_t>& ends) const {
  Comparison comparison(*this, ends);
  for (const auto& part : parts_) comparison.add(part);
  return comparison.finish(most);
}

}  // namespace partnership
