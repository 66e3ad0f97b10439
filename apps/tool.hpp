// What every tool is: a function from arguments and streams to an exit status. Only main.cpp touches the process; so a
// whole run can be made inside a test.
#pragma once
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "partnership/render.hpp"

namespace partnership::apps {

enum ExitStatus : int {
  kDone = 0,
  kGateMet = 1,      // done, and a --fail-if gate was met
  kWrongUsage = 2,
  kBadInput = 3,
  kSystemFailed = 4  // or a bug
};

struct Terminal {  // what the process sees of its surroundings
  bool out = false, err = false;  // is a terminal
  int width = 80, err_width = 80;
  Charset charset = Charset::Unicode;
  bool colour_wanted = true;  // no NO_COLOR, TERM is not dumb
};

struct Io {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  Terminal terminal;
  std::optional<std::uint64_t> in_bytes = {};  // of `in`, where it is a file
};

using Arguments = std::vector<std::string>;  // without the program's name
using Tool = int (*)(const Arguments&, Io&);

int agreement(const Arguments&, Io&);
int change(const Arguments&, Io&);
int check(const Arguments&, Io&);
int congruence(const Arguments&, Io&);
int gaps(const Arguments&, Io&);
int stages(const Arguments&, Io&);
int statistics(const Arguments&, Io&);
int tally(const Arguments&, Io&);
int validate(const Arguments&, Io&);
int blank_form(const Arguments&, Io&);  // partnership-template: `template` is a keyword

// Runs a tool on the real process: its streams, terminal, locale and signals. Never throws.
int run_process(Tool tool, int argc, char** argv);

}  // namespace partnership::apps
