// The responses of a file in the long layout, kept until its end: a byte for each practice, a number for each value of
// metadata, a line. Values are kept once for all responses, faults apart, since few responses have any.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "input/number_table.hpp"
#include "input/text_pool.hpp"
#include "partnership/input.hpp"
#include "partnership/response.hpp"

namespace partnership {

class LongResponses {
 public:
  static constexpr std::uint32_t kNone = NumberTable::kNone;

  struct Column {  // of metadata
    std::string name;
    bool is_key;   // responses that differ in it are two
    bool is_name;  // hardly a value comes again: equal ones may be kept twice
  };
  // `most`: responses.
  LongResponses(std::string file, std::vector<Column> columns, std::uint32_t most)
      : file_(std::move(file)),
        columns_(std::move(columns)),
        most_(most),
        texts_(std::min(columns_.size(), kMostPools)),
        row_(columns_.size()) {}
  void set_instrument(InstrumentPtr instrument) { instrument_ = std::move(instrument); }  // before the first response

  struct Found {
    std::uint32_t response = kNone;  // kNone: there would be too many
    bool is_new = false;
  };
  // The response with these key values, made if need be. `values`: by column; `line`: where it starts if it is new.
  [[nodiscard]] Found find(std::span<const std::string_view> values, std::uint64_t line);
  // One that find() never finds.
  [[nodiscard]] std::uint32_t add(std::span<const std::string_view> values, std::uint64_t line);

  [[nodiscard]] std::string_view value(std::uint32_t response, std::size_t column) const {  // until the next response
    return texts_of(column).text(numbers(response)[column]);
  }
  [[nodiscard]] std::uint64_t line(std::uint32_t response) const { return chunks_[response / kChunk].lines[response % kChunk]; }
  // By practice: Rating::joint_index(), or ResponseBlock::kNotAsked where no row has been.
  [[nodiscard]] std::uint8_t* codes(std::uint32_t response) {
    return chunks_[response / kChunk].codes.data() + response % kChunk * instrument_->practices.size();
  }

  // About how much memory all of them take, those without faults as of the last 64.
  [[nodiscard]] std::size_t bytes() const { return bytes_ + bytes_of_faulty_; }

  void keep_fault(std::uint32_t response, Fault fault);
  // Notes that rows of the response differ in this column. False if that is known.
  [[nodiscard]] bool note_conflict(std::uint32_t response, std::size_t column);
  [[nodiscard]] std::span<const Fault> faults(std::uint32_t response) const;
  void count_invalid_cells(std::uint32_t response, std::size_t cells) { faulty(response).invalid_cells += cells; }

  // Everything, in the order in which it was added, once: nothing can be found or added then. A practice that any response has
  // is one that all were asked.
  void hand_on(Intake& intake);

 private:
  static constexpr std::size_t kMostPools = 64;
  static constexpr std::uint32_t kChunk = 64;  // responses: as many as go on in one block
  struct Chunk {
    std::vector<std::uint8_t> codes;
    std::vector<std::uint32_t> numbers;  // of values
    std::vector<std::uint64_t> lines;
  };
  struct Faulty {
    std::vector<Fault> faults;
    std::vector<bool> conflicts;  // by column; empty: none
    std::uint64_t invalid_cells = 0;
  };

  [[nodiscard]] const std::uint32_t* numbers(std::uint32_t response) const {
    return chunks_[response / kChunk].numbers.data() + response % kChunk * columns_.size();
  }
  [[nodiscard]] std::uint32_t append(std::uint64_t line);  // row_, its values
  [[nodiscard]] std::uint32_t keep_text(std::size_t column, std::string_view text) {
    return columns_[column].is_name ? texts_of(column).append(text) : texts_of(column).number_of(text);
  }
  [[nodiscard]] TextPool& texts_of(std::size_t column) { return texts_[column % kMostPools]; }
  [[nodiscard]] const TextPool& texts_of(std::size_t column) const { return texts_[column % kMostPools]; }
  [[nodiscard]] Faulty& faulty(std::uint32_t response);
  [[nodiscard]] bool has_key(std::uint32_t response, std::span<const std::string_view> values) const;
  [[nodiscard]] std::size_t bytes_of_texts() const;
  [[nodiscard]] std::vector<std::uint8_t> find_blanks() const;
  void hand_on(std::uint32_t first, std::uint32_t rows, ResponseBlock& block, Intake& intake);
  void hand_on(std::uint32_t response, Faulty& faulty, Intake& intake) const;

  std::string file_;
  std::vector<Column> columns_;
  std::uint32_t most_;
  InstrumentPtr instrument_;
  std::vector<TextPool> texts_;  // by column, so that those of few values stay in the processor's cache; many columns share them
  NumberTable by_key_;
  std::vector<Chunk> chunks_;
  std::uint32_t size_ = 0;
  std::size_t bytes_ = 0, bytes_of_faulty_ = 0;
  std::unordered_map<std::uint32_t, Faulty> faulty_;
  std::vector<std::uint32_t> row_;        // numbers, of one to be added
  std::vector<std::string_view> values_;  // of a block
};

}  // namespace partnership
