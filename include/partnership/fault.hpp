// A fault is one thing wrong with an input, as a value: where it is, what was found and what is allowed.
// Readers make faults, a policy decides what they mean (`--on-error`), and one function turns them into text.
// The kinds are a closed list; each has a code that `partnership-validate` prints and one golden test.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace partnership {

enum class FaultKind : std::uint8_t {
  // the file as a whole; nothing after it is read
  CannotOpen, CannotRead, NotAFile, EmptyFolder, EmptyFile, UnknownFormat, FormatMismatch, InvalidEncoding, NulByte,
  UnclosedQuote, StrayQuote, YamlSyntax, TooDeep, TooLarge, NoResponses, InvalidInstrument,
  UnknownVersion, InvalidTally, DamagedTally, InstrumentMismatch,
  // the header of a table, or what a document says of itself
  UnknownInstrument, MixedInstruments, UnknownPractice, UnknownColumn, DuplicateColumn, MissingSide, NamelessColumn, MissingColumn,
  NoPractices, DuplicateKey, UnknownKey, MissingKey, WrongType, MixedLayouts,
  // one response
  FieldCount, DuplicateRating, ConflictingMetadata, DuplicateResponse,
  // one cell
  InvalidIdeal, InvalidActual, InvalidCount,
};

// What a fault spoils, and so what may forgive it: a cell by `--on-error blank` or `skip`, a response by `skip`,
// a header or file by nothing. DuplicateResponse counts as Header: no option forgives it.
enum class FaultScope : std::uint8_t { File, Header, Response, OneCell };

struct FaultCode {
  FaultKind kind;
  std::string_view code;  // "invalid_ideal": stable, for machines
  FaultScope scope;
};

// Every kind once, in the order of FaultKind.
[[nodiscard]] std::span<const FaultCode> fault_codes();
[[nodiscard]] const FaultCode& code_of(FaultKind kind);

// 1-based; columns count characters (Unicode code points), not bytes. 0: does not apply.
struct Position {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
};

struct Fault {
  FaultKind kind = FaultKind::CannotRead;
  std::string file;      // as the user named it; "-" for standard input
  Position position;
  std::string practice;  // code, where one is concerned
  std::string value;     // what was found, as it came; printed cleaned and cut
  std::string message;   // "'7' is not an ideal rating: 1, 2, 3, 4, N/A or empty"
  std::string hint;      // how to mend it, one sentence; may be empty
  std::string excerpt;   // the source line, as it came; may be empty. The caret stands under position.column
};

template <class T>
using Result = tl::expected<T, Fault>;

// "file:line:column: message", the excerpt with a caret, the hint; ends in a newline. Control characters are replaced,
// excerpts cut to a window around the caret. The only place where a fault becomes text.
[[nodiscard]] std::string format_error(const Fault& fault);

}  // namespace partnership
