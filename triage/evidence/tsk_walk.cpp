#include "triage/evidence/tsk_walk.h"

#include <fmt/format.h>
#include <tsk/libtsk.h>

#include <algorithm>
#include <ctime>
#include <iterator>

#include "triage/base/text.h"
#include "triage/evidence/area_entries.h"
#include "triage/evidence/entry_paths.h"
#include "triage/evidence/tsk_runs.h"

namespace ulika {
namespace {

// A damaged directory tree can name the same clusters again and again; no real volume comes near this.
constexpr std::uint64_t kMaxEntries = 20'000'000;
constexpr std::uint64_t kEntriesPerInode = 64;

// Names of our own below a volume; a file of that name gets a number.
constexpr std::string_view kAreas[] = {"$Unallocated", "$Metadata", "$VolumeSlack", "$Seams"};

constexpr std::string_view kOrphans = "$OrphanFiles";

// libtsk turns the local times of FAT and ISO 9660 into UTC by this machine's zone; undone, the clock reading
// remains, taken as UTC and marked as of unknown zone.
std::optional<TimeMs> clock_reading(std::time_t seconds) {
  std::tm civil{};
  if (::localtime_r(&seconds, &civil) == nullptr) return {};
  return from_civil(civil.tm_year + 1900, civil.tm_mon + 1, civil.tm_mday, civil.tm_hour, civil.tm_min,
                    std::min(civil.tm_sec, 59));
}

class FileSystemWalk {
 public:
  FileSystemWalk(const Volume& volume, std::string top, std::uint64_t image_size, const WalkSink& sink)
      : fs_(volume.file_system.get()),
        info_(volume.info),
        top_(std::move(top)),
        image_size_(image_size),
        sink_(sink) {
    bool local = TSK_FS_TYPE_ISFAT(fs_->ftype) || TSK_FS_TYPE_ISISO9660(fs_->ftype);
    zone_known_ = !local;
    for (std::string_view area : kAreas) paths_.claim(fmt::format("{}/{}", top_, area));
  }

  void run() {
    list_root();
    auto flags = static_cast<TSK_FS_DIR_WALK_FLAG_ENUM>(
        TSK_FS_DIR_WALK_FLAG_ALLOC | TSK_FS_DIR_WALK_FLAG_UNALLOC | TSK_FS_DIR_WALK_FLAG_RECURSE);
    tsk_error_reset();
    if (tsk_fs_dir_walk(fs_, fs_->root_inum, flags, &FileSystemWalk::on_file, this) != 0 && !stopped_) {
      tell(top_, LedgerState::damaged,
           fmt::format("the file system could not be listed in full: {}", take_tsk_error()));
    }
    if (stopped_)
      tell(top_, LedgerState::limited,
           "the file system names more files than it can hold; the listing was cut");
    list_areas();
    emit_seams(top_ + "/$Seams", std::move(boundaries_), image_size_, sink_);
  }

 private:
  static TSK_WALK_RET_ENUM on_file(TSK_FS_FILE* file, const char* path, void* self) {
    return static_cast<FileSystemWalk*>(self)->take(file, path != nullptr ? path : "");
  }

  TSK_WALK_RET_ENUM take(TSK_FS_FILE* file, const char* folder) {
    if (file->name == nullptr || file->name->name == nullptr) return TSK_WALK_CONT;
    const char* name = file->name->name;
    if (TSK_FS_ISDOT(name)) return TSK_WALK_CONT;
    if (++seen_ > std::min(kMaxEntries, (fs_->inum_count + 1024) * kEntriesPerInode)) {
      stopped_ = true;
      return TSK_WALK_STOP;
    }
    FileEntry entry;
    entry.path = folder_path(folder) + "/" + path_segment(name);
    entry.kind = kind_of(*file);
    entry.state = state_of(*file);
    if (entry.kind == EntryKind::directory && file->name->meta_addr == TSK_FS_ORPHANDIR_INUM(fs_))
      return TSK_WALK_CONT;
    if (file->meta != nullptr && !reused(*file)) {
      take_times(*file->meta, entry.times);
      take_attributes(*file, std::move(entry));
    } else {
      emit(std::move(entry));
    }
    return TSK_WALK_CONT;
  }

  // The name was deleted and its metadata now belongs to another file: what it leads to is not this file's.
  static bool reused(const TSK_FS_FILE& file) {
    return (file.name->flags & TSK_FS_NAME_FLAG_UNALLOC) != 0 &&
           (file.meta->flags & TSK_FS_META_FLAG_ALLOC) != 0;
  }

