// Memory for what grows with the input, some megabytes at a time. The system hands memory out page by page when it is first
// written, which costs more than to fill it: so this asks for large pages, which Linux hands out 512 small ones at a time.
#pragma once
#include <cstddef>
#include <memory>

namespace partnership {

inline constexpr std::size_t kLargePage = std::size_t{2} << 20U;  // bytes, of most processors
struct alignas(kLargePage) LargePage {
  std::byte bytes[kLargePage];
};
[[nodiscard]] std::unique_ptr<LargePage> make_large_page();  // not cleared

}  // namespace partnership
