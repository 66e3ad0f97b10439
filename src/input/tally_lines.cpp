#include "input/tally_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "instrument/limits.hpp"

namespace partnership {

bool TallyLines::advance() {
  for (;;) {
    const auto end = piece_.find('\n');
    if (end != std::string_view::npos) {
      line_ = piece_.substr(0, end);
      piece_.remove_prefix(end + 1);
      if (!cut_.empty()) line_ = joined_ = std::exchange(cut_, {}).append(line_);
      ++number_;
      if (!is("end ")) {
        sum_.add(line_);
        sum_.add("\n");
      }
      return true;
    }
    cut_ += piece_;
    if (cut_.size() > kLongestTallyLine)
      return damaged(fmt::format("this line is longer than any of a tally file: more than {} MiB", kLongestTallyLine / kMebibyte));
    const auto piece = text_.next();
    if (!piece) return reject(piece.error());
    piece_ = *piece;
    if (!piece_.empty()) continue;
    ended_ = true;
    line_ = {};
    return false;
  }
}

bool TallyLines::done(TallyLine& parsed) {
  parsed.end();
  if (parsed.failed()) return reject(*parsed.fault());
  if (advance()) return true;
  return ended_ ? damaged("the file is cut off: it has no line 'end'") : false;
}

bool TallyLines::reject(Fault fault) {
  intake_.reject(std::move(fault));
  return false;
}

bool TallyLines::reject(FaultKind kind, std::string message, std::string hint) {
  return reject({kind, file_, {std::max<std::uint64_t>(number_, 1), 0}, "", "", std::move(message), std::move(hint), ""});
}

bool TallyLines::damaged(std::string message) {
  return reject(FaultKind::DamagedTally, std::move(message), "copy the file again, or write it anew with partnership-tally");
}

}  // namespace partnership