  FileState state_of(const TSK_FS_FILE& file) const {
    if (in_orphans_) return FileState::orphan;
    return (file.name->flags & TSK_FS_NAME_FLAG_UNALLOC) != 0 ? FileState::deleted : FileState::allocated;
  }

  static EntryKind kind_of(const TSK_FS_FILE& file) {
    TSK_FS_META_TYPE_ENUM type = file.meta != nullptr ? file.meta->type : TSK_FS_META_TYPE_UNDEF;
    TSK_FS_NAME_TYPE_ENUM named = file.name->type;
    if (TSK_FS_IS_DIR_META(type) || (type == TSK_FS_META_TYPE_UNDEF && TSK_FS_IS_DIR_NAME(named))) {
      return EntryKind::directory;
    }
    if (type == TSK_FS_META_TYPE_LNK || (type == TSK_FS_META_TYPE_UNDEF && named == TSK_FS_NAME_TYPE_LNK)) {
      return EntryKind::link;
    }
    switch (type) {
      case TSK_FS_META_TYPE_FIFO:
      case TSK_FS_META_TYPE_CHR:
      case TSK_FS_META_TYPE_BLK:
      case TSK_FS_META_TYPE_SHAD:
      case TSK_FS_META_TYPE_SOCK:
      case TSK_FS_META_TYPE_WHT:
        return EntryKind::special;
      default:
        return EntryKind::file;
    }
  }

  // libtsk repeats the same folder for all of its files; its evidence path is made once.
  const std::string& folder_path(std::string_view folder) {
    if (folder == raw_folder_ && !folder_path_.empty()) return folder_path_;
    raw_folder_ = folder;
    folder_path_ = top_;
    in_orphans_ = folder.substr(0, kOrphans.size()) == kOrphans;
    while (!folder.empty()) {
      std::size_t slash = folder.find('/');
      std::string_view name = folder.substr(0, slash);
      bool at_top = folder_path_.size() == top_.size();
      if (!name.empty()) folder_path_ += "/" + path_segment(name);
      if (at_top && std::find(std::begin(kAreas), std::end(kAreas), name) != std::end(kAreas))
        folder_path_ += "#2";
      folder.remove_prefix(slash == folder.npos ? folder.size() : slash + 1);
    }
    return folder_path_;
  }

  void take_times(const TSK_FS_META& meta, FileTimes& times) const {
    auto stamp = [&](std::time_t seconds, std::uint32_t nanoseconds) -> std::optional<TimeMs> {
      if (seconds == 0) return {};
      std::optional<TimeMs> at = zone_known_ ? TimeMs{seconds} * 1000 : clock_reading(seconds);
      if (at) *at += nanoseconds < 1'000'000'000 ? nanoseconds / 1'000'000 : 0;
      return at;
    };
    times.zone_known = zone_known_;
    times.modified = stamp(meta.mtime, meta.mtime_nano);
    times.accessed = stamp(meta.atime, meta.atime_nano);
    times.changed = stamp(meta.ctime, meta.ctime_nano);
    times.created = stamp(meta.crtime, meta.crtime_nano);
  }

  void take_attributes(TSK_FS_FILE& file, FileEntry&& named) {
    if (named.kind == EntryKind::link && file.meta->link != nullptr) {
      named.content.kind = ContentRef::Kind::inline_data;
      named.content.inline_data = file.meta->link;
      named.size = named.content.inline_data.size();
      emit(std::move(named));
      return;
    }
    if (named.kind == EntryKind::special) return emit(std::move(named));
    int count = tsk_fs_file_attr_getsize(&file);
    const TSK_FS_ATTR* main = main_attribute(file, count, named.kind);
    std::vector<FileEntry> streams;
    std::vector<std::string> losses;
    for (int i = 0; i < count; ++i) {
      const TSK_FS_ATTR* attribute = tsk_fs_file_attr_get_idx(&file, i);
      if (attribute == nullptr || attribute == main || !is_stream(file, *attribute, named.kind)) continue;
      FileEntry stream;
      stream.path = named.path + ":" + stream_name(*attribute);
      stream.state = named.state;
      stream.times = named.times;
      take_stream(*attribute, file, stream);
      streams.push_back(std::move(stream));
    }
    if (main != nullptr) {
      take_stream(*main, file, named);
      if (named.kind == EntryKind::directory) named.slack.clear();
    } else if (named.kind == EntryKind::file && file.meta->size > 0 &&
               file.meta->type != TSK_FS_META_TYPE_VIRT) {
      tell(named.path, LedgerState::damaged,
           fmt::format("the content of {} bytes could not be located", file.meta->size));
    }
    tsk_error_reset();
    emit(std::move(named));
    for (FileEntry& stream : streams) emit(std::move(stream));
  }

