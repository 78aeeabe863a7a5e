#include "reports/row_spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace ulika {
namespace {

constexpr std::size_t kBuffer = std::size_t{1} << 20;

[[noreturn]] void broken(const std::filesystem::path& file) {
  throw std::runtime_error("the report's work file " + file.string() +
                           " cannot be used: " + std::strerror(errno));
}

}  // namespace

RowSpool::RowSpool(std::filesystem::path file) : file_(std::move(file)) {
  fd_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd_ < 0) broken(file_);
}

RowSpool::~RowSpool() {
  ::close(fd_);
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

std::uint32_t RowSpool::add(std::uint32_t group, std::int64_t order, std::string_view origin,
                            std::string_view cells) {
  const auto n = static_cast<std::uint32_t>(rows_.size());
  rows_.push_back({order, written_ + buffer_.size(), group, n});
  const std::uint32_t lengths[2] = {static_cast<std::uint32_t>(origin.size()),
                                    static_cast<std::uint32_t>(cells.size())};
  buffer_.append(reinterpret_cast<const char*>(lengths), sizeof lengths);
  buffer_.append(origin).append(cells);
  if (buffer_.size() >= kBuffer) flush();
  return n;
}

void RowSpool::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t n = ::write(fd_, left.data(), left.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) broken(file_);
    left.remove_prefix(static_cast<std::size_t>(n));
  }
  written_ += buffer_.size();
  buffer_.clear();
}

void RowSpool::read(std::uint64_t offset, char* out, std::size_t length) const {
  while (length > 0) {
    const ssize_t n = ::pread(fd_, out, length, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) broken(file_);
    out += n;
    offset += static_cast<std::uint64_t>(n);
    length -= static_cast<std::size_t>(n);
  }
}

void RowSpool::for_each(const std::vector<std::uint32_t>& rank,
                        const std::function<void(std::uint32_t, std::string_view, std::string_view)>& visit) {
  flush();
  std::sort(rows_.begin(), rows_.end(), [&](const Row& a, const Row& b) {
    if (a.group != b.group) return rank[a.group] < rank[b.group];
    if (a.order != b.order) return a.order < b.order;
    return a.offset < b.offset;
  });
  std::string row;
  for (const Row& at : rows_) {
    std::uint32_t lengths[2];
    read(at.offset, reinterpret_cast<char*>(lengths), sizeof lengths);
    row.resize(std::size_t{lengths[0]} + lengths[1]);
    read(at.offset + sizeof lengths, row.data(), row.size());
    visit(at.n, std::string_view(row).substr(0, lengths[0]), std::string_view(row).substr(lengths[0]));
  }
}

}  // namespace ulika
