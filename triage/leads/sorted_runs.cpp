#include "triage/leads/sorted_runs.h"

#include <algorithm>
#include <queue>
#include <stdexcept>

namespace ulika {
namespace {

constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kPiece = std::size_t{1} << 18;      // bytes written or read at a time
constexpr std::size_t kMostRead = std::size_t{64} << 20;  // bytes of all the runs' buffers together

// Reads the rows of one run in order.
class RunCursor {
 public:
  RunCursor(const ScratchFile& file, std::uint64_t begin, std::uint64_t end, std::size_t buffer)
      : file_(&file), at_(begin), end_(end), buffer_(buffer) {}

  bool next() {
    if (!have(kLengthBytes)) return false;
    const std::size_t size = static_cast<unsigned char>(held_[used_]) |
                             static_cast<std::size_t>(static_cast<unsigned char>(held_[used_ + 1])) << 8;
    if (!have(kLengthBytes + size)) return false;
    row_ = std::string_view(held_).substr(used_ + kLengthBytes, size);
    used_ += kLengthBytes + size;
    return true;
  }
  std::string_view row() const { return row_; }

 private:
  bool have(std::size_t size) {
    if (held_.size() - used_ >= size) return true;
    held_.erase(0, used_);
    used_ = 0;
    while (held_.size() < size && at_ < end_) {
      const std::size_t old = held_.size();
      const std::size_t wanted = std::min<std::uint64_t>(std::max(buffer_, size), end_ - at_);
      held_.resize(old + wanted);
      file_->read(at_, held_.data() + old, wanted);
      at_ += wanted;
    }
    return held_.size() >= size;
  }

  const ScratchFile* file_;
  std::uint64_t at_, end_;
  std::size_t buffer_;
  std::string held_;
  std::size_t used_ = 0;
  std::string_view row_;
};

}  // namespace

SortedRuns::SortedRuns(std::filesystem::path dir, std::size_t memory_bytes)
    : file_(std::move(dir)), memory_bytes_(std::min(memory_bytes, std::size_t{1} << 31)) {}

void SortedRuns::add(std::string_view row) {
  if (row.size() > kMaxRow) throw std::logic_error("a row of more than 65,535 bytes");
  if (!places_.empty() && bytes_.size() + row.size() + places_.size() * sizeof(places_[0]) > memory_bytes_) {
    write_run();
  }
  places_.emplace_back(static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(row.size()));
  bytes_ += row;
  ++rows_;
}

void SortedRuns::sort_buffer() {
  const std::string_view all(bytes_);
  std::sort(places_.begin(), places_.end(), [all](const auto& a, const auto& b) {
    return all.substr(a.first, a.second) < all.substr(b.first, b.second);
  });
}

void SortedRuns::write_run() {
  sort_buffer();
  const std::uint64_t begin = end_;
  std::string piece;
  for (const auto& [at, size] : places_) {
    piece += static_cast<char>(size & 0xFF);
    piece += static_cast<char>(size >> 8);
    piece.append(bytes_, at, size);
    if (piece.size() >= kPiece) {
      file_.write(end_, piece);
      end_ += piece.size();
      piece.clear();
    }
  }
  file_.write(end_, piece);
  end_ += piece.size();
  runs_.emplace_back(begin, end_);
  bytes_.clear();
  places_.clear();
}

void SortedRuns::for_each(const std::function<void(std::string_view)>& visit) {
  if (runs_.empty()) {
    sort_buffer();
    for (const auto& [at, size] : places_) visit(std::string_view(bytes_).substr(at, size));
    return;
  }
  if (!places_.empty()) write_run();
  bytes_.shrink_to_fit();
  places_.shrink_to_fit();
  const std::size_t buffer = std::clamp(kMostRead / runs_.size(), std::size_t{4096}, kPiece);
  std::vector<RunCursor> cursors;
  cursors.reserve(runs_.size());
  for (const auto& [begin, end] : runs_) cursors.emplace_back(file_, begin, end, buffer);
  const auto later = [&](std::size_t a, std::size_t b) {
    const int order = cursors[a].row().compare(cursors[b].row());
    return order != 0 ? order > 0 : a > b;
  };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> heads(later);
  for (std::size_t i = 0; i < cursors.size(); ++i) {
    if (cursors[i].next()) heads.push(i);
  }
  while (!heads.empty()) {
    const std::size_t first = heads.top();
    heads.pop();
    visit(cursors[first].row());
    if (cursors[first].next()) heads.push(first);
  }
}

}  // namespace ulika
