#include "triage/evidence/tsk_runs.h"

#include <tsk/libtsk.h>

#include <algorithm>

namespace ulika {
namespace {

constexpr std::size_t kMaxExtents = 4'000'000;
constexpr std::uint64_t kMaxResident = std::uint64_t{16} << 20;

// Appends pieces in content order and splits them at the end of the content and at the end of what was
// initialised.
class ExtentBuilder {
 public:
  ExtentBuilder(std::uint64_t size, std::uint64_t initialised)
      : size_(size), initialised_(std::min(size, initialised)) {}

  void add(std::int64_t offset, std::uint64_t length) {
    if (at_ < initialised_) length -= put(content, offset, std::min(length, initialised_ - at_));
    if (length > 0 && at_ < size_) {
      std::uint64_t hole = std::min(length, size_ - at_);
      if (offset >= 0) offset += static_cast<std::int64_t>(at_ < initialised_ ? 0 : hole);
      append(content, -1, hole);
      at_ += hole;
      length -= hole;
    }
    if (length > 0 && offset >= 0) append(slack, offset, length);
  }

  std::uint64_t covered() const { return at_; }

  std::vector<Extent> content;
  std::vector<Extent> slack;

 private:
  // Returns the length, and moves `offset` behind the piece.
  std::uint64_t put(std::vector<Extent>& to, std::int64_t& offset, std::uint64_t length) {
    append(to, offset, length);
    if (offset >= 0) offset += static_cast<std::int64_t>(length);
    at_ += length;
    return length;
  }

  static void append(std::vector<Extent>& to, std::int64_t offset, std::uint64_t length) {
    if (length == 0) return;
    if (!to.empty()) {
      Extent& last = to.back();
      bool follows = offset < 0
                         ? last.offset < 0
                         : last.offset >= 0 && last.offset + static_cast<std::int64_t>(last.length) == offset;
      if (follows) {
        last.length += length;
        return;
      }
    }
    to.push_back({offset, length});
  }

