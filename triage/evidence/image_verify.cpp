#include "triage/evidence/image_verify.h"

#include <array>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace ulika {
namespace {

constexpr std::size_t kPiece = std::size_t{4} << 20;
constexpr std::size_t kPieces = 4;

// A ring of pieces that one thread fills and the other empties.
class PieceRing {
 public:
  struct Piece {
    std::vector<std::byte> buffer = std::vector<std::byte>(kPiece);
    std::size_t length = 0;
  };

  // The next piece to fill; null once the consumer has left.
  Piece* to_fill() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return filled_ - emptied_ < kPieces || closed_; });
    return closed_ ? nullptr : &pieces_[filled_ % kPieces];
  }
  void filled() {
    std::lock_guard lock(mutex_);
    ++filled_;
    changed_.notify_all();
  }
  // No more pieces will come; with why, when that is not the end of the image.
  void end(std::optional<Error> error) {
    std::lock_guard lock(mutex_);
    ended_ = true;
    error_ = std::move(error);
    changed_.notify_all();
  }

  // The next full piece; null at the end.
  const Piece* to_empty() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return filled_ > emptied_ || ended_; });
    return filled_ > emptied_ ? &pieces_[emptied_ % kPieces] : nullptr;
  }
  void emptied() {
    std::lock_guard lock(mutex_);
    ++emptied_;
    changed_.notify_all();
  }
  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::array<Piece, kPieces> pieces_;
  std::uint64_t filled_ = 0;
  std::uint64_t emptied_ = 0;
  bool ended_ = false;
  bool closed_ = false;
  std::optional<Error> error_;
};

void read_in_order(ImageSource& image, PieceRing& ring) {
  std::optional<Error> error;
  try {
    std::uint64_t at = 0;
    while (at < image.size()) {
      PieceRing::Piece* piece = ring.to_fill();
      if (piece == nullptr) break;
      auto got = image.read(at, piece->buffer);
      if (!got || *got == 0) {
        error = got ? Error{ErrorKind::io, "the image ended before its size"} : got.error();
        break;
      }
      piece->length = *got;
      at += *got;
      ring.filled();
    }
  } catch (const std::exception& failure) {
    error = Error{ErrorKind::limit, failure.what()};
  }
  ring.end(std::move(error));
}

}  // namespace

Result<OpenedImage> reopen_image(const SourceInfo& info) {
  if (!info.is_image || info.files.empty())
    return fail(ErrorKind::usage, "this evidence has no sectors to verify");
  std::vector<std::filesystem::path> files(info.files.begin(), info.files.end());
  return info.kind == "e01" ? open_ewf_image(files.front()) : open_raw_image(files);
}

Result<ImageVerification> verify_image(const SourceInfo& info, const VerifyProgress& progress,
                                       const ChunkShare& share) {
  auto image = reopen_image(info);
  if (!image) return tl::unexpected(image.error());
  image->source->share(share);
  ImageVerification outcome;
  PieceRing ring;
  Hasher hasher;
  std::thread reader(read_in_order, std::ref(*image->source), std::ref(ring));
  struct Joiner {
    std::thread& thread;
    PieceRing& ring;
    ~Joiner() {
      ring.close();
      if (thread.joinable()) thread.join();
    }
  };
  {
    Joiner joiner{reader, ring};
    while (const PieceRing::Piece* piece = ring.to_empty()) {
      hasher.update(Bytes(piece->buffer).first(piece->length));
      outcome.bytes += piece->length;
      ring.emptied();
      if (progress && !progress(outcome.bytes)) {
        outcome.stopped = true;
        break;
      }
    }
  }
  if (ring.error() && !outcome.stopped) return tl::unexpected(*ring.error());
  outcome.digests = hasher.finish();
  outcome.problems = image->source->take_problems();
  for (Problem& problem : outcome.problems) problem.stage = "verify";
  return outcome;
}

}  // namespace ulika