  void take_stream(const TSK_FS_ATTR& attribute, const TSK_FS_FILE& file, FileEntry& entry) {
    bool whole = take_content(*fs_, attribute, info_.index, file.meta->addr, image_size_, entry);
    if (entry.content.kind == ContentRef::Kind::file_system)
      append_runs(*fs_, attribute, image_size_, covered_);
    if ((attribute.flags & TSK_FS_ATTR_ENC) != 0) {
      tell(entry.path, LedgerState::encrypted,
           "encrypted by the file system (EFS); only the ciphertext can be read");
    }
    if (!whole && entry.state == FileState::allocated) {
      tell(entry.path, LedgerState::damaged, "a part of the content could not be located in the image");
    }
  }

  static const TSK_FS_ATTR* main_attribute(TSK_FS_FILE& file, int count, EntryKind kind) {
    const TSK_FS_ATTR* best = nullptr;
    for (int i = 0; i < count; ++i) {
      const TSK_FS_ATTR* attribute = tsk_fs_file_attr_get_idx(&file, i);
      if (attribute == nullptr) continue;
      bool unnamed = attribute->name == nullptr || attribute->name[0] == '\0';
      switch (attribute->type) {
        case TSK_FS_ATTR_TYPE_DEFAULT:
        case TSK_FS_ATTR_TYPE_HFS_DATA:
          return attribute;
        case TSK_FS_ATTR_TYPE_NTFS_DATA:
          if (kind != EntryKind::directory && (unnamed || std::string_view(attribute->name) == "$Data"))
            return attribute;
          break;
        case TSK_FS_ATTR_TYPE_NTFS_IDXALLOC:  // the names of a folder, also of those deleted from it
          if (kind == EntryKind::directory) return attribute;
          break;
        case TSK_FS_ATTR_TYPE_NTFS_IDXROOT:
          if (kind == EntryKind::directory) best = attribute;
          break;
        default:
          break;
      }
    }
    return best;
  }

  // Named content of a file beside its main one. NTFS keeps the indexes of $Secure, $ObjId, … in index
  // attributes, whose resident root says nothing more where there is an allocation.
  static bool is_stream(TSK_FS_FILE& file, const TSK_FS_ATTR& attribute, EntryKind kind) {
    switch (attribute.type) {
      case TSK_FS_ATTR_TYPE_NTFS_DATA:
      case TSK_FS_ATTR_TYPE_HFS_RSRC:
      case TSK_FS_ATTR_TYPE_HFS_EXT_ATTR:
        return true;
      case TSK_FS_ATTR_TYPE_NTFS_IDXALLOC:
        return kind != EntryKind::directory;
      case TSK_FS_ATTR_TYPE_NTFS_IDXROOT:
        return kind != EntryKind::directory && !has_allocation(file, attribute);
      default:
        return false;
    }
  }

  static bool has_allocation(TSK_FS_FILE& file, const TSK_FS_ATTR& root) {
    int count = tsk_fs_file_attr_getsize(&file);
    for (int i = 0; i < count; ++i) {
      const TSK_FS_ATTR* other = tsk_fs_file_attr_get_idx(&file, i);
      if (other != nullptr && other->type == TSK_FS_ATTR_TYPE_NTFS_IDXALLOC && other->name != nullptr &&
          root.name != nullptr && std::string_view(other->name) == root.name) {
        return true;
      }
    }
    return false;
  }

  static std::string stream_name(const TSK_FS_ATTR& attribute) {
    if (attribute.name != nullptr && attribute.name[0] != '\0') return path_segment(attribute.name);
    return attribute.type == TSK_FS_ATTR_TYPE_HFS_RSRC ? "rsrc" : fmt::format("attribute-{}", attribute.id);
  }

  void list_root() {
    TSK_FS_FILE* root = tsk_fs_file_open_meta(fs_, nullptr, fs_->root_inum);
    if (root == nullptr) {
      tell(top_, LedgerState::damaged, fmt::format("the root folder cannot be read: {}", take_tsk_error()));
      return;
    }
    FileEntry entry;
    entry.path = top_;
    entry.kind = EntryKind::directory;
    if (root->meta != nullptr) {
      take_times(*root->meta, entry.times);
      take_attributes(*root, std::move(entry));
    } else {
      emit(std::move(entry));
    }
    tsk_fs_file_close(root);
  }

