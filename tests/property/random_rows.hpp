// Files of random responses, and runs of the tools over them in this process.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "partnership/instrument.hpp"
#include "tool.hpp"

namespace partnership::random_rows {

// A folder of this process that goes away again.
class Folder {
 public:
  Folder();
  ~Folder();
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const;  // returns its path
  [[nodiscard]] std::string name(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// What the tool prints; fails the property if it does not end well.
std::string run(apps::Tool tool, apps::Arguments arguments);

// respondent, partnership, role, wave, and every practice of the established stage.
[[nodiscard]] std::string header();
// Up to 20 rows, each with its line end. The same names in every partnership and wave, so that respondents link; some give
// the answers of the one before, some have no name.
[[nodiscard]] std::vector<std::string> some_rows();
[[nodiscard]] std::string with_header(const std::vector<std::string>& rows);

}  // namespace partnership::random_rows
