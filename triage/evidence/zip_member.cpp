#include "triage/evidence/zip_member.h"

#include <zlib.h>

#include "triage/evidence/extent_source.h"
#include "triage/evidence/inflate_source.h"
#include "triage/evidence/zip_record.h"

namespace ulika {
namespace {

// Checks the stored checksum as the bytes go by, without a second pass: only reads that continue the last one
// count.
class CheckedMember final : public ByteSource {
 public:
  CheckedMember(std::unique_ptr<ByteSource> bytes, InflateSource* inflate, const FileEntry& entry,
                ProblemSink sink)
      : bytes_(std::move(bytes)),
        inflate_(inflate),
        path_(entry.path),
        expected_(entry.content.crc32),
        sink_(std::move(sink)) {
    if (!entry.content.has_crc) sink_ = nullptr;
  }

  std::uint64_t size() const override { return bytes_->size(); }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override {
    auto got = bytes_->read(offset, out);
    if (!sink_) return got;
    if (!got) {
      tell(got.error().message);
      return got;
    }
    if (inflate_ == nullptr && offset == covered_) {
      crc_ = ::crc32(crc_, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(*got));
      covered_ += *got;
    }
    std::uint64_t covered = inflate_ != nullptr ? inflate_->crc_covers() : covered_;
    std::uint64_t sum = inflate_ != nullptr ? inflate_->running_crc() : crc_;
    if (covered != size()) return got;
    if (sum == expected_) {
      sink_ = nullptr;
    } else {
      tell("the content does not match its stored checksum (CRC-32)");
    }
    return got;
  }

 private:
  void tell(std::string reason) {
    Problem problem;
    problem.path = path_;
    problem.stage = "read";
    problem.state = LedgerState::damaged;
    problem.reason = std::move(reason);
    std::exchange(sink_, nullptr)(std::move(problem));
  }

  std::unique_ptr<ByteSource> bytes_;
  InflateSource* inflate_;  // null for a stored member
  std::string path_;
  std::uint32_t expected_;
  ProblemSink sink_;
  uLong crc_ = ::crc32(0, nullptr, 0);
  std::uint64_t covered_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_zip_member(ByteSource& file, const FileEntry& entry,
                                                    ProblemSink sink) {
  const ContentRef& content = entry.content;
  std::vector<std::byte> head(kZipLocalSize);
  auto got = file.read(content.meta, head);
  if (!got) return tl::unexpected(got.error());
  ByteReader reader(Bytes(head).first(*got));
  if (reader.u32le() != kZipLocalSignature) {
    return fail(ErrorKind::damaged, "the member's own header is not where the directory says");
  }
  reader.skip(22);
  std::uint64_t name_length = reader.u16le();
  std::uint64_t extra_length = reader.u16le();
  if (!reader.ok()) return fail(ErrorKind::damaged, "the member's own header is cut off");
  std::uint64_t data = content.meta + kZipLocalSize + name_length + extra_length;
  auto packed = std::make_unique<ExtentSource>(
      file, std::vector{Extent{static_cast<std::int64_t>(data), content.packed_size}}, content.packed_size);
  constexpr std::uint32_t kStored = 0, kDeflated = 8;
  if (content.method == kStored) {
    return std::make_unique<CheckedMember>(std::move(packed), nullptr, entry, std::move(sink));
  }
  if (content.method != kDeflated)
    return fail(ErrorKind::unsupported, "this zip compression method is not read");
  auto inflate = std::make_unique<InflateSource>(std::move(packed), entry.size);
  InflateSource* raw = inflate.get();
  return std::make_unique<CheckedMember>(std::move(inflate), raw, entry, std::move(sink));
}

}  // namespace ulika
