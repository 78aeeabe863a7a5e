#include "triage/pipeline/image_pass.h"

#include <fmt/format.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

#include "triage/evidence/evidence.h"
#include "triage/pipeline/probe.h"
#include "triage/pipeline/sandbox.h"
#include "triage/pipeline/shared_state.h"
#include "triage/pipeline/wire.h"

namespace ulika {
namespace {

constexpr std::size_t kPieces = 8;
constexpr std::size_t kPieceBytes = 1U << 20;
constexpr std::uint64_t kMemory = 1ULL << 30;

enum class Note : std::uint32_t { data, source, problems, failure, end };

// Pieces of the image on their way from the reading to the hashing process.
struct Ring {
  sem_t filled;
  sem_t empty;
  struct Piece {
    Note note;
    std::uint32_t length;
    std::array<std::byte, kPieceBytes> bytes;
  } pieces[kPieces];
};

class Feeder {
 public:
  explicit Feeder(Ring& ring) : ring_(ring) {}

  // The next free piece, once there is one.
  Ring::Piece& free_piece() {
    while (sem_wait(&ring_.empty) != 0 && errno == EINTR) {
    }
    return ring_.pieces[at_];
  }
  void pass(Note note, std::size_t length) {
    ring_.pieces[at_].note = note;
    ring_.pieces[at_].length = static_cast<std::uint32_t>(length);
    at_ = (at_ + 1) % kPieces;
    sem_post(&ring_.filled);
  }
  void pass_text(Note note, std::string_view text) {
    Ring::Piece& piece = free_piece();
    const std::size_t n = std::min(text.size(), kPieceBytes);
    std::memcpy(piece.bytes.data(), text.data(), n);
    pass(note, n);
  }

 private:
  Ring& ring_;
  std::size_t at_ = 0;
};

[[noreturn]] void read_image(const std::filesystem::path& path, Ring& ring) {
  SandboxOptions options;
  options.readable = readable_for(path);
  options.memory_bytes = kMemory;
  enter_sandbox(options);
  Feeder feeder(ring);
  auto evidence = open_evidence(path);
  if (!evidence) {
    feeder.pass_text(Note::failure, evidence.error().message);
    _exit(0);
  }
  ByteSource* image = (*evidence)->image();
  if (image == nullptr) {
    feeder.pass_text(Note::failure, path.string() + ": has no sectors and no stored hashes to verify");
    _exit(0);
  }
  feeder.pass_text(Note::source, encode_source((*evidence)->info()));
  for (std::uint64_t at = 0; at < image->size();) {
    Ring::Piece& piece = feeder.free_piece();
    auto got = image->read(at, piece.bytes);
    if (!got || *got == 0) {
      const std::string text =
          got ? fmt::format("the image ends after {} of {} bytes", at, image->size()) : got.error().message;
      std::memcpy(piece.bytes.data(), text.data(), std::min(text.size(), kPieceBytes));
      feeder.pass(Note::failure, std::min(text.size(), kPieceBytes));
      _exit(0);
    }
    feeder.pass(Note::data, *got);
    at += *got;
  }
  feeder.pass_text(Note::problems, encode_problems((*evidence)->take_problems()));
  feeder.pass_text(Note::end, "");
  _exit(0);
}

// Waits for a piece; false when the reading process died without another word.
bool wait_filled(Ring& ring, pid_t reader, bool& reaped) {
  for (;;) {
    timespec until{};
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 1;
    if (sem_timedwait(&ring.filled, &until) == 0) return true;
    if (errno == EINTR) continue;
    if (reaped) return false;
    reaped = waitpid(reader, nullptr, WNOHANG) == reader;
  }
}

}  // namespace

Result<ImagePassResult> digest_image(const std::filesystem::path& path,
                                     const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  Shared<Ring> ring;
  sem_init(&ring->filled, 1, 0);
  sem_init(&ring->empty, 1, kPieces);
  const pid_t reader = fork();
  if (reader < 0) return fail(ErrorKind::io, fmt::format("cannot start a process: {}", std::strerror(errno)));
  if (reader == 0) read_image(path, *ring);

  ImagePassResult pass;
  Hasher hasher;
  bool reaped = false;
  bool over = false;
  Result<void> outcome;
  for (std::size_t at = 0; !over; at = (at + 1) % kPieces) {
    if (!wait_filled(*ring, reader, reaped)) {
      outcome = fail(ErrorKind::damaged, path.string() + ": the process that read it ended early");
      break;
    }
    const Ring::Piece& piece = ring->pieces[at];
    const Bytes bytes = Bytes(piece.bytes).first(std::min<std::size_t>(piece.length, kPieceBytes));
    switch (piece.note) {
      case Note::data:
        hasher.update(bytes);
        pass.bytes += bytes.size();
        if (progress) progress(pass.bytes, pass.source.size);
        break;
      case Note::source:
        if (auto source = decode_source(as_text(bytes))) pass.source = std::move(*source);
        break;
      case Note::problems:
        if (auto problems = decode_problems(as_text(bytes))) pass.problems = std::move(*problems);
        break;
      case Note::failure:
        outcome = fail(ErrorKind::damaged, std::string(as_text(bytes)));
        over = true;
        break;
      case Note::end:
        over = true;
        break;
    }
    sem_post(&ring->empty);
  }
  if (!reaped) {
    if (!outcome) kill(reader, SIGKILL);
    while (waitpid(reader, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  sem_destroy(&ring->filled);
  sem_destroy(&ring->empty);
  if (!outcome) return tl::unexpected(outcome.error());
  pass.digests = hasher.finish();
  return pass;
}

}  // namespace ulika