  void emit(FileEntry&& entry) {
    entry.path = paths_.claim(std::move(entry.path));
    note_places(entry);
    sink_.entry(std::move(entry));
  }

  void note_places(const FileEntry& entry) {
    const std::vector<Extent>& content = entry.content.extents;
    std::uint64_t end = 0;
    for (const std::vector<Extent>* list : {&content, &entry.slack}) {
      for (const Extent& extent : *list) {
        if (extent.offset < 0) continue;
        covered_.push_back(extent);
        std::uint64_t start = static_cast<std::uint64_t>(extent.offset);
        if (start != end) {
          if (end != 0) boundaries_.push_back(end);
          boundaries_.push_back(start);
        }
        end = start + extent.length;
      }
    }
    if (end != 0) boundaries_.push_back(end);
  }

  struct BlockRuns {
    const TSK_FS_INFO* fs;
    std::uint64_t image_size;
    std::vector<Extent> runs;
  };

  static TSK_WALK_RET_ENUM on_block(const TSK_FS_BLOCK* block, void* to) {
    auto& blocks = *static_cast<BlockRuns*>(to);
    std::uint64_t size = blocks.fs->block_size;
    std::uint64_t start = static_cast<std::uint64_t>(blocks.fs->offset) + block->addr * size;
    if (start >= blocks.image_size) return TSK_WALK_STOP;
    std::uint64_t length = std::min(size, blocks.image_size - start);
    if (!blocks.runs.empty() &&
        static_cast<std::uint64_t>(blocks.runs.back().offset) + blocks.runs.back().length == start) {
      blocks.runs.back().length += length;
    } else {
      blocks.runs.push_back({static_cast<std::int64_t>(start), length});
    }
    return TSK_WALK_CONT;
  }

  std::vector<Extent> blocks_with(unsigned flags) {
    BlockRuns blocks{fs_, image_size_, {}};
    tsk_error_reset();
    auto wanted = static_cast<TSK_FS_BLOCK_WALK_FLAG_ENUM>(flags | TSK_FS_BLOCK_WALK_FLAG_AONLY);
    if (tsk_fs_block_walk(fs_, fs_->first_block, fs_->last_block_act, wanted, &FileSystemWalk::on_block,
                          &blocks) != 0) {
      tell(top_, LedgerState::damaged,
           fmt::format("the map of free blocks could not be read in full: {}", take_tsk_error()));
    }
    return std::move(blocks.runs);
  }

  void list_areas() {
    std::vector<Extent> unallocated = blocks_with(TSK_FS_BLOCK_WALK_FLAG_UNALLOC |
                                                  TSK_FS_BLOCK_WALK_FLAG_CONT | TSK_FS_BLOCK_WALK_FLAG_META);
    emit_area(top_ + "/$Unallocated", unallocated, sink_);
    covered_.insert(covered_.end(), unallocated.begin(), unallocated.end());
    std::uint64_t start = info_.offset;
    std::uint64_t end = std::min(info_.offset + info_.length, image_size_);
    std::uint64_t used =
        static_cast<std::uint64_t>(fs_->offset) + (fs_->last_block_act + 1) * fs_->block_size;
    used = std::clamp(used, start, end);
    // Superblocks, bitmaps, inode tables, journals of some systems, blocks that a damaged map claims for
    // nobody.
    emit_area(top_ + "/$Metadata", gaps_between(std::move(covered_), start, used), sink_);
    emit_area(top_ + "/$VolumeSlack", {{static_cast<std::int64_t>(used), end - used}}, sink_);
  }

  void tell(const std::string& path, LedgerState state, std::string reason) {
    Problem problem;
    problem.path = path;
    problem.stage = "list";
    problem.state = state;
    problem.reason = std::move(reason);
    sink_.problem(std::move(problem));
  }

  TSK_FS_INFO* fs_;
  const VolumeInfo& info_;
  std::string top_;
  std::uint64_t image_size_;
  const WalkSink& sink_;
  bool zone_known_ = true;
  bool stopped_ = false;
  bool in_orphans_ = false;
  std::uint64_t seen_ = 0;
  std::string raw_folder_;
  std::string folder_path_;
  UniquePaths paths_;
  std::vector<std::uint64_t> boundaries_;
  std::vector<Extent> covered_;  // what belongs to files and folders
};

}  // namespace

void walk_file_system(const Volume& volume, const std::string& top, std::uint64_t image_size,
                      const WalkSink& sink) {
  FileSystemWalk(volume, top, image_size, sink).run();
}

}  // namespace ulika
