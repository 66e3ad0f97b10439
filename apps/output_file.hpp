// A file that is either the old or the complete new one: written beside its target and renamed at the end. Devices and
// pipes are written through.
#pragma once
#include <fstream>
#include <ostream>
#include <string>

namespace partnership::apps {

class OutputFile {
 public:
  explicit OutputFile(std::string path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();  // without commit(): the target is as it was

  [[nodiscard]] std::ostream& stream() { return stream_; }
  // Puts the file in place. Returns what went wrong, or "".
  [[nodiscard]] std::string commit();

 private:
  [[nodiscard]] std::string failure(const char* what) const;

  std::string path_, temporary_;  // temporary_ empty: written through
  std::ofstream stream_;
  bool done_ = false;
};

}  // namespace partnership::apps
