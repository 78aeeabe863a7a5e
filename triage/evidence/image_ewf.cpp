#include <fmt/format.h>
#include <libdeflate.h>
#include <libewf.h>

#include <algorithm>
#include <cstring>
#include <list>
#include <set>
#include <unordered_map>
#include <utility>

#include "triage/base/digest.h"
#include "triage/base/text.h"
#include "triage/base/time.h"
#include "triage/evidence/host_file.h"
#include "triage/evidence/image_source.h"

namespace ulika {
namespace {

constexpr std::size_t kCacheBytes = std::size_t{64} << 20;
constexpr std::size_t kMaxChunk = std::size_t{64} << 20;

// The text of a libewf error, which is freed here.
std::string take_error(libewf_error_t*& error) {
  char text[1024] = {};
  if (error != nullptr) libewf_error_sprint(error, text, sizeof text);
  libewf_error_free(&error);
  return to_valid_utf8(text);
}

void drop_error(libewf_error_t*& error) {
  libewf_error_free(&error);
}

struct HandleCloser {
  void operator()(libewf_handle_t* handle) const {
    libewf_handle_close(handle, nullptr);
    libewf_handle_free(&handle, nullptr);
  }
};
using EwfHandle = std::unique_ptr<libewf_handle_t, HandleCloser>;

struct DeflateCloser {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

class EwfImage final : public ImageSource {
 public:
  EwfImage(EwfHandle handle, std::uint64_t size, std::size_t chunk_size)
      : handle_(std::move(handle)),
        inflate_(libdeflate_alloc_decompressor()),
        size_(size),
        chunk_size_(chunk_size),
        max_cached_(std::max<std::size_t>(4, kCacheBytes / chunk_size)),
        packed_(2 * chunk_size + 4096) {}

  std::uint64_t size() const override { return size_; }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override {
    if (offset >= size_ || out.empty()) return 0;
    out = out.first(static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset)));
    std::size_t done = 0;
    while (done < out.size()) {
      std::uint64_t at = offset + done;
      std::uint64_t index = at / chunk_size_;
      std::size_t inside = static_cast<std::size_t>(at % chunk_size_);
      std::size_t length = chunk_length(index);
      std::size_t n = std::min(out.size() - done, length - inside);
      // A whole chunk that is not cached is unpacked where it is wanted; a sequential reader never fills the
      // cache.
      if (n == length && cached_.find(index) == cached_.end()) {
        load(index, out.subspan(done, length));
      } else {
        std::memcpy(out.data() + done, chunk(index).data() + inside, n);
      }
      done += n;
    }
    return done;
  }

  std::vector<Problem> take_problems() override { return std::exchange(problems_, {}); }
  void share(const ChunkShare& share) override { share_ = share; }

  void tell(std::string reason, std::int64_t offset, std::uint64_t length) {
    Problem problem;
    problem.stage = "read";
    problem.state = LedgerState::damaged;
    problem.reason = std::move(reason);
    problem.offset = offset;
    problem.length = length;
    problems_.push_back(std::move(problem));
  }

 private:
  struct Slot {
    std::uint64_t index = 0;
    std::vector<std::byte> bytes;
  };

  std::size_t chunk_length(std::uint64_t index) const {
    return static_cast<std::size_t>(std::min<std::uint64_t>(chunk_size_, size_ - index * chunk_size_));
  }

  const std::vector<std::byte>& chunk(std::uint64_t index) {
    auto found = cached_.find(index);
    if (found != cached_.end()) {
      slots_.splice(slots_.begin(), slots_, found->second);
      return slots_.front().bytes;
    }
    if (slots_.size() < max_cached_) {
      slots_.emplace_front();
    } else {
      slots_.splice(slots_.begin(), slots_, std::prev(slots_.end()));
      cached_.erase(slots_.front().index);
    }
    Slot& slot = slots_.front();
    slot.index = index;
    slot.bytes.resize(chunk_length(index));
    load(index, slot.bytes);
    cached_[index] = slots_.begin();
    return slot.bytes;
  }

  // Fills `out` with a whole chunk; a chunk that cannot be trusted becomes zeros and is told once.
  void load(std::uint64_t index, std::span<std::byte> out) {
    const bool shared = share_.exchange != nullptr;
    if (shared && !share_.puts && share_.exchange->take(share_.item, index, out)) return;
    const char* const failure = try_load(index, out);
    if (failure == nullptr) {
      if (shared && share_.puts) share_.exchange->put(share_.item, index, out);
    } else {
      std::fill(out.begin(), out.end(), std::byte{0});
      if (!told_.insert(index).second) return;
      tell(fmt::format("chunk {} of the image {}; its bytes read as zeros", index, failure),
           static_cast<std::int64_t>(index * chunk_size_), out.size());
    }
  }

