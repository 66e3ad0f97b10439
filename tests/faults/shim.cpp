// Makes one call of the system fail in a program that was never asked: a library to preload (LD_PRELOAD), which stands
// between a tool and libc. Linux with glibc.
//
//   FAULT=KIND:K:ERROR[:on]   the K-th call (from 1) of this kind fails so; `on`: and every one after it
//   FAULT_STRUCK=FILE         gets a byte when it does, so that a walk over K = 1, 2, ... knows where to end
//
// KIND is one of those below, or `any`: each of them but memory. ERROR is a number of errno or a word: `short` (half of
// what was asked for is read or written), `end` (nothing is read, as at the end of a file), `kill` (the process is killed
// before the call).
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>

extern "C" {
// glibc's own names of its allocator: looking it up would allocate.
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
int __libc_start_main(int (*main)(int, char**, char**), int argc, char** argv, void (*init)(), void (*fini)(), void (*rtld_fini)(), void* stack_end);
}

namespace {

enum class Kind { Open, Read, Write, Sync, Close, Rename, Link, Remove, Stat, Mode, Folder, Thread, Memory };
constexpr const char* kKinds[] = {"open", "read", "write", "sync", "close", "rename", "link", "remove", "stat", "mode", "folder", "thread", "memory"};
constexpr int kShort = -1, kEnd = -2, kKill = -3, kNone = 0;

struct Plan {
  bool any = false, memory = false, on = false;
  int kind = -1, error = kNone;
  long at = 0;
};

Plan plan;
std::atomic<long> calls = 0;
const char* struck_file = nullptr;

void read_plan() {
  const char* text = std::getenv("FAULT");
  if (text == nullptr) return;
  const char* colon = std::strchr(text, ':');
  if (colon == nullptr) return;
  const auto length = static_cast<std::size_t>(colon - text);
  for (int kind = 0; kind < static_cast<int>(std::size(kKinds)); ++kind)
    if (std::strlen(kKinds[kind]) == length && std::strncmp(kKinds[kind], text, length) == 0) plan.kind = kind;
  plan.any = length == 3 && std::strncmp(text, "any", 3) == 0;
  char* end = nullptr;
  plan.at = std::strtol(colon + 1, &end, 10);
  if (*end != ':') return;
  const char* error = end + 1;
  plan.on = std::strstr(error, ":on") != nullptr;
  plan.error = std::strncmp(error, "short", 5) == 0  ? kShort
               : std::strncmp(error, "end", 3) == 0  ? kEnd
               : std::strncmp(error, "kill", 4) == 0 ? kKill
                                                     : std::atoi(error);
  struck_file = std::getenv("FAULT_STRUCK");
}

void say_struck() {
  if (struck_file == nullptr) return;
  const long file = syscall(SYS_openat, AT_FDCWD, struck_file, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) return;
  syscall(SYS_write, file, "x", 1UL);
  syscall(SYS_close, file);
}

// What is to become of this call: kNone, or an error.
int fate(Kind kind) {
  if (plan.error == kNone || !(static_cast<int>(kind) == plan.kind || (plan.any && kind != Kind::Memory))) return kNone;
  const long call = ++calls;
  if (call != plan.at && !(plan.on && call > plan.at)) return kNone;
  if (call == plan.at) say_struck();
  if (plan.error == kKill) raise(SIGKILL);
  return plan.error;
}

// The same for calls that have no count to cut short.
bool fails(Kind kind) {
  const int error = fate(kind);
  if (error <= kNone) return false;
  errno = error;
  return true;
}

template <class Function>
Function* next(Function*, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

std::size_t half(std::size_t size) { return size > 1 ? size / 2 : size; }

}  // namespace

#define NEXT(name) static const auto real = next(&name, #name)

extern "C" {

int open(const char* path, int flags, ...) {
  NEXT(open);
  va_list list;
  va_start(list, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(list, mode_t) : 0;
  va_end(list);
  return fails(Kind::Open) ? -1 : real(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  NEXT(openat);
  va_list list;
  va_start(list, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(list, mode_t) : 0;
  va_end(list);
  return fails(Kind::Open) ? -1 : real(folder, path, flags, mode);
}

FILE* fopen64(const char* path, const char* how) {
  NEXT(fopen64);
  return fails(Kind::Open) ? nullptr : real(path, how);
}

int mkostemp(char* path, int flags) {
  NEXT(mkostemp);
  return fails(Kind::Open) ? -1 : real(path, flags);
}

int mkstemp(char* path) {
  NEXT(mkstemp);
  return fails(Kind::Open) ? -1 : real(path);
}

DIR* opendir(const char* path) {
  NEXT(opendir);
  return fails(Kind::Open) ? nullptr : real(path);
}

DIR* fdopendir(int file) {
  NEXT(fdopendir);
  return fails(Kind::Open) ? nullptr : real(file);
}

ssize_t read(int file, void* into, std::size_t size) {
  NEXT(read);
  const int error = fate(Kind::Read);
  if (error == kEnd) return 0;
  if (error == kShort) return real(file, into, half(size));
  if (error == kNone) return real(file, into, size);
  errno = error;
  return -1;
}

ssize_t write(int file, const void* from, std::size_t size) {
  NEXT(write);
  const int error = fate(Kind::Write);
  if (error == kShort) return real(file, from, half(size));
  if (error <= kNone) return real(file, from, size);
  errno = error;
  return -1;
}

ssize_t writev(int file, const iovec* parts, int count) {
  NEXT(writev);
  const int error = fate(Kind::Write);
  if (error == kShort) return write(file, parts[0].iov_base, half(parts[0].iov_len));
  if (error <= kNone) return real(file, parts, count);
  errno = error;
  return -1;
}

int fsync(int file) {
  NEXT(fsync);
  return fails(Kind::Sync) ? -1 : real(file);
}

// As in Linux, a file whose closing fails is closed all the same.
int close(int file) {
  NEXT(close);
  const int error = fate(Kind::Close);
  const int done = real(file);
  if (error <= kNone) return done;
  errno = error;
  return -1;
}

int fclose(FILE* file) {
  NEXT(fclose);
  const int error = fate(Kind::Close);
  const int done = real(file);
  if (error <= kNone) return done;
  errno = error;
  return EOF;
}

int rename(const char* from, const char* to) {
  NEXT(rename);
  return fails(Kind::Rename) ? -1 : real(from, to);
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  NEXT(linkat);
  return fails(Kind::Link) ? -1 : real(from_folder, from, to_folder, to, flags);
}

int unlink(const char* path) {
  NEXT(unlink);
  return fails(Kind::Remove) ? -1 : real(path);
}

int remove(const char* path) {
  NEXT(remove);
  return fails(Kind::Remove) ? -1 : real(path);
}

int stat(const char* path, struct stat* status) {
  NEXT(stat);
  return fails(Kind::Stat) ? -1 : real(path, status);
}

int lstat(const char* path, struct stat* status) {
  NEXT(lstat);
  return fails(Kind::Stat) ? -1 : real(path, status);
}

int fstat(int file, struct stat* status) {
  NEXT(fstat);
  return fails(Kind::Stat) ? -1 : real(file, status);
}

int fchmod(int file, mode_t mode) {
  NEXT(fchmod);
  return fails(Kind::Mode) ? -1 : real(file, mode);
}

dirent* readdir(DIR* folder) {
  NEXT(readdir);
  return fails(Kind::Folder) ? nullptr : real(folder);
}

// The first that is called from the program itself: what the dynamic linker and the libraries did before does not count,
// what the program's own static objects do does.
int __libc_start_main(int (*main)(int, char**, char**), int argc, char** argv, void (*init)(), void (*fini)(), void (*rtld_fini)(), void* stack_end) {
  NEXT(__libc_start_main);
  read_plan();
  return real(main, argc, argv, init, fini, rtld_fini, stack_end);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*), void* argument) {
  NEXT(pthread_create);
  return fails(Kind::Thread) ? errno : real(thread, attributes, run, argument);
}

void* malloc(std::size_t size) { return fails(Kind::Memory) ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) { return fails(Kind::Memory) ? nullptr : __libc_calloc(count, size); }
void* realloc(void* old, std::size_t size) { return fails(Kind::Memory) ? nullptr : __libc_realloc(old, size); }
void* aligned_alloc(std::size_t alignment, std::size_t size) { return fails(Kind::Memory) ? nullptr : __libc_memalign(alignment, size); }

}  // extern "C"
