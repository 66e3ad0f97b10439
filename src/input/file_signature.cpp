#include "input/file_signature.hpp"

namespace partnership {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view start;
  std::string_view inside;  // must follow within the first bytes; empty: no matter
  std::string_view message;
};
// The first that fits; zip archives differ only in the names of their members.
constexpr Signature kSignatures[] = {
    {"PK\x03\x04"sv, "opendocument"sv, "this is an OpenDocument spreadsheet: save it as CSV"sv},
    {"PK\x03\x04"sv, "xl/"sv, "this is an Excel workbook: save it as CSV"sv},
    {"PK\x03\x04"sv, "[Content_Types].xml"sv, "this is an Excel workbook: save it as CSV"sv},
    {"PK\x03\x04"sv, "_rels/"sv, "this is an Excel workbook: save it as CSV"sv},
    {"PK\x03\x04"sv, "docProps/"sv, "this is an Excel workbook: save it as CSV"sv},
    {"PK\x03\x04"sv, ""sv, "this is a zip archive: unpack it first"sv},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, ""sv, "this is an old Excel workbook: save it as CSV"sv},
    {"%PDF-"sv, ""sv, "this is a PDF document: export the answers as CSV"sv},
    {"\x1F\x8B"sv, ""sv, "this is a gzip archive: unpack it first"sv},
    {"SQLite format 3\0"sv, ""sv, "this is an SQLite database: export the answers as CSV"sv},
};

}  // namespace

std::optional<Fault> foreign_format(std::string_view bytes, const std::string& file) {
  for (const auto& signature : kSignatures) {
    if (!bytes.starts_with(signature.start)) continue;
    if (bytes.substr(0, 4096).find(signature.inside) == std::string_view::npos) continue;
    Fault fault;
    fault.kind = FaultKind::FormatMismatch;
    fault.file = file;
    fault.message = signature.message;
    return fault;
  }
  return std::nullopt;
}

}  // namespace partnership
