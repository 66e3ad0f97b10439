#include "input/long_responses.hpp"

#include <algorithm>
#include <utility>

namespace partnership {

LongResponses::Found LongResponses::find(std::span<const std::string_view> values, std::uint64_t line) {
  std::uint64_t hash = 0;
  bool is_new = false;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].is_key) continue;
    // A value that is new belongs to a new response: looking up keeps no more than adding would.
    const std::size_t before = texts_of(i).size();
    const auto number = columns_[i].is_name ? TextPool::hash_of(values[i]) : row_[i] = texts_of(i).number_of(values[i]);
    is_new = is_new || texts_of(i).size() > before;
    hash = (hash ^ number) * 0x9E37'79B9'7F4A'7C15U;
    hash ^= hash >> 32U;
  }
  const auto short_hash = static_cast<std::uint32_t>(hash);
  if (!is_new) {
    const auto known = by_key_.find(short_hash, [&](std::uint32_t response) { return has_key(response, values); });
    if (known != kNone) return {known, false};
  }
  if (size_ == most_) return {};
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (!columns_[i].is_key || columns_[i].is_name) row_[i] = keep_text(i, values[i]);
  by_key_.add(short_hash, size_);
  return {append(line), true};
}

// The numbers of the key's values, but for names, are in row_.
bool LongResponses::has_key(std::uint32_t response, std::span<const std::string_view> values) const {
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i].is_key && (columns_[i].is_name ? value(response, i) != values[i] : numbers(response)[i] != row_[i])) return false;
  return true;
}

std::uint32_t LongResponses::add(std::span<const std::string_view> values, std::uint64_t line) {
  if (size_ == most_) return kNone;
  for (std::size_t i = 0; i < columns_.size(); ++i) row_[i] = keep_text(i, values[i]);
  return append(line);
}

std::uint32_t LongResponses::append(std::uint64_t line) {
  const std::size_t practices = instrument_->practices.size();
  if (size_ % kChunk == 0) {
    auto& chunk = chunks_.emplace_back();
    chunk.codes.reserve(kChunk * practices);
    chunk.numbers.reserve(kChunk * columns_.size());
    chunk.lines.reserve(kChunk);
    const std::size_t of_response = practices * sizeof(std::uint8_t) + columns_.size() * sizeof(std::uint32_t) + sizeof(std::uint64_t);
    bytes_ = chunks_.size() * (sizeof(Chunk) + kChunk * of_response) + by_key_.bytes() + bytes_of_texts();
  }
  auto& chunk = chunks_.back();
  chunk.codes.resize(chunk.codes.size() + practices, ResponseBlock::kNotAsked);
  chunk.numbers.insert(chunk.numbers.end(), row_.begin(), row_.end());
  chunk.lines.push_back(line);
  return size_++;
}

std::size_t LongResponses::bytes_of_texts() const {
  std::size_t bytes = 0;
  for (const auto& texts : texts_) bytes += texts.bytes();
  return bytes;
}

LongResponses::Faulty& LongResponses::faulty(std::uint32_t response) {
  constexpr std::size_t kNode = sizeof(std::pair<const std::uint32_t, Faulty>) + 4 * sizeof(void*);  // with its place in the table
  const auto [found, is_new] = faulty_.try_emplace(response);
  if (is_new) bytes_of_faulty_ += kNode;
  return found->second;
}

void LongResponses::keep_fault(std::uint32_t response, Fault fault) {
  auto& faults = faulty(response).faults;
  const std::size_t room = faults.capacity();
  for (const auto* text : {&fault.file, &fault.practice, &fault.value, &fault.message, &fault.hint, &fault.excerpt})
    bytes_of_faulty_ += text->capacity() + 1;
  faults.push_back(std::move(fault));
  bytes_of_faulty_ += (faults.capacity() - room) * sizeof(Fault);
}

bool LongResponses::note_conflict(std::uint32_t response, std::size_t column) {
  auto& conflicts = faulty(response).conflicts;
  if (conflicts.empty()) {
    conflicts.resize(columns_.size());
    bytes_of_faulty_ += columns_.size() / 8 + sizeof(std::size_t);
  }
  if (conflicts[column]) return false;
  conflicts[column] = true;
  return true;
}

