#include "triage/case/audit.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "triage/base/digest.h"
#include "triage/base/json.h"
#include "triage/base/time.h"

namespace ulika {
namespace {

constexpr std::size_t kHexDigest = 64;
constexpr std::string_view kSealAction = "torn_line_sealed";
const std::string kNoPrevious(kHexDigest, '0');

// What a line of the chain says about its place in it.
struct Link {
  std::uint64_t n = 0;
  std::string previous, hash;
};

std::string digest_text(std::string_view text) {
  return to_hex(sha256(as_bytes(text)));
}

// A whole line: {"n":N,…,"previous":"64 hex digits","hash":"64 hex digits"} whose hash is right.
std::optional<Link> read_link(std::string_view line) {
  constexpr std::string_view kStart = "{\"n\":";
  constexpr std::string_view kPrevious = ",\"previous\":\"";
  constexpr std::string_view kHash = ",\"hash\":\"";
  const std::size_t tail = kPrevious.size() + kHexDigest + 1 + kHash.size() + kHexDigest + 2;
  if (!line.starts_with(kStart) || line.size() < kStart.size() + tail || !line.ends_with("\"}"))
    return std::nullopt;
  const std::string_view end = line.substr(line.size() - tail);
  const std::size_t hash_key = kPrevious.size() + kHexDigest + 1;
  if (!end.starts_with(kPrevious) || end.substr(hash_key, kHash.size()) != kHash) return std::nullopt;

  Link link;
  std::size_t at = kStart.size();
  for (; at < line.size() && line[at] >= '0' && line[at] <= '9' && at < kStart.size() + 18; ++at) {
    link.n = link.n * 10 + static_cast<std::uint64_t>(line[at] - '0');
  }
  link.previous = end.substr(kPrevious.size(), kHexDigest);
  link.hash = end.substr(hash_key + kHash.size(), kHexDigest);
  const std::size_t hashed = line.size() - kHash.size() - kHexDigest - 2;
  if (link.hash != digest_text(link.previous + std::string(line.substr(0, hashed)) + "}"))
    return std::nullopt;
  return link;
}

std::string make_line(const Link& after, std::string_view action,
                      const std::vector<std::pair<std::string, std::string>>& details) {
  std::string line;
  JsonWriter json(line);
  json.begin_object().key("n").value(static_cast<std::int64_t>(after.n + 1));
  json.key("at").value(format_rfc3339(now_ms())).key("action").value(action);
  for (const auto& [key, value] : details) json.key(key).value(value);
  json.key("previous").value(after.hash).end_object();
  const std::string hash = digest_text(after.hash + line);
  line.pop_back();
  return line + fmt::format(",\"hash\":\"{}\"}}", hash);
}

// The audit file, open and locked against other writers until it goes out of scope.
class AuditFile {
 public:
  explicit AuditFile(const std::filesystem::path& path) : path_(path) {
    fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (fd_ < 0) refuse();
    if (::flock(fd_, LOCK_EX) != 0) {
      const int reason = errno;
      ::close(fd_);
      errno = reason;
      refuse();
    }
  }
  AuditFile(const AuditFile&) = delete;
  AuditFile& operator=(const AuditFile&) = delete;
  ~AuditFile() { ::close(fd_); }

  // The end of the file with at least `lines` whole lines, read backwards, so that a long audit costs
  // nothing.
  std::string tail(std::size_t lines) const {
    struct stat info {};
    if (::fstat(fd_, &info) != 0) refuse();
    std::string text;
    auto left = static_cast<std::size_t>(info.st_size);
    while (left > 0) {
      const std::size_t n = std::min<std::size_t>(left, 65536);
      std::string piece(n, '\0');
      left -= n;
      if (::pread(fd_, piece.data(), n, static_cast<off_t>(left)) != static_cast<ssize_t>(n)) refuse();
      text.insert(0, piece);
      if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) > lines) break;
    }
    return text;
  }

  void append(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t n = ::write(fd_, text.data(), text.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) refuse();
      text.remove_prefix(static_cast<std::size_t>(n));
    }
    if (::fsync(fd_) != 0) refuse();
  }

 private:
  [[noreturn]] void refuse() const {
    throw std::runtime_error(
        fmt::format("the audit file {} cannot be written: {}", path_.string(), std::strerror(errno)));
  }

  std::filesystem::path path_;
  int fd_ = -1;
};

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

// True when `line` is the one that seals the torn line before it.
bool seals(std::string_view line, std::string_view torn) {
  return line.find(fmt::format("\"action\":\"{}\",\"torn_bytes\":\"{}\",\"torn_sha256\":\"{}\"", kSealAction,
                               torn.size(), digest_text(torn))) != std::string_view::npos;
}

}  // namespace

Audit::Audit(std::filesystem::path file) : file_(std::move(file)) {}

void Audit::log(std::string_view action, const std::vector<std::pair<std::string, std::string>>& details) {
  const AuditFile file(file_);
  const std::string tail = file.tail(2);
  const std::vector<std::string_view> lines = split_lines(tail);
  Link last{0, kNoPrevious, kNoPrevious};
  std::string text;
  if (!lines.empty()) {
    if (const std::optional<Link> link = read_link(lines.back())) {
      last = *link;
      if (!tail.ends_with('\n')) text = "\n";
    } else {
      if (lines.size() > 1) {
        if (const std::optional<Link> link_before = read_link(lines[lines.size() - 2])) last = *link_before;
      }
      // Without its newline the line was torn when the program was stopped: seal it. A whole line that is
      // wrong was changed: verify() must go on failing there.
      if (!tail.ends_with('\n')) {
        const std::string_view torn = lines.back();
        const std::string seal =
            make_line(last, kSealAction,
                      {{"torn_bytes", std::to_string(torn.size())}, {"torn_sha256", digest_text(torn)}});
        text = "\n" + seal + "\n";
        last = *read_link(seal);
      }
    }
  }
  file.append(text + make_line(last, action, details) + "\n");
}

Result<std::size_t> Audit::verify(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorKind::not_found, fmt::format("the audit file {} cannot be read", file.string()));
  Link last{0, kNoPrevious, kNoPrevious};
  std::size_t number = 0;
  std::string torn;
  bool is_torn = false;
  std::string line;
  while (std::getline(in, line)) {
    ++number;
    const std::optional<Link> link = read_link(line);
    if (is_torn) {
      if (!link || !seals(line, torn)) {
        return fail(ErrorKind::damaged,
                    fmt::format("line {} of the audit file is changed or damaged", number - 1));
      }
      is_torn = false;
    }
    if (!link) {
      is_torn = true;
      torn = line;
      continue;
    }
    if (link->previous != last.hash || link->n != last.n + 1) {
      return fail(ErrorKind::damaged,
                  fmt::format("line {} of the audit file does not follow from the line before: "
                              "lines were changed, removed or put in",
                              number));
    }
    last = *link;
  }
  if (is_torn) {
    return fail(
        ErrorKind::damaged,
        fmt::format("line {} of the audit file is torn or changed, and nothing after it says so", number));
  }
  return number;
}

}  // namespace ulika
