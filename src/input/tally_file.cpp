#include "input/tally_file.hpp"

#include <fmt/format.h>

#include <string>
#include <unordered_set>

#include "input/tally_parts.hpp"

namespace partnership {
namespace {

class TallyReader {
 public:
  TallyReader(TextStream& text, const std::string& file, const InputOptions& options, Intake& intake)
      : lines_(text, file, intake), options_(options), intake_(intake) {}

  void read() {
    if (!read_tally_version(lines_) || !read_tally_header(lines_, options_, header_)) return;
    intake_.begin_tally(lines_.file(), header_);
    while (lines_.is("group ")) {
      if (intake_.full() || !read_group()) return;
    }
    if (header_.hashes && !read_tally_hashes(lines_, header_, intake_)) return;
    read_end();
  }

 private:
  bool read_group();
  void read_end();

  TallyLines lines_;
  const InputOptions& options_;
  Intake& intake_;
  TallyHeader header_;
  TalliedGroup group_;
  std::unordered_set<std::string> groups_;
  std::uint64_t scored_ = 0;  // in the groups so far
};

bool TallyReader::read_group() {
  if (!groups_.emplace(lines_.text()).second) {
    auto head = lines_.line();
    head.fail("this group is there twice");
    return lines_.done(head);
  }
  if (!read_tally_group(lines_, header_, group_)) return false;
  scored_ += group_.counts.respondents;
  if (scored_ > header_.scored) return lines_.damaged(fmt::format("up to here the groups have {} respondents, but {} responses were scored", scored_, header_.scored));
  intake_.accept(group_);
  return true;
}

void TallyReader::read_end() {
  auto end = lines_.line();
  end.word("end");
  if (const auto groups = end.count(); !end.failed() && groups != groups_.size())
    end.fail(fmt::format("the file has {} groups", groups_.size()));
  end.word("groups");
  end.word("xxh3");
  const auto digits = end.hex(kTallyHashDigits);
  end.end();
  if (end.failed())
    lines_.reject(*end.fault());
  else if (digits != lines_.digits())
    lines_.damaged("the content is not what was written: the checksum of the lines above differs");
  else if (scored_ != header_.scored)
    lines_.damaged(fmt::format("the groups have {} respondents, but {} responses were scored", scored_, header_.scored));
  else if (lines_.advance() || (lines_.ended() && lines_.has_rest()))
    lines_.damaged("there is text behind the line 'end'");
}

}  // namespace

void read_tally(TextStream& text, const std::string& file, const InputOptions& options, Intake& intake) {
  TallyReader(text, file, options, intake).read();
}

}  // namespace partnership
