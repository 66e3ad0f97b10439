#include "printing.hpp"

#include <ostream>

namespace partnership::apps {

PrintingProgress::PrintingProgress(const Printing& to, std::size_t pieces)
    : out_(to.out), bar_(to.screen, [this, pieces](double seconds, int width) { return writing_line(printed_, pieces, seconds, width); }) {}

bool PrintingProgress::go_on(std::size_t printed) {
  printed_ = printed;
  return static_cast<bool>(out_);
}

}  // namespace partnership::apps
