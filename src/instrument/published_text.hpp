// The published instruments as plain data, so that no program parses YAML when it starts. The build writes the source
// of published_texts() from the files in instruments/.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>

#include "partnership/instrument.hpp"

namespace partnership {

struct PublishedPrinciple {
  std::string_view key, heading, dimension;
  std::string_view lead_in[2];  // by Actor
};
struct PublishedPractice {
  std::string_view code, text;
  std::size_t principle;
  Actor actor;
};
struct PublishedNote {
  std::string_view practice, text;
};
struct PublishedText {
  std::string_view name, stage, title, introduction, citation;
  std::string_view labels[2][4];       // by Side
  std::string_view not_applicable[2];  // by Side
  std::span<const PublishedPrinciple> principles;
  std::span<const PublishedPractice> practices;
  std::span<const PublishedNote> notes;
};

[[nodiscard]] std::span<const PublishedText> published_texts();

}  // namespace partnership
