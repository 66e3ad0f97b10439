#include "property/random_rows.hpp"

#include <rapidcheck.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <sstream>
#include <utility>

#include "partnership/instrument.hpp"

namespace partnership::random_rows {
namespace {

// Mostly pairs; N/A and blank often enough that the half rule decides.
struct Row {
  std::string partnership, role, wave, answers;
  bool named = false, copied = false;
};

rc::Gen<Row> some_row() {
  return rc::gen::exec([] {
    Row row;
    row.named = *rc::gen::weightedElement<bool>({{9, true}, {1, false}});
    row.copied = *rc::gen::weightedElement<bool>({{1, true}, {4, false}});
    row.partnership = *rc::gen::element<std::string>("P1", "P2", "P10", "");
    row.role = *rc::gen::element<std::string>("staff", "sponsor", "");
    row.wave = *rc::gen::element<std::string>("1", "2");
    const auto side = [](std::vector<std::string> signs) {
      return rc::gen::weightedOneOf<std::string>({{12, rc::gen::elementOf(signs)}, {1, rc::gen::element<std::string>("N/A", "")}});
    };
    const auto pair = rc::gen::pair(side({"3", "4", "2", "1"}), side({"b", "c", "a", "d"}));
    for (const auto& [ideal, actual] :
         *rc::gen::container<std::vector<std::pair<std::string, std::string>>>(published_instruments()[1]->practices.size(), pair))
      row.answers += ',' + ideal + ',' + actual;
    return row;
  });
}

}  // namespace

Folder::Folder() : path_(std::filesystem::temp_directory_path() / ("random-rows-" + std::to_string(getpid()))) {
  std::filesystem::create_directories(path_);
}
Folder::~Folder() { std::filesystem::remove_all(path_); }
std::string Folder::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
  return (path_ / name).string();
}

std::string run(apps::Tool tool, apps::Arguments arguments) {
  std::istringstream in;
  std::ostringstream out, err;
  apps::Io io{in, out, err, {}};
  const int status = tool(arguments, io);
  RC_LOG() << err.str();
  RC_ASSERT(status == apps::kDone);
  return out.str();
}

std::string header() {
  std::string text = "respondent,partnership,role,wave";
  for (const auto& practice : published_instruments()[1]->practices) text += ',' + practice.code + "_ideal," + practice.code + "_actual";
  return text + '\n';
}

std::vector<std::string> some_rows() {
  std::vector<std::string> rows;
  std::map<std::string, int> named;
  std::string before;
  for (const Row& row : *rc::gen::container<std::vector<Row>>(*rc::gen::inRange<std::size_t>(2, 20), some_row())) {
    if (!row.copied || before.empty()) before = row.answers;
    const std::string name = row.named ? "R" + std::to_string(++named[row.partnership + '/' + row.wave]) : "";
    rows.push_back(name + ',' + row.partnership + ',' + row.role + ',' + row.wave + before + '\n');
  }
  return rows;
}

std::string with_header(const std::vector<std::string>& rows) {
  std::string text = header();
  for (const auto& row : rows) text += row;
  return text;
}

}  // namespace partnership::random_rows
