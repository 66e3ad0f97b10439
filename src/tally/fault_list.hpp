// The faults of a run: all are counted, the first are kept. First means in the order of the input, whichever thread came
// upon them, so faults are collected by stretch of a file and put in order at the end.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "partnership/fault.hpp"

namespace partnership {

class FaultList {
 public:
  explicit FaultList(std::size_t most) : most_(most) {}

  void begin_stretch(std::size_t file, std::uint64_t first_line);
  void add(Fault fault);  // in the current stretch; stretches come in rising order
  // What is behind this line of the file does not count.
  void end_file_at(std::size_t file, std::uint64_t line);
  [[nodiscard]] const std::map<std::size_t, std::uint64_t>& ends() const { return ends_; }
  void add(const FaultList& other);

  struct Placed {
    std::size_t file = 0;
    std::uint64_t line = 0;  // where it belongs in the order
    Fault fault;
  };
  [[nodiscard]] std::uint64_t count() const;
  // The first faults; `others`, in order themselves, are put where they belong.
  [[nodiscard]] std::vector<Fault> in_order(std::vector<Placed> others) const;

 private:
  struct Stretch {
    std::size_t file;
    std::uint64_t first_line;
    std::uint64_t count;
    std::vector<Fault> faults;  // the first of them
  };
  [[nodiscard]] bool counts(const Stretch& stretch) const;

  std::size_t most_;
  std::size_t kept_ = 0;
  std::pair<std::size_t, std::uint64_t> current_{0, 1};  // file and first line
  std::vector<Stretch> stretches_;                        // only those with faults
  std::map<std::size_t, std::uint64_t> ends_;             // by file
};

}  // namespace partnership
