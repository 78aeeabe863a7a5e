#include "triage/evidence/volumes.h"

#include <fmt/format.h>
#include <tsk/libtsk.h>

#include <algorithm>

#include "triage/base/bytes.h"
#include "triage/evidence/area_entries.h"
#include "triage/evidence/signatures.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxVolumes = 1024;

struct VsCloser {
  void operator()(TSK_VS_INFO* table) const { tsk_vs_close(table); }
};
using TskVs = std::unique_ptr<TSK_VS_INFO, VsCloser>;

TskVs open_table(const TskImage& image, TSK_VS_TYPE_ENUM type) {
  TskVs table(tsk_vs_open(image.handle(), 0, type));
  if (!table) tsk_error_reset();
  return table;
}

bool has_volumes(const TSK_VS_INFO* table) {
  if (table == nullptr) return false;
  for (const TSK_VS_PART_INFO* part = table->part_list; part != nullptr; part = part->next) {
    if ((part->flags & TSK_VS_PART_FLAG_ALLOC) != 0) return true;
  }
  return false;
}

// Automatic detection refuses when two kinds of table are there (an old one left behind); GPT goes before DOS
// then.
TskVs find_table(const TskImage& image) {
  for (TSK_VS_TYPE_ENUM type : {TSK_VS_TYPE_DETECT, TSK_VS_TYPE_GPT, TSK_VS_TYPE_DOS}) {
    TskVs table = open_table(image, type);
    if (has_volumes(table.get())) return table;
  }
  return nullptr;
}

std::string file_system_label(const TSK_FS_INFO& fs, ByteSource& sectors) {
  constexpr std::size_t kExtLabelAt = 1024 + 120, kExtLabelSize = 16;
  if (!TSK_FS_TYPE_ISEXT(fs.ftype)) return {};
  std::byte raw[kExtLabelSize];
  auto got = sectors.read(static_cast<std::uint64_t>(fs.offset) + kExtLabelAt, raw);
  if (!got || *got < kExtLabelSize) return {};
  std::string_view text = as_text(raw);
  return std::string(text.substr(0, text.find('\0')));
}

void recognise(Volume& volume, ByteSource& sectors, const TskImage& image) {
  VolumeInfo& info = volume.info;
  if (auto kind = foreign_volume_kind(sectors, info.offset)) {
    info.note =
        kind->encrypted
            ? fmt::format("{}: the volume is read only as sectors without its key", kind->name)
            : fmt::format("{} is not read by this version; the volume is examined as sectors", kind->name);
    return;
  }
  volume.file_system = open_tsk_fs(image, info.offset);
  if (!volume.file_system) {
    info.note = "no file system is recognised; the volume is examined as sectors";
    return;
  }
  const TSK_FS_INFO& fs = *volume.file_system;
  const char* name = tsk_fs_type_toname(fs.ftype);
  info.file_system = name != nullptr ? name : "unknown";
  info.block_size = fs.block_size;
  info.label = file_system_label(fs, sectors);
}

void number(std::vector<Volume>& volumes) {
  for (std::size_t i = 0; i < volumes.size(); ++i) volumes[i].info.index = static_cast<std::uint32_t>(i);
}

// Sectors that no volume covers. Volumes may overlap in a damaged table.
std::vector<Extent> uncovered(const std::vector<Volume>& volumes, std::uint64_t size) {
  std::vector<Extent> taken;
  for (const Volume& volume : volumes)
    taken.push_back({static_cast<std::int64_t>(volume.info.offset), volume.info.length});
  return gaps_between(std::move(taken), 0, size);
}

Volume whole_image(std::uint64_t size) {
  Volume volume;
  volume.info.description = "whole image";
  volume.info.length = size;
  return volume;
}

}  // namespace

VolumeTable find_volumes(ByteSource& sectors, const TskImage& image) {
  VolumeTable found;
  found.partition_table = "none";
  std::uint64_t size = sectors.size();
  if (size == 0) return found;
  bool any_known = false;
  if (TskVs table = find_table(image)) {
    for (const TSK_VS_PART_INFO* part = table->part_list; part != nullptr; part = part->next) {
      if ((part->flags & TSK_VS_PART_FLAG_ALLOC) == 0 || found.volumes.size() == kMaxVolumes) continue;
      std::uint64_t sector = table->block_size;
      if (part->start > size / sector || part->start * sector >= size) continue;
      Volume volume;
      volume.info.offset = part->start * sector;
      volume.info.length = std::min(part->len, (size - volume.info.offset) / sector) * sector;
      if (volume.info.length == 0) continue;
      volume.info.description = part->desc != nullptr ? part->desc : "";
      found.volumes.push_back(std::move(volume));
    }
    std::stable_sort(found.volumes.begin(), found.volumes.end(),
                     [](const Volume& a, const Volume& b) { return a.info.offset < b.info.offset; });
    for (Volume& volume : found.volumes) {
      recognise(volume, sectors, image);
      any_known =
          any_known || !volume.info.file_system.empty() || volume.info.note.find("no file system") != 0;
    }
    const char* name = tsk_vs_type_toname(table->vstype);
    found.partition_table = name != nullptr ? name : "unknown";
  }
  if (!any_known) {
    // What looks like a table may be a boot sector: a file system on the whole image goes before it.
    Volume whole = whole_image(size);
    recognise(whole, sectors, image);
    if (whole.file_system || found.volumes.empty()) {
      found.volumes.clear();
      found.volumes.push_back(std::move(whole));
      found.partition_table = "none";
    }
  }
  number(found.volumes);
  found.gaps = uncovered(found.volumes, size);
  return found;
}

}  // namespace ulika
