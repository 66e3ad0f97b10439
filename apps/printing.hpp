// Where a tool prints to, and how far it has come with it.
#pragma once
#include <atomic>
#include <cstddef>
#include <iosfwd>

#include "partnership/render.hpp"
#include "progress.hpp"

namespace partnership::apps {

struct Printing {
  Renderer& renderer;
  std::ostream& out;       // behind the renderer
  int threads = 1;         // as --threads says, or 0 for as many as what is printed is worth
  ProgressScreen screen = {};
};

// For what is printed in many pieces, such as groups.
class PrintingProgress {
 public:
  PrintingProgress(const Printing& to, std::size_t pieces);
  // To be told how many pieces are printed. Returns whether to go on: not where `out` takes no more.
  [[nodiscard]] bool go_on(std::size_t printed);

 private:
  const std::ostream& out_;
  std::atomic<std::size_t> printed_ = 0;
  ProgressBar bar_;
};

}  // namespace partnership::apps