  std::uint64_t size_;
  std::uint64_t initialised_;
  std::uint64_t at_ = 0;
};

bool needs_driver(const TSK_FS_INFO& fs, const TSK_FS_ATTR& attribute) {
  if ((attribute.flags & TSK_FS_ATTR_COMP) != 0) return true;
  if (fs.block_pre_size != 0 || fs.block_post_size != 0) return true;
  for (const TSK_FS_ATTR_RUN* run = attribute.nrd.run; run != nullptr; run = run->next) {
    if ((run->flags & TSK_FS_ATTR_RUN_FLAG_ENCRYPTED) != 0) return true;
  }
  return false;
}

bool take_runs(const TSK_FS_INFO& fs, const TSK_FS_ATTR& attribute, std::uint64_t image_size,
               FileEntry& entry) {
  std::uint64_t block = fs.block_size;
  std::uint64_t skip = attribute.nrd.skiplen;
  std::uint64_t initialised =
      attribute.nrd.initsize >= 0 ? static_cast<std::uint64_t>(attribute.nrd.initsize) : 0;
  ExtentBuilder builder(entry.size, initialised);
  bool whole = true;
  for (const TSK_FS_ATTR_RUN* run = attribute.nrd.run; run != nullptr; run = run->next) {
    if (builder.content.size() + builder.slack.size() > kMaxExtents) return false;
    if (run->len == 0) continue;
    bool hole = (run->flags & (TSK_FS_ATTR_RUN_FLAG_SPARSE | TSK_FS_ATTR_RUN_FLAG_FILLER)) != 0;
    // A filler is a hole, but on NTFS a run that was not found.
    if ((run->flags & TSK_FS_ATTR_RUN_FLAG_FILLER) != 0 && TSK_FS_TYPE_ISNTFS(fs.ftype)) whole = false;
    if (run->len > (std::uint64_t{1} << 62) / block) return false;
    std::uint64_t length = run->len * block;
    std::uint64_t dropped = std::min(skip, length);
    skip -= dropped;
    if (hole) {
      // A hole is no longer than the content it stands for, whatever the run says.
      builder.add(-1, std::min(length - dropped, entry.size - std::min(entry.size, builder.covered())));
      continue;
    }
    if (run->addr > image_size / block) {
      whole = whole && builder.covered() >= entry.size;
      break;
    }
    std::uint64_t start = static_cast<std::uint64_t>(fs.offset) + run->addr * block + dropped;
    std::uint64_t inside = start < image_size ? std::min(length - dropped, image_size - start) : 0;
    builder.add(static_cast<std::int64_t>(start), inside);
    if (inside < length - dropped) {
      whole = whole && builder.covered() >= entry.size;
      break;
    }
  }
  // Bytes that were never initialised need no run at all; any others are missing.
  if (builder.covered() >= std::min(entry.size, initialised)) {
    builder.add(-1, entry.size - std::min(entry.size, builder.covered()));
  } else {
    whole = false;
  }
  entry.content.kind = ContentRef::Kind::extents;
  entry.content.extents = std::move(builder.content);
  entry.slack = std::move(builder.slack);
  return whole;
}

}  // namespace

void append_runs(const TSK_FS_INFO& fs, const TSK_FS_ATTR& attribute, std::uint64_t image_size,
                 std::vector<Extent>& to) {
  std::size_t count = 0;
  for (const TSK_FS_ATTR_RUN* run = attribute.nrd.run; run != nullptr && ++count < kMaxExtents;
       run = run->next) {
    if ((run->flags & (TSK_FS_ATTR_RUN_FLAG_SPARSE | TSK_FS_ATTR_RUN_FLAG_FILLER)) != 0 || run->len == 0)
      continue;
    if (run->addr > image_size / fs.block_size) break;
    std::uint64_t start = static_cast<std::uint64_t>(fs.offset) + run->addr * fs.block_size;
    if (start >= image_size) break;
    std::uint64_t length = std::min(run->len, (image_size - start) / fs.block_size) * fs.block_size;
    to.push_back({static_cast<std::int64_t>(start), length});
  }
}

bool take_content(const TSK_FS_INFO& fs, const TSK_FS_ATTR& attribute, std::uint32_t volume,
                  std::uint64_t meta, std::uint64_t image_size, FileEntry& entry) {
  entry.size = attribute.size > 0 ? static_cast<std::uint64_t>(attribute.size) : 0;
  entry.content.volume = volume;
  entry.content.meta = meta;
  entry.content.attr_type = static_cast<std::uint32_t>(attribute.type);
  entry.content.attr_id = attribute.id;
  if ((attribute.flags & TSK_FS_ATTR_RES) != 0 && (attribute.flags & TSK_FS_ATTR_COMP) == 0) {
    std::uint64_t length = std::min<std::uint64_t>(entry.size, attribute.rd.buf_size);
    bool whole = length == entry.size && length <= kMaxResident;
    entry.content.kind = ContentRef::Kind::inline_data;
    if (attribute.rd.buf != nullptr && length <= kMaxResident) {
      entry.content.inline_data.assign(reinterpret_cast<const char*>(attribute.rd.buf),
                                       static_cast<std::size_t>(length));
    }
    return whole;
  }
  bool whole = true;
  if (needs_driver(fs, attribute)) {
    entry.content.kind = ContentRef::Kind::file_system;
  } else {
    whole = take_runs(fs, attribute, image_size, entry);
  }
  for (const Extent& extent : entry.content.extents) {
    if (extent.offset >= 0 && entry.first_offset < 0) entry.first_offset = extent.offset;
  }
  if (entry.content.kind == ContentRef::Kind::file_system) {
    std::vector<Extent> runs;
    append_runs(fs, attribute, image_size, runs);
    if (!runs.empty()) entry.first_offset = runs.front().offset;
  }
  return whole;
}

}  // namespace ulika
