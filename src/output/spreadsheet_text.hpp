// Text cells of CSV and TSV, which people open in spreadsheets and print on terminals. A spreadsheet runs a cell that
// starts like a formula, whoever wrote it (OWASP "CSV Injection", CWE-1236); an apostrophe in front makes it text again.
#pragma once
#include <string>
#include <string_view>

namespace partnership {

// First character = + - @, tab, CR, LF or NUL.
[[nodiscard]] bool starts_formula(std::string_view text);

// `text` itself where nothing needs replacing, else `scratch`, which then holds it with control, bidi and invisible
// characters and invalid bytes replaced by U+FFFD. Tabs and line ends (LF, CRLF) are content and stay.
[[nodiscard]] std::string_view clean_cell(std::string_view text, std::string& scratch);

}  // namespace partnership
