// Reading response files: which inputs, which format and layout, and where what was read goes. Readers push: they know
// nothing of tallies or of what `--on-error` asks for.
#pragma once
#include <atomic>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "partnership/fault.hpp"
#include "partnership/instrument.hpp"
#include "partnership/response.hpp"

namespace partnership {

struct TallyHeader;  // these three: saved_tally.hpp
struct TalliedGroup;
struct HashedRespondent;

enum class InputFormat : std::uint8_t { Csv, Tsv, Yaml, Tally };  // Tsv is Csv with the delimiter given
enum class Encoding : std::uint8_t { Utf8, Utf16Le, Utf16Be, Latin1, Windows1252 };
[[nodiscard]] std::optional<InputFormat> parse_input_format(std::string_view name);  // csv, tsv, yaml, json, tally
[[nodiscard]] std::optional<Encoding> parse_encoding(std::string_view name);

// What has been read so far, for whoever watches from another thread.
struct ReadingProgress {
  std::atomic<std::uint64_t> bytes = 0;
  std::atomic<std::uint64_t> bytes_in_all = 0;  // 0: unknown, as for a pipe
};

struct InputOptions {
  std::optional<InputFormat> format;      // none: by extension, else by content
  std::optional<Encoding> encoding;       // none: byte order mark, else UTF-8 or UTF-16 by content
  std::vector<InstrumentPtr> instruments;  // those a response may answer; the practice codes or `instrument:` choose
  unsigned threads = 0;                    // 0: one for small inputs, one a processor for large ones
  bool hash = true;                        // InputFile::xxh3_128 is wanted; several inputs are always hashed
  ReadingProgress* progress = nullptr;
  std::optional<std::uint64_t> standard_input_bytes = {};  // where they are known: of a file, not of a pipe
};

// One for each processor that this process may use.
[[nodiscard]] unsigned available_threads();

struct InputFile {  // what was read of one input, for the JSON document
  std::string name;
  std::uint64_t bytes = 0;
  std::string xxh3_128;  // of the bytes as they came, 32 hexadecimal digits; empty where nobody asked for it
};

// "FILE: the last line has no line end, ..., and answers may be missing": for people.
[[nodiscard]] std::string note_on_open_end(const std::string& file, std::string_view missing);

// Receives what readers find: of one file in its order, unless several threads share it (see fork()).
class Intake {
 public:
  virtual ~Intake() = default;
  // What is read next has so many bytes in all. None: that is not known, as of a pipe.
  virtual void expect(std::optional<std::uint64_t> /*bytes*/) {}
  // What comes next is of this input, from this line on; `number` is its place among the inputs, from 0. Comes again for
  // each part of a file that threads share.
  virtual void begin_file(std::size_t /*number*/, const std::string& /*name*/, std::uint64_t /*first_line*/) {}
  virtual void accept(const Response& response) = 0;
  virtual void accept(const ResponseBlock& block);  // here: each of its responses
  virtual void accept(const CountedRating& counted) = 0;
  // A saved tally: its header, then its groups, then its respondents if it has their hashes. Here: refused.
  virtual void begin_tally(const std::string& file, const TallyHeader& header);
  virtual void accept(const TalliedGroup& /*group*/) {}
  virtual void accept(const HashedRespondent& /*respondent*/) {}
  // Faults of file or header; the file then ends, but for a YAML document, after which the next one is read. Faults of a
  // response travel inside it.
  virtual void reject(Fault fault) = 0;
  // So many bytes of memory the reader itself keeps now, of a file that it hands on at its end only. Whether there is room for
  // them beside what was received; if not, the file is to be left. Waits while another thread's reader keeps much. Before
  // whoever asked for room is done, in the same thread, it says 0.
  [[nodiscard]] virtual bool hold(std::size_t /*bytes*/) { return true; }
  // A column (or key) kept as metadata though nobody asked for it: once per file and column.
  virtual void note_metadata(const std::string& file, const std::string& column) = 0;
  // Cells holding NA, R's missing value, read as blank: once per file, with their number.
  virtual void note_r_missing(const std::string& file, std::uint64_t cells) = 0;
  // The last line of the file has no line end, as if the file were cut short. JSON and tally files show their end otherwise.
  virtual void note_open_end(const std::string& file) = 0;
  virtual void finish_file(const InputFile& file) = 0;
  // True when reading further makes no sense (the cap of faults is reached); readers ask between responses.
  [[nodiscard]] virtual bool full() const = 0;

  // An empty intake of the same kind, for another thread to fill while this one lives; join() then adds what it has received,
  // in any order.
  // nullptr, as here: everything must come to this one.
  [[nodiscard]] virtual std::unique_ptr<Intake> fork() { return nullptr; }
  virtual void join(Intake& /*forked*/) {}
  // Several threads have read this file, and it ended at `line` with a fault: nothing behind that line counts.
  virtual void end_file_at(std::size_t /*number*/, std::uint64_t /*line*/) {}
};

// The regular files with known extensions in a folder, sorted by name, not recursive. None is a fault.
[[nodiscard]] Result<std::vector<std::string>> list_folder(const std::string& path);

// Files, folders (their regular files with known extensions, sorted by name, not recursive) and "-" (standard input).
// Every fault goes to `intake`; reading goes on with the next input. With several threads, small files are shared out whole
// and large files of the wide layout in pieces; what the intakes add up to is the same.
void read_inputs(const std::vector<std::string>& inputs, std::istream& standard_input, const InputOptions& options, Intake& intake);

// The ways to decode rows of the wide layout that this processor has ("AVX2", ...), best first; the last is plain code. All
// give the same. From now on all readers use this one; false if there is no such. For tests and measurements.
[[nodiscard]] std::span<const std::string_view> row_kernels();
bool use_row_kernel(std::string_view name);

}  // namespace partnership
