#include "output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace partnership::apps {
namespace {

int open_file(const std::string& path, int flags, mode_t permissions = 0) {
  int file = -1;
  do file = open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, permissions);
  while (file < 0 && errno == EINTR);
  return file;
}

// 0 or errno.
int synchronise(int file) {
  int status = 0;
  do status = fsync(file);
  while (status != 0 && errno == EINTR);
  return status == 0 ? 0 : errno;
}

// So that a rename survives a power cut. Some file systems have no such thing; the content is safe without it.
void synchronise_folder(const std::string& path) {
  const int folder = open_file(path, O_RDONLY | O_DIRECTORY);
  if (folder < 0) return;
  (void)synchronise(folder);
  close(folder);
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

// The same path with `ending` behind its last name, of which as much is left out as makes it too long for the system.
std::string beside(const std::string& path, const std::string& ending) {
  constexpr std::size_t kLongestName = 255;
  const auto name = path.rfind('/') + 1;  // npos + 1 is 0
  return path.substr(0, std::min(path.size(), name + kLongestName - ending.size())) + ending;
}

mode_t permissions_of_new_files() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

struct Target {
  std::string path;
  bool of_process = false;  // what a process has open, behind a link of /proc as /dev/stdout is one, whatever its name is, or was
  int own = -1;             // its descriptor, if the process is this one
};

// What is behind a chain of links, so that a link stays one, also where its target does not exist yet.
Target target_of(const std::string& given) {
  constexpr int kLongestChain = 40;  // as the kernel has it; a longer one is a loop, which opening will report
  std::filesystem::path path = given;
  std::error_code error;
  for (int links = 0; links < kLongestChain && std::filesystem::is_symlink(path, error); ++links) {
    const std::string folder = std::filesystem::canonical(folder_of(path.native()), error).native();
    if (folder.starts_with("/proc/")) {
      Target target{path.native(), true};
      const std::string name = path.filename().native();
      if (folder == fmt::format("/proc/{}/fd", getpid())) std::from_chars(name.data(), name.data() + name.size(), target.own);
      return target;
    }
    const auto next = std::filesystem::read_symlink(path, error);
    if (error) break;
    path = path.parent_path() / next;  // an absolute target replaces the folder
  }
  return {path.native()};
}

std::string way_to(int file) { return fmt::format("/proc/self/fd/{}", file); }

}  // namespace

OutputFile::OutputFile(const std::string& path) : path_(path) {
  struct stat status {};
  const bool exists = stat(path_.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) {  // what cannot be looked at might be a device, or a file for few eyes
    error_ = errno;
  } else if (const auto target = target_of(path_); target.of_process || (exists && !S_ISREG(status.st_mode))) {
    open_through(target.own);
  } else {
    target_ = target.path;
    open_beside(exists ? status.st_mode & 07777 : permissions_of_new_files());
  }
  buffer_.write_to(descriptor_);
  if (descriptor_ < 0) stream_.setstate(std::ios::badbit);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

// What this process has open goes on where it is: `{ ...; } > FILE` may have written there, and may go on to.
void OutputFile::open_through(int own) {
  way_ = Way::Through;
  descriptor_ = own >= 0 ? fcntl(own, F_DUPFD_CLOEXEC, 0) : open_file(path_, O_WRONLY | O_APPEND);
  if (descriptor_ < 0) error_ = errno;
}

void OutputFile::open_beside(mode_t permissions) {
  descriptor_ = open_file(folder_of(target_), O_TMPFILE | O_WRONLY, 0600);
  struct stat status {};
  if (descriptor_ >= 0 && stat(way_to(descriptor_).c_str(), &status) != 0) {  // no /proc: it could never be named
    close(descriptor_);
    descriptor_ = -1;
  }
  if (descriptor_ < 0) {
    way_ = Way::Named;
    std::string name = beside(target_, ".XXXXXX");
    descriptor_ = mkostemp(name.data(), O_CLOEXEC);  // O_EXCL: never follows a link somebody put there
    if (descriptor_ >= 0) temporary_ = name;
  }
  if (descriptor_ >= 0 && fchmod(descriptor_, permissions) == 0) return;
  error_ = errno;
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
}

std::string OutputFile::failure(const char* what, int error) const {
  return fmt::format("cannot {} {}: {}", what, path_, std::generic_category().message(error));
}

// Gives the unnamed file a name. It is the same in every run, so that what a killed one has left behind here is taken away
// by the next. Whatever has this name is complete, so whoever needs it next puts that in place first. 0 or errno.
int OutputFile::name() {
  constexpr int kAttempts = 100;
  const std::string wanted = beside(target_, ".partnership-new");
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (linkat(AT_FDCWD, way_to(descriptor_).c_str(), AT_FDCWD, wanted.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      temporary_ = wanted;
      return 0;
    }
    if (errno != EEXIST) return errno;
    if (std::rename(wanted.c_str(), target_.c_str()) != 0 && errno != ENOENT) return errno;
  }
  return EBUSY;
}

// 0 or errno.
int OutputFile::put_in_place() {
  if (way_ == Way::Unnamed)
    if (const int error = name()) return error;
  // ENOENT: another run has done it already, as above.
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0 && !(way_ == Way::Unnamed && errno == ENOENT)) return errno;
  temporary_.clear();
  return 0;
}

std::string OutputFile::commit() {
  if (descriptor_ < 0) return failure("create", error_);
  stream_.flush();
  if (buffer_.error() != 0) return failure("write", buffer_.error());
  if (way_ != Way::Through) {
    if (const int error = synchronise(descriptor_)) return failure("write", error);
    if (const int error = put_in_place()) return failure("replace", error);
  }
  if (const int error = close_checked(std::exchange(descriptor_, -1))) return failure("write", error);
  if (way_ != Way::Through) synchronise_folder(folder_of(target_));
  return {};
}

}  // namespace partnership::apps
