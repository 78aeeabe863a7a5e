#include "hashsets/hash_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "hashsets/hash_list.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::string_view kSuffix = ".hashset";
constexpr std::size_t kMaxName = 200;

// What is wrong with a name; empty when nothing is.
std::string_view complaint(std::string_view name) {
  if (name.empty()) return "the name of the set is empty";
  if (name.size() > kMaxName) return "the name of the set is longer than 200 bytes";
  if (!is_valid_utf8(name)) return "the name of the set is not UTF-8";
  if (name.front() == '.') return "the name of the set begins with a dot";
  for (const char c : name) {
    if (c == '/' || static_cast<unsigned char>(c) < 0x20)
      return "the name of the set has a / or a control character";
  }
  return {};
}

// Held while a store is changed; released by the system should the process die.
class StoreLock {
 public:
  static Result<StoreLock> take(const std::filesystem::path& folder) {
    StoreLock lock;
    const std::filesystem::path file = folder / ".lock";
    lock.fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock.fd_ < 0)
      return fail(ErrorKind::io, fmt::format("{} cannot be made: {}", file.string(), std::strerror(errno)));
    if (::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
      return fail(
          ErrorKind::io,
          fmt::format("{} is being changed by another process; try again when it is done", folder.string()));
    }
    return lock;
  }
  ~StoreLock() {
    if (fd_ >= 0) ::close(fd_);
  }
  StoreLock(StoreLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  StoreLock& operator=(StoreLock&&) = delete;

 private:
  StoreLock() = default;
  int fd_ = -1;
};

}  // namespace

Result<void> import_hash_list(const std::filesystem::path& list, const std::filesystem::path& index,
                              const ImportOptions& options) {
  IndexWriter writer(index, options.index);
  const auto read = read_hash_list(list, [&](const HashRow& row) -> Result<void> {
    if (!options.only.empty() &&
        std::find(options.only.begin(), options.only.end(), row.category) == options.only.end())
      return {};
    return writer.add(row);
  });
  if (!read) return tl::unexpected(read.error());
  IndexDescription about;
  about.name = options.name;
  about.kind = options.kind.value_or(read->notable ? HashSetKind::notable : HashSetKind::known);
  about.category = options.category;
  about.source = to_valid_utf8(list.filename().string());
  about.format = read->format;
  about.sha256 = read->sha256;
  about.notes = read->notes;
  return writer.finish(std::move(about));
}

std::filesystem::path HashStore::file_of(const std::string& name) const {
  return folder_ / (name + std::string(kSuffix));
}

Result<HashIndex> HashStore::import(const std::filesystem::path& list, const ImportOptions& options) {
  if (const std::string_view wrong = complaint(options.name); !wrong.empty())
    return fail(ErrorKind::usage, std::string(wrong));
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error)
    return fail(ErrorKind::io, fmt::format("{} cannot be made: {}", folder_.string(), error.message()));
  const auto lock = StoreLock::take(folder_);
  if (!lock) return tl::unexpected(lock.error());
  const std::filesystem::path file = file_of(options.name);
  if (!options.replace && std::filesystem::exists(file, error)) {
    return fail(ErrorKind::usage,
                fmt::format("{} has a set named {} already", folder_.string(), options.name));
  }
  if (auto made = import_hash_list(list, file, options); !made) return tl::unexpected(made.error());
  return HashIndex::open(file, HashIndex::Check::head);
}

Result<void> HashStore::remove(const std::string& name) {
  if (const std::string_view wrong = complaint(name); !wrong.empty())
    return fail(ErrorKind::usage, std::string(wrong));
  std::error_code error;
  if (!std::filesystem::exists(file_of(name), error))
    return fail(ErrorKind::not_found, fmt::format("{} has no set named {}", folder_.string(), name));
  const auto lock = StoreLock::take(folder_);
  if (!lock) return tl::unexpected(lock.error());
  std::filesystem::remove(file_of(name), error);
  if (error) return fail(ErrorKind::io, fmt::format("{} cannot be removed: {}", name, error.message()));
  return {};
}

Result<std::vector<HashIndex>> HashStore::open_all(HashIndex::Check check) const {
  std::error_code error;
  if (!std::filesystem::is_directory(folder_, error))
    return fail(ErrorKind::not_found, fmt::format("{} is no store of hash sets", folder_.string()));
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator at(folder_, error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.size() > kSuffix.size() && name.ends_with(kSuffix)) files.push_back(at->path());
  }
  if (error)
    return fail(ErrorKind::io, fmt::format("{} cannot be read: {}", folder_.string(), error.message()));
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.stem() < b.stem(); });
  std::vector<HashIndex> sets;
  for (const auto& file : files) {
    auto set = HashIndex::open(file, check);
    if (!set) return tl::unexpected(set.error());
    sets.push_back(std::move(*set));
  }
  return sets;
}

Result<HashIndex> HashStore::open(const std::string& name, HashIndex::Check check) const {
  if (const std::string_view wrong = complaint(name); !wrong.empty())
    return fail(ErrorKind::usage, std::string(wrong));
  std::error_code error;
  if (!std::filesystem::exists(file_of(name), error))
    return fail(ErrorKind::not_found, fmt::format("{} has no set named {}", folder_.string(), name));
  return HashIndex::open(file_of(name), check);
}

}  // namespace ulika