std::span<const Fault> LongResponses::faults(std::uint32_t response) const {
  const auto found = faulty_.find(response);
  return found == faulty_.end() ? std::span<const Fault>() : found->second.faults;
}

void LongResponses::hand_on(Intake& intake) {
  if (size_ == 0) return;
  by_key_ = {};
  for (auto& texts : texts_) texts.close();
  const auto blanks = find_blanks();
  for (auto& chunk : chunks_)
    for (auto codes = chunk.codes.begin(); codes != chunk.codes.end(); codes += static_cast<std::ptrdiff_t>(blanks.size()))
      std::transform(blanks.begin(), blanks.end(), codes, codes, [](std::uint8_t a, std::uint8_t b) { return std::min(a, b); });
  std::vector<std::string> names;
  for (const auto& column : columns_) names.push_back(column.name);
  ResponseBlock block;
  block.instrument = instrument_;
  block.file = file_;
  block.columns = names;
  std::uint32_t first = 0;  // of those that wait for their block
  for (std::uint32_t response = 0; response < size_ && !intake.full(); ++response) {
    if (response % kChunk == 0) {
      hand_on(first, response - first, block, intake);
      first = response;
      if (response > 0) chunks_[response / kChunk - 1] = {};  // groups take its memory
    }
    const auto faulty = faulty_.empty() ? faulty_.end() : faulty_.find(response);
    if (faulty == faulty_.end()) continue;
    hand_on(first, response - first, block, intake);
    first = response + 1;
    if (!intake.full()) hand_on(response, faulty->second, intake);
  }
  hand_on(first, size_ - first, block, intake);
}

// By practice: what stands in place of kNotAsked, above all other codes.
std::vector<std::uint8_t> LongResponses::find_blanks() const {
  const std::size_t practices = instrument_->practices.size();
  std::vector<std::uint8_t> blanks(practices, ResponseBlock::kNotAsked);
  std::size_t missing = practices;
  for (const auto& chunk : chunks_) {
    for (std::size_t at = 0; at < chunk.codes.size() && missing > 0; ++at) {
      auto& blank = blanks[at % practices];
      if (chunk.codes[at] == ResponseBlock::kNotAsked || blank != ResponseBlock::kNotAsked) continue;
      blank = Rating(Answer::Blank, Answer::Blank).joint_index();
      --missing;
    }
  }
  return blanks;
}

// All of one chunk.
void LongResponses::hand_on(std::uint32_t first, std::uint32_t rows, ResponseBlock& block, Intake& intake) {
  if (rows == 0 || intake.full()) return;
  const auto& chunk = chunks_[first / kChunk];
  const std::size_t at = first % kChunk, practices = instrument_->practices.size();
  values_.clear();
  for (std::uint32_t response = first; response < first + rows; ++response)
    for (std::size_t column = 0; column < columns_.size(); ++column) values_.push_back(value(response, column));
  block.rows = rows;
  block.values = values_;
  block.codes = std::span(chunk.codes).subspan(at * practices, rows * practices);
  block.lines = std::span(chunk.lines).subspan(at, rows);
  intake.accept(block);
}

void LongResponses::hand_on(std::uint32_t response, Faulty& faulty, Intake& intake) const {
  const auto& chunk = chunks_[response / kChunk];
  const std::size_t at = response % kChunk, practices = instrument_->practices.size();
  Response whole;
  whole.instrument = instrument_;
  whole.file = file_;
  whole.position.line = line(response);
  for (std::size_t i = 0; i < columns_.size(); ++i) whole.metadata.push_back({columns_[i].name, std::string(value(response, i))});
  for (const auto code : std::span(chunk.codes).subspan(at * practices, practices))
    whole.ratings.push_back(code == ResponseBlock::kNotAsked
                                ? Rating()
                                : Rating(static_cast<Answer>(code / kAnswerStates), static_cast<Answer>(code % kAnswerStates)));
  whole.faults = std::move(faulty.faults);
  whole.invalid_cells = faulty.invalid_cells;
  intake.accept(whole);
}

}  // namespace partnership
