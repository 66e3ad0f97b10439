#include "output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace partnership::apps {
namespace {

// 0 or errno. A folder is synchronised so that the rename itself survives a power cut.
int synchronise(const std::string& path, int flags) {
  const int file = open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return errno;
  const int status = fsync(file) == 0 ? 0 : errno;
  return close(file) == 0 || status != 0 ? status : errno;
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

mode_t permissions_for(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) return status.st_mode & 07777;
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

// The file behind a chain of links, so that a link stays one, also where its target does not exist yet.
std::string target_of(std::string path) {
  constexpr int kLongestChain = 40;  // as the kernel has it; a longer one is a loop, which opening will report
  std::error_code error;
  for (int links = 0; links < kLongestChain && std::filesystem::is_symlink(path, error); ++links) {
    const auto next = std::filesystem::read_symlink(path, error);
    if (error) break;
    path = (std::filesystem::path(path).parent_path() / next).string();  // an absolute target replaces the folder
  }
  return path;
}

}  // namespace

OutputFile::OutputFile(std::string path) : path_(target_of(std::move(path))) {
  struct stat status {};
  if (stat(path_.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    stream_.open(path_, std::ios::binary);
    return;
  }
  std::string name = path_ + ".XXXXXX";
  const int file = mkstemp(name.data());  // O_EXCL: never follows a link somebody put there
  if (file < 0) {
    stream_.setstate(std::ios::failbit);
    return;
  }
  temporary_ = name;
  const int changed = fchmod(file, permissions_for(path_));
  close(file);
  if (changed == 0) stream_.open(temporary_, std::ios::binary);
}

OutputFile::~OutputFile() {
  if (!done_ && !temporary_.empty()) std::remove(temporary_.c_str());
}

std::string OutputFile::failure(const char* what) const { return "cannot " + std::string(what) + " " + path_ + ": " + std::strerror(errno); }

std::string OutputFile::commit() {
  if (!stream_.is_open()) return failure("create");
  stream_.close();
  if (!stream_) return failure("write");
  if (!temporary_.empty()) {
    if ((errno = synchronise(temporary_, O_WRONLY)) != 0) return failure("write");
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return failure("replace");
    (void)synchronise(folder_of(path_), O_RDONLY | O_DIRECTORY);  // some file systems have no such thing; the data is safe
  }
  done_ = true;
  return {};
}

}  // namespace partnership::apps
