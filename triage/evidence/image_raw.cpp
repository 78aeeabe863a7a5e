#include <algorithm>

#include <set>
#include <utility>

#include "triage/evidence/host_file.h"
#include "triage/evidence/image_source.h"

namespace ulika {
namespace {

class RawImage final : public ImageSource {
 public:
  explicit RawImage(std::vector<std::unique_ptr<HostFile>> pieces) : pieces_(std::move(pieces)) {
    for (const auto& piece : pieces_) {
      starts_.push_back(size_);
      size_ += piece->size();
    }
  }

  std::uint64_t size() const override { return size_; }

  // A sector that the medium refuses costs itself: it reads as zeros and is told once.
  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override {
    if (offset >= size_ || out.empty()) return 0;
    out = out.first(static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset)));
    std::size_t index =
        static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin()) -
        1;
    std::size_t done = 0;
    while (done < out.size()) {
      HostFile& piece = *pieces_[index];
      std::uint64_t inside = offset + done - starts_[index++];
      if (inside >= piece.size()) continue;
      auto part = out.subspan(
          done, static_cast<std::size_t>(std::min<std::uint64_t>(out.size() - done, piece.size() - inside)));
      read_piece(piece, inside, part, offset + done);
      done += part.size();
    }
    return done;
  }

  std::vector<Problem> take_problems() override { return std::exchange(problems_, {}); }

 private:
  static constexpr std::size_t kSector = 512;

  void read_piece(HostFile& piece, std::uint64_t inside, std::span<std::byte> out,
                  std::uint64_t image_offset) {
    auto got = piece.read(inside, out);
    if (got && *got == out.size()) return;
    if (out.size() > kSector) {
      std::size_t half = std::max(kSector, out.size() / 2 / kSector * kSector);
      read_piece(piece, inside, out.first(half), image_offset);
      read_piece(piece, inside + half, out.subspan(half), image_offset + half);
      return;
    }
    std::fill(out.begin(), out.end(), std::byte{0});
    Problem problem;
    problem.stage = "read";
    problem.state = LedgerState::damaged;
    problem.reason = got ? "the image became shorter while it was read; the rest reads as zeros"
                         : got.error().message + "; the sector reads as zeros";
    problem.offset = static_cast<std::int64_t>(image_offset);
    problem.length = out.size();
    if (!told_.insert(image_offset / kSector).second) return;
    problems_.push_back(std::move(problem));
  }

  std::vector<std::unique_ptr<HostFile>> pieces_;
  std::vector<std::uint64_t> starts_;
  std::uint64_t size_ = 0;
  std::vector<Problem> problems_;
  std::set<std::uint64_t> told_;
};

}  // namespace

Result<OpenedImage> open_raw_image(const std::vector<std::filesystem::path>& files) {
  std::vector<std::unique_ptr<HostFile>> pieces;
  OpenedImage image;
  for (const auto& file : files) {
    auto piece = HostFile::open(file);
    if (!piece) return tl::unexpected(piece.error());
    pieces.push_back(std::move(*piece));
    image.info.files.push_back(file.string());
  }
  image.source = std::make_unique<RawImage>(std::move(pieces));
  image.info.kind = files.size() > 1 ? "split raw" : "raw";
  image.info.size = image.source->size();
  image.info.is_image = true;
  return image;
}

}  // namespace ulika