  // Null, or what is wrong with the chunk.
  const char* try_load(std::uint64_t index, std::span<std::byte> out) {
    libewf_error_t* error = nullptr;
    if (libewf_handle_seek_offset(handle_.get(), static_cast<off64_t>(index * chunk_size_), SEEK_SET,
                                  &error) < 0) {
      drop_error(error);
      return "cannot be located";
    }
    std::int8_t is_compressed = 0;
    std::int8_t has_checksum = 0;
    std::uint32_t checksum = 0;
    std::uint8_t stored[4] = {};
    ssize_t got = libewf_handle_read_chunk(handle_.get(), packed_.data(), packed_.size(), &is_compressed,
                                           stored, &checksum, &has_checksum, &error);
    if (got <= 0) {
      drop_error(error);
      return "cannot be read (missing from its segment file)";
    }
    auto packed = static_cast<std::size_t>(got);
    if (is_compressed == 0) {
      if (packed < out.size()) return "is shorter than it should be";
      if (has_checksum != 0) {
        std::uint32_t expected = ByteReader(std::as_bytes(std::span(stored))).u32le();
        if (libdeflate_adler32(1, packed_.data(), out.size()) != expected) return "fails its checksum";
      }
      std::memcpy(out.data(), packed_.data(), out.size());
      return nullptr;
    }
    std::size_t unpacked = 0;
    libdeflate_result result =
        libdeflate_zlib_decompress(inflate_.get(), packed_.data(), packed, out.data(), out.size(), &unpacked);
    if (result == LIBDEFLATE_SUCCESS && unpacked == out.size()) return nullptr;
    return load_by_libewf(index, out) ? nullptr : "fails its checksum or cannot be unpacked";
  }

  // The peer's own verdict for a chunk that libdeflate refuses (a last chunk padded to full size, an odd
  // stream).
  bool load_by_libewf(std::uint64_t index, std::span<std::byte> out) {
    libewf_error_t* error = nullptr;
    std::uint32_t before = checksum_errors();
    bool ok = libewf_handle_seek_offset(handle_.get(), static_cast<off64_t>(index * chunk_size_), SEEK_SET,
                                        &error) >= 0 &&
              libewf_handle_read_buffer(handle_.get(), out.data(), out.size(), &error) ==
                  static_cast<ssize_t>(out.size());
    drop_error(error);
    return ok && checksum_errors() == before;
  }

  std::uint32_t checksum_errors() {
    std::uint32_t count = 0;
    libewf_error_t* error = nullptr;
    libewf_handle_get_number_of_checksum_errors(handle_.get(), &count, &error);
    drop_error(error);
    return count;
  }

