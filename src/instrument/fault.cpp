#include "partnership/fault.hpp"

#include <array>
#include <cstddef>

namespace partnership {
namespace {

using enum FaultKind;
constexpr std::array kCodes = {
    FaultCode{CannotOpen, "cannot_open", FaultScope::File},
    FaultCode{CannotRead, "cannot_read", FaultScope::File},
    FaultCode{NotAFile, "not_a_file", FaultScope::File},
    FaultCode{EmptyFolder, "empty_folder", FaultScope::File},
    FaultCode{EmptyFile, "empty_file", FaultScope::File},
    FaultCode{UnknownFormat, "unknown_format", FaultScope::File},
    FaultCode{FormatMismatch, "format_mismatch", FaultScope::File},
    FaultCode{InvalidEncoding, "invalid_encoding", FaultScope::File},
    FaultCode{NulByte, "nul_byte", FaultScope::File},
    FaultCode{UnclosedQuote, "unclosed_quote", FaultScope::File},
    FaultCode{StrayQuote, "stray_quote", FaultScope::File},
    FaultCode{YamlSyntax, "yaml_syntax", FaultScope::File},
    FaultCode{TooDeep, "too_deep", FaultScope::File},
    FaultCode{TooLarge, "too_large", FaultScope::File},
    FaultCode{NoResponses, "no_responses", FaultScope::File},
    FaultCode{InvalidInstrument, "invalid_instrument", FaultScope::File},
    FaultCode{UnknownVersion, "unknown_version", FaultScope::File},
    FaultCode{InvalidTally, "invalid_tally", FaultScope::File},
    FaultCode{DamagedTally, "damaged_tally", FaultScope::File},
    FaultCode{InstrumentMismatch, "instrument_mismatch", FaultScope::File},
    FaultCode{UnknownInstrument, "unknown_instrument", FaultScope::Header},
    FaultCode{MixedInstruments, "mixed_instruments", FaultScope::Header},
    FaultCode{UnknownPractice, "unknown_practice", FaultScope::Header},
    FaultCode{UnknownColumn, "unknown_column", FaultScope::Header},
    FaultCode{DuplicateColumn, "duplicate_column", FaultScope::Header},
    FaultCode{MissingSide, "missing_side", FaultScope::Header},
    FaultCode{NamelessColumn, "nameless_column", FaultScope::Header},
    FaultCode{MissingColumn, "missing_column", FaultScope::Header},
    FaultCode{NoPractices, "no_practices", FaultScope::Header},
    FaultCode{DuplicateKey, "duplicate_key", FaultScope::Header},
    FaultCode{UnknownKey, "unknown_key", FaultScope::Header},
    FaultCode{MissingKey, "missing_key", FaultScope::Header},
    FaultCode{WrongType, "wrong_type", FaultScope::Header},
    FaultCode{MixedLayouts, "mixed_layouts", FaultScope::Header},
    FaultCode{FieldCount, "field_count", FaultScope::Response},
    FaultCode{DuplicateRating, "duplicate_rating", FaultScope::Response},
    FaultCode{ConflictingMetadata, "conflicting_metadata", FaultScope::Response},
    FaultCode{DuplicateResponse, "duplicate_response", FaultScope::Header},
    FaultCode{InvalidIdeal, "invalid_ideal", FaultScope::OneCell},
    FaultCode{InvalidActual, "invalid_actual", FaultScope::OneCell},
    FaultCode{InvalidCount, "invalid_count", FaultScope::OneCell},
};
static_assert(kCodes.size() == static_cast<std::size_t>(InvalidCount) + 1);

}  // namespace

std::span<const FaultCode> fault_codes() { return kCodes; }
const FaultCode& code_of(FaultKind kind) { return kCodes[static_cast<std::size_t>(kind)]; }

}  // namespace partnership
