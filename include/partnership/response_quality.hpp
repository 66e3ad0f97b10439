// Signs that a response was not filled in with care: flags to look at, never a reason to leave it out by itself (Curran 2016).
// What one response shows, and how many of a group show it.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace partnership {

struct ResponseQuality {
  std::array<std::array<std::uint64_t, 4>, 2> points{};  // by Side: how often each point was given
  std::array<std::uint64_t, 2> longest_run{};            // by Side: of equal points in the order of the form (Johnson 2005);
                                                         // N/A, blank and not asked end a run
  std::uint64_t practices = 0, pairs = 0, blank = 0, not_applicable = 0;  // blank and N/A: sides, of 2 x practices
  bool all_pairs_equal = true;

  [[nodiscard]] std::uint64_t answered(std::size_t side) const { return points[side][0] + points[side][1] + points[side][2] + points[side][3]; }
  // Points on half of the practices or more, all the same. On the ideal side this may be sincere.
  [[nodiscard]] bool straight(std::size_t side) const;
  // Pairs on half of the practices or more, all without a gap.
  [[nodiscard]] bool identical_sides() const { return 2 * pairs >= practices && all_pairs_equal; }
};
// `codes`: one respondent's, of the whole instrument, as in ResponseBlock.
[[nodiscard]] ResponseQuality quality_of(std::span<const std::uint8_t> codes);

// How often each set of answers was given, told apart by a 128-bit hash. Only sets with as many points as practices or more
// are kept: nearly empty responses are alike without being copies (Kuriakose & Robbins 2016).
class AnswerSets {
 public:
  struct Hash {
    std::uint64_t high = 0, low = 0;
    auto operator<=>(const Hash&) const = default;
  };
  [[nodiscard]] static Hash hash_of(std::span<const std::uint8_t> codes);

  void add(const Hash& hash, std::uint64_t times = 1);
  void add(const AnswerSets& other);
  // Some sets are not known, so no others are of use; from then on nothing is kept.
  void forgo();
  [[nodiscard]] bool kept() const { return kept_; }
  [[nodiscard]] std::uint64_t count(const Hash& hash) const;
  [[nodiscard]] std::uint64_t repeated() const;  // responses that have a like
  [[nodiscard]] bool operator==(const AnswerSets& other) const { return kept_ == other.kept_ && settled() == other.settled(); }

  struct Entry {
    Hash hash;
    std::uint64_t times = 0;
    bool operator==(const Entry&) const = default;
  };
  [[nodiscard]] const std::vector<Entry>& settled() const;  // ascending by hash, each once
  // How much memory it takes at most, as far as it knows how many different ones there are: as of the last time it settled.
  [[nodiscard]] std::size_t bytes() const { return kept_ ? 2 * most_entries() * sizeof(Entry) : 0; }

 private:
  [[nodiscard]] std::size_t most_entries() const { return 2 * settled_ + 16; }  // with so many it settles
  mutable std::vector<Entry> entries_;  // the first settled_ of them in order, the rest as they came
  mutable std::size_t settled_ = 0;
  bool kept_ = true;
};

// Of a group.
struct QualityTally {
  std::array<std::uint64_t, 2> straight{};  // by Side
  std::uint64_t identical_sides = 0;
  AnswerSets sets;

  void add(std::span<const std::uint8_t> codes);
  void add(const QualityTally& other);
  bool operator==(const QualityTally&) const = default;
};

}  // namespace partnership