  EwfHandle handle_;
  std::unique_ptr<libdeflate_decompressor, DeflateCloser> inflate_;
  std::uint64_t size_;
  std::size_t chunk_size_;
  std::size_t max_cached_;
  std::vector<std::byte> packed_;
  std::list<Slot> slots_;  // most recently used first
  std::unordered_map<std::uint64_t, std::list<Slot>::iterator> cached_;
  std::set<std::uint64_t> told_;
  std::vector<Problem> problems_;
  ChunkShare share_;
};

std::vector<std::filesystem::path> find_segments(const std::filesystem::path& path) {
  std::vector<std::filesystem::path> files;
  char** names = nullptr;
  int count = 0;
  libewf_error_t* error = nullptr;
  const std::string& text = path.native();
  if (libewf_glob(text.c_str(), text.size(), LIBEWF_FORMAT_UNKNOWN, &names, &count, &error) == 1) {
    for (int i = 0; i < count; ++i) files.emplace_back(names[i]);
    libewf_glob_free(names, count, &error);
  }
  drop_error(error);
  if (files.empty()) files.push_back(path);
  return files;
}

// The last section of a complete set is called "done", that of every other segment "next" (EWF-E01:
// descriptors of 76 bytes, the name first).
std::string last_section(const std::filesystem::path& segment) {
  constexpr std::size_t kDescriptor = 76, kName = 16;
  auto file = HostFile::open(segment);
  if (!file || (*file)->size() < kDescriptor) return {};
  std::byte name[kName];
  auto got = (*file)->read((*file)->size() - kDescriptor, name);
  if (!got || *got < kName) return {};
  std::string_view text = as_text(name);
  return std::string(text.substr(0, text.find('\0')));
}

std::string header_value(libewf_handle_t* handle, std::string_view key) {
  std::uint8_t value[4096] = {};
  libewf_error_t* error = nullptr;
  int found = libewf_handle_get_utf8_header_value(handle, reinterpret_cast<const std::uint8_t*>(key.data()),
                                                  key.size(), value, sizeof value - 1, &error);
  drop_error(error);
  return found == 1 ? to_valid_utf8(reinterpret_cast<const char*>(value)) : std::string();
}

template <std::size_t N>
std::optional<std::string> stored_hash(libewf_handle_t* handle, int (*get)(libewf_handle_t*, std::uint8_t*,
                                                                           std::size_t, libewf_error_t**)) {
  std::uint8_t hash[N] = {};
  libewf_error_t* error = nullptr;
  int found = get(handle, hash, N, &error);
  drop_error(error);
  if (found != 1) return {};
  return to_hex(std::as_bytes(std::span(hash)));
}

void take_facts(libewf_handle_t* handle, SourceInfo& info) {
  libewf_error_t* error = nullptr;
  libewf_handle_set_header_values_date_format(handle, LIBEWF_DATE_FORMAT_ISO8601, &error);
  drop_error(error);
  for (std::string_view key : {"case_number", "evidence_number", "description", "examiner_name", "notes",
                               "acquiry_date", "system_date", "acquiry_operating_system",
                               "acquiry_software_version", "model", "serial_number", "device_label"}) {
    std::string value = header_value(handle, key);
    if (!value.empty()) info.acquisition.emplace_back(key, std::move(value));
  }
  // The format keeps a clock reading without a zone, or seconds that libewf turns into this machine's time.
  info.acquired_at = parse_rfc3339(header_value(handle, "acquiry_date") + "Z");
  info.acquired_zone_known = false;
  info.stored_md5 = stored_hash<16>(handle, libewf_handle_get_md5_hash);
  info.stored_sha1 = stored_hash<20>(handle, libewf_handle_get_sha1_hash);
  std::uint32_t sector = 0;
  if (libewf_handle_get_bytes_per_sector(handle, &sector, &error) == 1 && sector >= 512 && sector <= 65536) {
    info.sector_size = sector;
  }
  drop_error(error);
}

}  // namespace

Result<OpenedImage> open_ewf_image(const std::filesystem::path& path) {
  std::vector<std::filesystem::path> files = find_segments(path);
  std::vector<char*> names;
  std::vector<std::string> texts;
  for (const auto& file : files) texts.push_back(file.string());
  for (std::string& text : texts) names.push_back(text.data());

  libewf_handle_t* raw = nullptr;
  libewf_error_t* error = nullptr;
  if (libewf_handle_initialize(&raw, &error) != 1) return fail(ErrorKind::limit, take_error(error));
  EwfHandle handle(raw);
  std::string end = last_section(files.back());
  if (libewf_handle_open(raw, names.data(), static_cast<int>(names.size()), LIBEWF_OPEN_READ, &error) != 1) {
    std::string detail = take_error(error);
    return fail(
        ErrorKind::damaged,
        end == "next"
            ? fmt::format("the segment after {} is missing from the E01 set", files.back().string())
            : fmt::format("{} is truncated or damaged and cannot be opened as an E01 image", path.string()));
  }
  std::uint64_t size = 0;
  std::uint32_t chunk_size = 0;
  if (libewf_handle_get_media_size(raw, &size, &error) != 1 ||
      libewf_handle_get_chunk_size(raw, &chunk_size, &error) != 1 || chunk_size == 0 ||
      chunk_size > kMaxChunk) {
    drop_error(error);
    return fail(ErrorKind::damaged, fmt::format("{} does not say how large its medium was", path.string()));
  }
  OpenedImage image;
  image.info.kind = "e01";
  for (const std::string& text : texts) image.info.files.push_back(text);
  image.info.size = size;
  image.info.is_image = true;
  take_facts(raw, image.info);
  auto source = std::make_unique<EwfImage>(std::move(handle), size, chunk_size);
  if (end == "next") {
    source->tell(
        fmt::format("the segment after {} is missing; what it held reads as zeros", files.back().string()),
        -1, 0);
  } else if (end != "done") {
    source->tell(
        fmt::format("{} does not end as an E01 segment should: it seems truncated", files.back().string()),
        -1, 0);
  }
  image.source = std::move(source);
  return image;
}

}  // namespace ulika
