// A file that is either the old or the complete new one: written beside its target, where nobody sees it, and put in its
// place at the end. Devices and pipes are written through.
#pragma once
#include <sys/types.h>

#include <ostream>
#include <string>

#include "descriptor_buffer.hpp"

namespace partnership::apps {

class OutputFile {
 public:
  explicit OutputFile(const std::string& path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();  // without commit(): the target is as it was

  [[nodiscard]] std::ostream& stream() { return stream_; }
  // Puts the file in place. Returns what went wrong, or "".
  [[nodiscard]] std::string commit();

 private:
  enum class Way {
    Through,  // to the target itself
    Unnamed,  // a file without a name, which is gone when the process is; it gets one when it is complete
    Named     // a temporary file, where the file system has no unnamed ones
  };

  void open_through(int own);
  void open_beside(mode_t permissions);
  [[nodiscard]] int name();
  [[nodiscard]] int put_in_place();
  [[nodiscard]] std::string failure(const char* what, int error) const;

  std::string path_;       // as it was given
  std::string target_;     // the file behind it
  std::string temporary_;  // a file to be taken away if this one does not come about; "": none
  Way way_ = Way::Unnamed;
  int descriptor_ = -1;
  int error_ = 0;  // why there is no descriptor
  DescriptorBuffer buffer_{-1};
  std::ostream stream_{&buffer_};
};

}  // namespace partnership::apps
