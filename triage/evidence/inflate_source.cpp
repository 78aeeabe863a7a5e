#include "triage/evidence/inflate_source.h"

#include <zlib.h>

#include <algorithm>
#include <iterator>

namespace ulika {
namespace {

constexpr std::uint64_t kMinSpan = std::uint64_t{1} << 20;
constexpr std::uint64_t kMaxSpan = std::uint64_t{64} << 20;
constexpr std::uint64_t kMaxPoints = 1024;  // of about 40 KiB each
constexpr std::uint64_t kCacheBytes = std::uint64_t{16} << 20;
constexpr std::size_t kInput = std::size_t{128} << 10;

}  // namespace

// A copy of zlib's state with the place in the packed stream that it will read next. zlib's state points back
// at its z_stream, so the object must not move.
struct InflateSource::RestartPoint {
  z_stream stream{};
  std::uint64_t packed_offset = 0;
  bool ended = false;
  bool live = false;

  RestartPoint() { live = inflateInit2(&stream, -MAX_WBITS) == Z_OK; }
  explicit RestartPoint(RestartPoint& other) : packed_offset(other.packed_offset), ended(other.ended) {
    live = other.live && inflateCopy(&stream, &other.stream) == Z_OK;
    packed_offset -= stream.avail_in;
    stream.avail_in = 0;
    stream.next_in = nullptr;
  }
  RestartPoint& operator=(const RestartPoint&) = delete;
  ~RestartPoint() {
    if (live) inflateEnd(&stream);
  }
};

InflateSource::InflateSource(std::unique_ptr<ByteSource> packed, std::uint64_t size)
    : packed_(std::move(packed)),
      size_(size),
      span_size_(std::clamp(size / kMaxPoints + 1, kMinSpan, kMaxSpan)),
      max_cached_(static_cast<std::size_t>(std::max<std::uint64_t>(2, kCacheBytes / span_size_))),
      crc_(static_cast<std::uint32_t>(::crc32(0, nullptr, 0))) {}

InflateSource::~InflateSource() = default;

// Makes the running stream stand at or before span `index`, at the nearest place known.
bool InflateSource::restart_before(std::uint64_t index) {
  std::uint64_t nearest = points_.empty() ? 0 : std::min<std::uint64_t>(index, points_.size() - 1);
  if (at_ && next_ <= index && next_ >= nearest) return at_->live;
  next_ = nearest;
  at_ = points_.empty() ? std::make_unique<RestartPoint>()
                        : std::make_unique<RestartPoint>(*points_[static_cast<std::size_t>(nearest)]);
  return at_->live;
}

std::vector<std::byte> InflateSource::unpack_span(std::uint64_t index) {
  if (at_->ended) return {};
  if (points_.size() == index && index < 4 * kMaxPoints)
    points_.push_back(std::make_unique<RestartPoint>(*at_));
  std::uint64_t start = index * span_size_;
  std::vector<std::byte> bytes(static_cast<std::size_t>(std::min(span_size_, size_ - start)));
  z_stream& stream = at_->stream;
  input_.resize(kInput);
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  while (stream.avail_out > 0 && !at_->ended) {
    if (stream.avail_in == 0) {
      auto got = packed_->read(at_->packed_offset, input_);
      if (!got || *got == 0) {
        failure_ = got ? "the packed data ends too early" : got.error().message;
        at_->ended = true;
        break;
      }
      at_->packed_offset += *got;
      stream.next_in = reinterpret_cast<Bytef*>(input_.data());
      stream.avail_in = static_cast<uInt>(*got);
    }
    int code = inflate(&stream, Z_NO_FLUSH);
    if (code == Z_STREAM_END) {
      at_->ended = true;
      if (stream.avail_out > 0) failure_ = "the packed data unpacks to less than its header says";
    } else if (code != Z_OK) {
      failure_ = "the packed data is damaged";
      at_->ended = true;
    }
  }
  bytes.resize(bytes.size() - stream.avail_out);
  if (at_->ended) bytes.shrink_to_fit();
  if (start == crc_covers_) {
    crc_ = static_cast<std::uint32_t>(
        ::crc32(crc_, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
    crc_covers_ += bytes.size();
  }
  return bytes;
}

const InflateSource::Span& InflateSource::span_at(std::uint64_t index) {
  auto found =
      std::find_if(cache_.begin(), cache_.end(), [&](const Span& span) { return span.index == index; });
  if (found != cache_.end()) {
    cache_.splice(cache_.begin(), cache_, found);
    return cache_.front();
  }
  std::vector<std::byte> bytes;
  if (restart_before(index)) {
    for (; next_ <= index && !at_->ended; ++next_) bytes = unpack_span(next_);
    if (next_ <= index) bytes.clear();
  } else {
    failure_ = "there is no memory to unpack it";
  }
  cache_.push_front(Span{index, std::move(bytes)});
  if (cache_.size() > max_cached_) cache_.pop_back();
  return cache_.front();
}

Result<std::size_t> InflateSource::read(std::uint64_t offset, std::span<std::byte> out) {
  if (offset >= size_) return 0;
  out = out.first(static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset)));
  std::size_t done = 0;
  while (done < out.size()) {
    std::uint64_t at = offset + done;
    const Span& span = span_at(at / span_size_);
    std::size_t inside = static_cast<std::size_t>(at % span_size_);
    if (inside >= span.bytes.size()) break;
    std::size_t n = std::min(out.size() - done, span.bytes.size() - inside);
    std::copy_n(span.bytes.begin() + static_cast<std::ptrdiff_t>(inside), n,
                out.begin() + static_cast<std::ptrdiff_t>(done));
    done += n;
  }
  if (done == 0 && !out.empty()) return fail(ErrorKind::damaged, failure_);
  return done;
}

}  // namespace ulika
