#include "triage/pipeline/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

namespace ulika {
namespace {

// AddressSanitizer reserves terabytes and reads its own maps: its builds run without walls.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kWalls = false;
#elif defined(__has_feature)
constexpr bool kWalls = !__has_feature(address_sanitizer);
#else
constexpr bool kWalls = true;
#endif

// What reading, computing, and talking over an open socket need. Everything else answers EPERM.
constexpr int kAllowed[] = {
    SCMP_SYS(read),          SCMP_SYS(pread64),
    SCMP_SYS(readv),         SCMP_SYS(preadv),
    SCMP_SYS(write),         SCMP_SYS(writev),
    SCMP_SYS(lseek),         SCMP_SYS(close),
    SCMP_SYS(fstat),         SCMP_SYS(newfstatat),
    SCMP_SYS(stat),          SCMP_SYS(lstat),
    SCMP_SYS(statx),         SCMP_SYS(statfs),
    SCMP_SYS(fstatfs),       SCMP_SYS(access),
    SCMP_SYS(faccessat),     SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),      SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),    SCMP_SYS(fcntl),
    SCMP_SYS(dup),           SCMP_SYS(fadvise64),
    SCMP_SYS(munmap),        SCMP_SYS(mremap),
    SCMP_SYS(madvise),       SCMP_SYS(brk),
    SCMP_SYS(futex),         SCMP_SYS(sched_yield),
    SCMP_SYS(nanosleep),     SCMP_SYS(clock_nanosleep),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
    SCMP_SYS(time),          SCMP_SYS(getrandom),
    SCMP_SYS(getpid),        SCMP_SYS(gettid),
    SCMP_SYS(getuid),        SCMP_SYS(geteuid),
    SCMP_SYS(getgid),        SCMP_SYS(getegid),
    SCMP_SYS(getcwd),        SCMP_SYS(uname),
    SCMP_SYS(sysinfo),       SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getrusage),     SCMP_SYS(times),
    SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),  SCMP_SYS(sigaltstack),
    SCMP_SYS(tgkill),        SCMP_SYS(exit),
    SCMP_SYS(exit_group),    SCMP_SYS(restart_syscall),
    SCMP_SYS(poll),          SCMP_SYS(ppoll),
    SCMP_SYS(rseq),          SCMP_SYS(set_robust_list),
    SCMP_SYS(sendmsg),       SCMP_SYS(sendto),
    SCMP_SYS(recvfrom),      SCMP_SYS(recvmsg),
    SCMP_SYS(pause),
};

constexpr unsigned kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;

bool filter_system_calls() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return false;
  int rc = 0;
  for (int call : kAllowed) rc |= seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 0, nullptr);
  // The library's own macros for conditions are C; this is what they stand for.
  const auto allow_if = [&](int call, unsigned argument, scmp_compare how, scmp_datum_t a, scmp_datum_t b) {
    const scmp_arg_cmp condition{argument, how, a, b};
    rc |= seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &condition);
  };
  allow_if(SCMP_SYS(open), 1, SCMP_CMP_MASKED_EQ, kWriting, 0);
  allow_if(SCMP_SYS(openat), 2, SCMP_CMP_MASKED_EQ, kWriting, 0);
  // Memory may be mapped and protected, but never made executable.
  allow_if(SCMP_SYS(mmap), 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  allow_if(SCMP_SYS(mprotect), 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  // A thread may be started (reading beside hashing), a process not. The C library falls back from clone3,
  // whose arguments a filter cannot see.
  allow_if(SCMP_SYS(clone), 0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD);
  rc |= seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0, nullptr);
  // A process may look at its limits, not raise them.
  allow_if(SCMP_SYS(prlimit64), 2, SCMP_CMP_EQ, 0, 0);
  rc |= seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(getrlimit), 0, nullptr);
  // Terminals are asked for by standard error alone.
  allow_if(SCMP_SYS(ioctl), 0, SCMP_CMP_EQ, STDERR_FILENO, 0);
  const bool loaded = rc == 0 && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return loaded;
}

bool allow_only(const std::vector<std::string>& readable) {
  // The kernel's first version of Landlock knows these rights; all are handled, reading alone is given back.
  constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  constexpr std::uint64_t kHandled =
      kRead | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
      LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
      LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
      LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = kHandled;
  const int ruleset =
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
  if (ruleset < 0) return false;
  bool ok = true;
  for (const std::string& path : readable) {
    landlock_path_beneath_attr beneath{};
    beneath.parent_fd = open(path.c_str(), O_PATH | O_CLOEXEC);
    if (beneath.parent_fd < 0) continue;
    struct stat status {};
    const bool folder = fstat(beneath.parent_fd, &status) == 0 && S_ISDIR(status.st_mode);
    beneath.allowed_access = folder ? kRead : std::uint64_t{LANDLOCK_ACCESS_FS_READ_FILE};
    ok = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0 && ok;
    close(beneath.parent_fd);
  }
  ok = ok && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  close(ruleset);
  return ok;
}

// Private memory of this process now, in bytes (VmData of proc(5)).
std::uint64_t private_memory() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with("VmData:")) return std::strtoull(line.c_str() + 7, nullptr, 10) * 1024;
  }
  return 0;
}

}  // namespace

std::uint32_t enter_sandbox(const SandboxOptions& options) {
  std::uint32_t bits = 0;
  // The worker dies with its supervisor, and cannot gain rights.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0);
  const unsigned keep =
      options.keep_fd > STDERR_FILENO ? static_cast<unsigned>(options.keep_fd) : STDERR_FILENO;
  if (keep > STDERR_FILENO + 1) syscall(SYS_close_range, STDERR_FILENO + 1U, keep - 1, 0);
  syscall(SYS_close_range, keep + 1, ~0U, 0);
  const rlimit nothing{0, 0};
  setrlimit(RLIMIT_CORE, &nothing);
  if (!options.writes_output) setrlimit(RLIMIT_FSIZE, &nothing);
  if (!kWalls) return bits;
  if (options.memory_bytes != 0) {
    const std::uint64_t limit = private_memory() + options.memory_bytes;
    const rlimit memory{limit, limit};
    if (setrlimit(RLIMIT_DATA, &memory) == 0) bits |= static_cast<std::uint32_t>(Protection::memory);
  }
  if (allow_only(options.readable)) bits |= static_cast<std::uint32_t>(Protection::landlock);
  if (filter_system_calls()) bits |= static_cast<std::uint32_t>(Protection::seccomp);
  return bits;
}

std::string describe_protections(std::uint32_t bits) {
  std::string text;
  auto add = [&](Protection p, std::string_view name) {
    if ((bits & static_cast<std::uint32_t>(p)) == 0) return;
    if (!text.empty()) text += ", ";
    text += name;
  };
  add(Protection::seccomp, "seccomp");
  add(Protection::landlock, "landlock");
  add(Protection::memory, "memory limit");
  return text.empty() ? "none" : text;
}

}  // namespace ulika
