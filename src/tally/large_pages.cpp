#include "tally/large_pages.hpp"

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace partnership {

std::unique_ptr<LargePage> make_large_page() {
  auto page = std::make_unique_for_overwrite<LargePage>();
#ifdef __linux__
  (void)madvise(page.get(), sizeof(LargePage), MADV_HUGEPAGE);  // where it has none, small pages do as well
#endif
  return page;
}

}  // namespace partnership
