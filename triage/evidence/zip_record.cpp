#include "triage/evidence/zip_record.h"

#include <zlib.h>

#include <algorithm>

#include "triage/base/text.h"
#include "triage/base/time.h"
#include "triage/evidence/entry_paths.h"

namespace ulika {
namespace {

constexpr std::uint32_t kUnknown32 = 0xFFFFFFFF;
constexpr std::uint16_t kUtf8Name = 1U << 11;

// Numbers of APPNOTE 4.5.2 and of Info-ZIP's extrafld.txt.
constexpr std::uint16_t kExtraZip64 = 0x0001;
constexpr std::uint16_t kExtraNtfs = 0x000a;
constexpr std::uint16_t kExtraUnixTimes = 0x5455;
constexpr std::uint16_t kExtraUnicodePath = 0x7075;
constexpr std::uint16_t kExtraAes = 0x9901;

std::optional<TimeMs> dos_time(std::uint16_t date, std::uint16_t time) {
  if (date == 0) return {};
  return from_civil(1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63,
                    (time & 31) * 2);
}

// Central headers carry only the first of the times that the flags announce.
void read_unix_times(ByteReader field, FileTimes& times) {
  std::uint8_t flags = field.u8();
  std::optional<TimeMs>* targets[] = {&times.modified, &times.accessed, &times.created};
  bool any = false;
  for (unsigned i = 0; i < 3; ++i) {
    if ((flags >> i & 1U) == 0 || field.left() < 4) continue;
    *targets[i] = TimeMs{static_cast<std::int32_t>(field.u32le())} * 1000;
    any = true;
  }
  if (any) times.zone_known = true;
}

void read_ntfs_times(ByteReader field, FileTimes& times) {
  field.skip(4);
  while (field.left() >= 4) {
    std::uint16_t tag = field.u16le();
    Bytes body = field.take(field.u16le());
    if (tag != 1 || body.size() < 24) continue;
    ByteReader stamps(body);
    times.modified = from_filetime(stamps.u64le());
    times.accessed = from_filetime(stamps.u64le());
    times.created = from_filetime(stamps.u64le());
    times.zone_known = true;
  }
}

void read_extra(Bytes extra, ZipRecord& record, bool central) {
  ByteReader fields(extra);
  while (fields.left() >= 4) {
    std::uint16_t id = fields.u16le();
    std::size_t length = fields.u16le();
    Bytes body = fields.take(std::min(length, fields.left()));
    ByteReader field(body);
    if (id == kExtraZip64) {
      // Only the values that did not fit their 32 bits are there, in this order.
      if (record.size == kUnknown32 && field.left() >= 8) record.size = field.u64le();
      if (record.packed_size == kUnknown32 && field.left() >= 8) record.packed_size = field.u64le();
      if (central && record.local_offset == kUnknown32 && field.left() >= 8)
        record.local_offset = field.u64le();
    } else if (id == kExtraUnixTimes) {
      read_unix_times(field, record.times);
    } else if (id == kExtraNtfs) {
      read_ntfs_times(field, record.times);
    } else if (id == kExtraUnicodePath && body.size() > 5) {
      field.skip(1);
      std::uint32_t sum = field.u32le();
      auto own =
          crc32(0, reinterpret_cast<const Bytef*>(record.name.data()), static_cast<uInt>(record.name.size()));
      if (sum == own) record.unicode_name = as_text(body.subspan(5));
    } else if (id == kExtraAes) {
      record.aes = true;
    }
  }
}

void read_common(ByteReader& reader, ZipRecord& record) {
  record.flags = reader.u16le();
  record.method = reader.u16le();
  std::uint16_t time = reader.u16le();
  std::uint16_t date = reader.u16le();
  record.times.modified = dos_time(date, time);
  record.times.zone_known = false;
  record.crc32 = reader.u32le();
  record.packed_size = reader.u32le();
  record.size = reader.u32le();
}

}  // namespace

bool read_zip_central(ByteReader& reader, ZipRecord& record) {
  if (reader.u32le() != kZipCentralSignature) return false;
  record.made_by = reader.u16le();
  reader.skip(2);
  read_common(reader, record);
  std::size_t name_length = reader.u16le();
  std::size_t extra_length = reader.u16le();
  std::size_t comment_length = reader.u16le();
  reader.skip(4);
  record.external_attributes = reader.u32le();
  record.local_offset = reader.u32le();
  record.name = as_text(reader.take(name_length));
  Bytes extra = reader.take(extra_length);
  reader.skip(comment_length);
  if (!reader.ok()) return false;
  read_extra(extra, record, true);
  return true;
}

bool read_zip_local(ByteReader& reader, ZipRecord& record) {
  if (reader.u32le() != kZipLocalSignature) return false;
  reader.skip(2);
  read_common(reader, record);
  std::size_t name_length = reader.u16le();
  std::size_t extra_length = reader.u16le();
  record.name = as_text(reader.take(name_length));
  Bytes extra = reader.take(extra_length);
  if (!reader.ok()) return false;
  read_extra(extra, record, false);
  return true;
}

bool ZipRecord::is_directory() const {
  return (!name.empty() && (name.back() == '/' || (name.back() == '\\' && size == 0)));
}

bool ZipRecord::is_link() const {
  constexpr unsigned kUnix = 3, kMac = 19, kTypeMask = 0170000, kLink = 0120000;
  unsigned system = made_by >> 8;
  return (system == kUnix || system == kMac) && (external_attributes >> 16 & kTypeMask) == kLink;
}

std::string ZipRecord::path() const {
  std::string text = unicode_name.empty() ? name : unicode_name;
  // Old Windows packers wrote CP866 here; a name that is not UTF-8 and does not claim to be is taken for
  // that.
  if (unicode_name.empty() && (flags & kUtf8Name) == 0 && !is_valid_utf8(text)) {
    text = decode(as_bytes(text), Encoding::cp866);
  }
  constexpr unsigned kUnix = 3;
  if (made_by >> 8 != kUnix && text.find('/') == text.npos) std::replace(text.begin(), text.end(), '\\', '/');
  return member_path(text);
}

FileEntry ZipRecord::entry() const {
  FileEntry entry;
  entry.path = path();
  entry.kind = is_directory() ? EntryKind::directory : is_link() ? EntryKind::link : EntryKind::file;
  entry.size = entry.kind == EntryKind::directory ? 0 : size;
  entry.times = times;
  return entry;
}

}  // namespace ulika
