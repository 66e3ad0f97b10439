#include "tally/fault_list.hpp"

#include <algorithm>

namespace partnership {

void FaultList::begin_stretch(std::size_t file, std::uint64_t first_line) { current_ = {file, first_line}; }

void FaultList::add(Fault fault) {
  if (stretches_.empty() || std::pair(stretches_.back().file, stretches_.back().first_line) != current_)
    stretches_.push_back({current_.first, current_.second, 0, {}});
  ++stretches_.back().count;
  if (kept_ == most_) return;
  ++kept_;
  stretches_.back().faults.push_back(std::move(fault));
}

void FaultList::end_file_at(std::size_t file, std::uint64_t line) { ends_.emplace(file, line); }

void FaultList::add(const FaultList& other) {
  stretches_.insert(stretches_.end(), other.stretches_.begin(), other.stretches_.end());
  ends_.insert(other.ends_.begin(), other.ends_.end());
}

bool FaultList::counts(const Stretch& stretch) const {
  const auto end = ends_.find(stretch.file);
  return end == ends_.end() || stretch.first_line <= end->second;
}

std::uint64_t FaultList::count() const {
  std::uint64_t sum = 0;
  for (const auto& stretch : stretches_)
    if (counts(stretch)) sum += stretch.count;
  return sum;
}

std::vector<Fault> FaultList::in_order(std::vector<Placed> others) const {
  std::vector<const Stretch*> order;
  for (const auto& stretch : stretches_)
    if (counts(stretch)) order.push_back(&stretch);
  std::stable_sort(order.begin(), order.end(), [](const Stretch* a, const Stretch* b) {
    return std::pair(a->file, a->first_line) < std::pair(b->file, b->first_line);
  });
  std::vector<Fault> faults;
  auto other = others.begin();
  for (const Stretch* stretch : order) {
    for (const Fault& fault : stretch->faults) {
      for (; other != others.end() && std::pair(other->file, other->line) < std::pair(stretch->file, fault.position.line); ++other)
        faults.push_back(std::move(other->fault));
      faults.push_back(fault);
    }
  }
  for (; other != others.end(); ++other) faults.push_back(std::move(other->fault));
  if (faults.size() > most_) faults.resize(most_);
  return faults;
}

}  // namespace partnership
