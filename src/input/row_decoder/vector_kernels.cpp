// The kernels of all instruction sets with byte vectors: this file and what it includes is compiled once for each of them.
// Highway serves as headers only. Its library would find out what the processor can do as well, but measures the clock rate
// when it is loaded, which takes 5 ms of every program's start.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "input/row_decoder/kernels.hpp"

// Sizes of vectors have to be known when compiling, and one target for every 128-bit machine is enough.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#define HWY_WANT_AVX3_DL
#define HWY_IS_DEBUG_BUILD 0  // Highway's assertions end in its library
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "input/row_decoder/vector_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
#include "input/row_decoder/text_scans-inl.hpp"
#include "input/row_decoder/row_kernel-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace partnership::row_decoding::HWY_NAMESPACE {
// Data, not a function that makes it: that would be compiled for this instruction set, which the processor may not have.
inline constexpr Kernel kKernel{"", decode, count_text, find_unusual_byte};
}  // namespace partnership::row_decoding::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
namespace partnership::row_decoding {
namespace {

[[maybe_unused]] bool has_all(std::initializer_list<int> features) { return std::find(features.begin(), features.end(), 0) == features.end(); }

class Kernels {
 public:
  Kernels() {
#if HWY_ARCH_X86
    __builtin_cpu_init();
    // What Highway's targets may use, except for what every processor with the rest has.
    const bool sse4 = has_all({__builtin_cpu_supports("sse4.2"), __builtin_cpu_supports("popcnt")});
    const bool avx2 = has_all({sse4, __builtin_cpu_supports("avx2"), __builtin_cpu_supports("bmi"), __builtin_cpu_supports("bmi2"), __builtin_cpu_supports("fma")});
    const bool avx3 = has_all({avx2, __builtin_cpu_supports("avx512f"), __builtin_cpu_supports("avx512vl"), __builtin_cpu_supports("avx512dq"),
                           __builtin_cpu_supports("avx512bw")});
    const bool avx3_dl = has_all({avx3, __builtin_cpu_supports("avx512vbmi"), __builtin_cpu_supports("avx512vbmi2"), __builtin_cpu_supports("avx512bitalg"),
                              __builtin_cpu_supports("avx512vpopcntdq"), __builtin_cpu_supports("vpclmulqdq")});
    (void)avx3_dl;  // a compiler may lack the last ones
#if HWY_TARGETS & HWY_AVX3_DL
    add("AVX3_DL", N_AVX3_DL::kKernel, avx3_dl);
#endif
#if HWY_TARGETS & HWY_AVX3
    add("AVX3", N_AVX3::kKernel, avx3);
#endif
#if HWY_TARGETS & HWY_AVX2
    add("AVX2", N_AVX2::kKernel, avx2);
#endif
#if HWY_TARGETS & HWY_SSE4
    add("SSE4", N_SSE4::kKernel, sse4);
#endif
#if HWY_TARGETS & HWY_SSSE3
    add("SSSE3", N_SSSE3::kKernel, __builtin_cpu_supports("ssse3") != 0);
#endif
#elif HWY_STATIC_TARGET != HWY_SCALAR && HWY_STATIC_TARGET != HWY_EMU128
    add(hwy::TargetName(HWY_STATIC_TARGET), HWY_STATIC_DISPATCH(kKernel), true);
#endif
    add(plain_kernel().name, plain_kernel(), true);
  }
  [[nodiscard]] std::span<const Kernel> all() const { return std::span(kernels_).first(count_); }

 private:
  void add(std::string_view name, const Kernel& kernel, bool is_supported) {
    kernels_[count_] = kernel;
    kernels_[count_].name = name;
    count_ += static_cast<std::size_t>(is_supported);
  }
  std::array<Kernel, 6> kernels_{};
  std::size_t count_ = 0;
};

}  // namespace

std::span<const Kernel> kernels() {
  static const Kernels kernels;
  return kernels.all();
}

}  // namespace partnership::row_decoding
#endif
