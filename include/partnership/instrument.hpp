// An instrument is the questionnaire of one stage: principles, and under each the practices of the partnership and of
// its sponsor. The two of Appendix A (NCVER 2008) are compiled in; any other with the same two scales can be loaded.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "partnership/answer.hpp"
#include "partnership/fault.hpp"

namespace partnership {

enum class Actor : std::uint8_t { Partnership, Sponsor };
[[nodiscard]] constexpr char letter_of(Actor actor) { return actor == Actor::Partnership ? 'P' : 'S'; }
[[nodiscard]] std::string_view name_of(Actor actor);  // "partnership", "sponsor"

struct Principle {
  std::string key;        // "goals": the same in both instruments, so that stages compare
  std::string heading;    // as published: "Building shared purposes and goals for and scope of partnership activities"
  std::string dimension;  // of partnership work: "cultural scoping"
  std::string lead_in[2];  // by Actor, as printed: "The social partnership, should aim to:"
};

struct Practice {
  std::string code;       // "E3S2"; any [A-Za-z][A-Za-z0-9.-]* in a user's own instrument
  std::string text;       // wording as published
  std::size_t principle;  // index into Instrument::principles
  Actor actor;
};

// A remark on the printed form: which practice it concerns (empty: the whole form) and what is odd about it there.
struct InstrumentNote {
  std::string practice;
  std::string text;
};

struct InstrumentText {  // everything an instrument consists of; the order of principles and practices is the printed one
  std::string name;      // "developing"; also the value of the `stage` column
  std::string stage;     // "D": the short form in group names (stage=D)
  std::string title;
  std::string introduction;
  std::string citation;
  Scale scales[2];       // by Side
  std::vector<Principle> principles;
  std::vector<Practice> practices;
  std::vector<InstrumentNote> notes;
};

enum class Level : std::uint8_t { Practice, Block, Principle, Actor, Overall };
[[nodiscard]] std::string_view name_of(Level level);  // "practice", "block", "principle", "actor", "overall"
[[nodiscard]] std::optional<Level> parse_level(std::string_view name);

// A set of practices that is scored as one: a block ("1P"), principle ("1"), actor ("P") or everything ("all").
struct Scope {
  Level level;
  std::string key;
  std::vector<std::size_t> practices;     // indices, ascending; never empty
  std::optional<std::size_t> principle;   // of a block or principle
  std::optional<Actor> actor;             // of a block or actor
};

class Instrument : public InstrumentText {
 public:
  explicit Instrument(InstrumentText text);  // codes and keys must be unique, every principle must have a practice

  [[nodiscard]] std::optional<std::size_t> find(std::string_view code) const;  // exact; binary search
  // Principles, then blocks, actors and overall; scopes without practices are left out.
  [[nodiscard]] const std::vector<Scope>& scopes() const { return scopes_; }
  [[nodiscard]] std::vector<const Scope*> scopes(Level level) const;

 private:
  std::vector<std::pair<std::string, std::size_t>> by_code_;  // sorted
  std::vector<Scope> scopes_;
};

using InstrumentPtr = std::shared_ptr<const Instrument>;

// The instruments of Appendix A: developing (36 practices), established (39). Built once, on first use.
[[nodiscard]] std::span<const InstrumentPtr> published_instruments();

// Reads an instrument from YAML; the format is that of the files in instruments/ (see CONTRIBUTING.md). Every fault
// names file, line and column.
[[nodiscard]] Result<InstrumentPtr> parse_instrument(std::string_view yaml, const std::string& file);
[[nodiscard]] Result<InstrumentPtr> load_instrument(const std::string& path);

}  // namespace partnership
