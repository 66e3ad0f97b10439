#include "partnership/instrument.hpp"

#include <algorithm>
#include <utility>

namespace partnership {
namespace {

constexpr std::string_view kLevelNames[] = {"practice", "block", "principle", "actor", "overall"};
constexpr Actor kActors[] = {Actor::Partnership, Actor::Sponsor};

std::vector<Scope> scopes_of(const InstrumentText& text) {
  std::vector<Scope> scopes;
  const auto add = [&](Level level, std::string key, std::optional<std::size_t> principle, std::optional<Actor> actor) {
    Scope scope{level, std::move(key), {}, principle, actor};
    for (std::size_t i = 0; i < text.practices.size(); ++i)
      if ((!principle || text.practices[i].principle == *principle) && (!actor || text.practices[i].actor == *actor))
        scope.practices.push_back(i);
    if (!scope.practices.empty()) scopes.push_back(std::move(scope));
  };
  for (std::size_t p = 0; p < text.principles.size(); ++p) add(Level::Principle, std::to_string(p + 1), p, std::nullopt);
  for (std::size_t p = 0; p < text.principles.size(); ++p)
    for (const Actor actor : kActors) add(Level::Block, std::to_string(p + 1) + letter_of(actor), p, actor);
  for (const Actor actor : kActors) add(Level::Actor, std::string(1, letter_of(actor)), std::nullopt, actor);
  add(Level::Overall, "all", std::nullopt, std::nullopt);
  return scopes;
}

}  // namespace

std::string_view name_of(Actor actor) { return actor == Actor::Partnership ? "partnership" : "sponsor"; }
std::string_view name_of(Level level) { return kLevelNames[static_cast<int>(level)]; }

std::optional<Level> parse_level(std::string_view name) {
  const auto* found = std::find(std::begin(kLevelNames), std::end(kLevelNames), name);
  if (found == std::end(kLevelNames)) return std::nullopt;
  return static_cast<Level>(found - std::begin(kLevelNames));
}

Instrument::Instrument(InstrumentText text) : InstrumentText(std::move(text)), scopes_(scopes_of(*this)) {
  for (std::size_t i = 0; i < practices.size(); ++i) by_code_.emplace_back(practices[i].code, i);
  std::sort(by_code_.begin(), by_code_.end());
}

std::optional<std::size_t> Instrument::find(std::string_view code) const {
  const auto found =
      std::lower_bound(by_code_.begin(), by_code_.end(), code, [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  if (found == by_code_.end() || found->first != code) return std::nullopt;
  return found->second;
}

std::vector<const Scope*> Instrument::scopes(Level level) const {
  std::vector<const Scope*> found;
  for (const auto& scope : scopes_)
    if (scope.level == level) found.push_back(&scope);
  return found;
}

}  // namespace partnership
