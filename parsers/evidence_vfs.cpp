#include "parsers/evidence_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <map>
#include <span>

namespace ulika {
namespace {

constexpr std::uint64_t kPage = 4096;
using Page = std::array<std::byte, kPage>;

}  // namespace

// One file as SQLite sees it: the pristine bytes below, changed pages above.
struct OverlayFile {
  ByteSource* source = nullptr;
  std::uint64_t source_end = 0;  // bytes of the source that still show through
  std::uint64_t size = 0;
  std::map<std::uint64_t, std::unique_ptr<Page>> pages;
  bool exists = false;
};

struct EvidenceVfs::State {
  sqlite3_vfs vfs{};
  std::string name;
  std::map<std::string, OverlayFile> files;
  std::uint64_t overlay = 0;
};

namespace {

// SQLite allocates this; `base` must come first.
struct OpenFile {
  sqlite3_file base;
  EvidenceVfs::State* state;
  OverlayFile* file;
  bool own;  // a temporary file, which ends with its handle
};

OpenFile& open_file(sqlite3_file* handle) {
  return *reinterpret_cast<OpenFile*>(handle);
}
EvidenceVfs::State& state_of(sqlite3_vfs* vfs) {
  return *static_cast<EvidenceVfs::State*>(vfs->pAppData);
}

// Fills `out` with what lies below the changed pages; zeros past the end of the source.
bool read_source(OverlayFile& file, std::uint64_t offset, std::span<std::byte> out) {
  std::size_t got = 0;
  if (file.source && offset < file.source_end) {
    const std::size_t want = std::min<std::uint64_t>(out.size(), file.source_end - offset);
    while (got < want) {
      const auto read = file.source->read(offset + got, out.subspan(got, want - got));
      if (!read) return false;
      if (*read == 0) break;
      got += *read;
    }
  }
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(got), out.end(), std::byte{0});
  return true;
}

void drop_pages_from(EvidenceVfs::State& state, OverlayFile& file, std::uint64_t first_page) {
  const auto from = file.pages.lower_bound(first_page);
  state.overlay -= static_cast<std::uint64_t>(std::distance(from, file.pages.end())) * kPage;
  file.pages.erase(from, file.pages.end());
}

int close_file(sqlite3_file* handle) {
  OpenFile& open = open_file(handle);
  if (open.own) {
    drop_pages_from(*open.state, *open.file, 0);
    delete open.file;
  }
  open.file = nullptr;
  return SQLITE_OK;
}

int read_file(sqlite3_file* handle, void* buffer, int amount, sqlite3_int64 at) {
  OverlayFile& file = *open_file(handle).file;
  if (amount < 0 || at < 0) return SQLITE_IOERR_READ;
  const std::span<std::byte> out(static_cast<std::byte*>(buffer), static_cast<std::size_t>(amount));
  const auto offset = static_cast<std::uint64_t>(at);
  const std::size_t available =
      offset >= file.size ? 0 : std::min<std::uint64_t>(out.size(), file.size - offset);
  if (file.pages.empty()) {
    if (!read_source(file, offset, out.first(available))) return SQLITE_IOERR_READ;
  } else {
    for (std::size_t done = 0; done < available;) {
      const std::uint64_t place = offset + done;
      const std::uint64_t in_page = place % kPage;
      const std::size_t piece = std::min<std::uint64_t>(kPage - in_page, available - done);
      const auto page = file.pages.find(place / kPage);
      if (page != file.pages.end()) {
        std::memcpy(out.data() + done, page->second->data() + in_page, piece);
      } else if (!read_source(file, place, out.subspan(done, piece))) {
        return SQLITE_IOERR_READ;
      }
      done += piece;
    }
  }
  if (available == out.size()) return SQLITE_OK;
  std::memset(out.data() + available, 0, out.size() - available);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* handle, const void* buffer, int amount, sqlite3_int64 at) {
  OpenFile& open = open_file(handle);
  OverlayFile& file = *open.file;
  if (amount < 0 || at < 0) return SQLITE_IOERR_WRITE;
  const auto* in = static_cast<const std::byte*>(buffer);
  const auto offset = static_cast<std::uint64_t>(at);
  const auto length = static_cast<std::size_t>(amount);
  for (std::size_t done = 0; done < length;) {
    const std::uint64_t place = offset + done;
    const std::uint64_t in_page = place % kPage;
    const std::size_t piece = std::min<std::uint64_t>(kPage - in_page, length - done);
    auto& page = file.pages[place / kPage];
    if (!page) {
      if (open.state->overlay + kPage > EvidenceVfs::kOverlayLimit) {
        file.pages.erase(place / kPage);
        return SQLITE_FULL;
      }
      page = std::make_unique<Page>();
      open.state->overlay += kPage;
      if (piece < kPage && !read_source(file, place - in_page, *page)) return SQLITE_IOERR_READ;
    }
    std::memcpy(page->data() + in_page, in + done, piece);
    done += piece;
  }
  file.size = std::max<std::uint64_t>(file.size, offset + length);
  file.exists = true;
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* handle, sqlite3_int64 to) {
  OpenFile& open = open_file(handle);
  OverlayFile& file = *open.file;
  if (to < 0) return SQLITE_IOERR_TRUNCATE;
  const auto size = static_cast<std::uint64_t>(to);
  drop_pages_from(*open.state, file, (size + kPage - 1) / kPage);
  const auto last = file.pages.find(size / kPage);
  if (last != file.pages.end()) {
    std::fill(last->second->begin() + static_cast<std::ptrdiff_t>(size % kPage), last->second->end(),
              std::byte{0});
  }
  file.source_end = std::min(file.source_end, size);
  file.size = size;
  return SQLITE_OK;
}

int sync_file(sqlite3_file*, int) {
  return SQLITE_OK;
}
int file_size(sqlite3_file* handle, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(open_file(handle).file->size);
  return SQLITE_OK;
}
int lock_file(sqlite3_file*, int) {
  return SQLITE_OK;
}
int check_reserved_lock(sqlite3_file*, int* result) {
  *result = 0;
  return SQLITE_OK;
}
int file_control(sqlite3_file*, int, void*) {
  return SQLITE_NOTFOUND;
}
int sector_size(sqlite3_file*) {
  return static_cast<int>(kPage);
}
int device_characteristics(sqlite3_file*) {
  return 0;
}

const sqlite3_io_methods& io_methods() {
  static const sqlite3_io_methods methods = [] {
    sqlite3_io_methods m{};
    m.iVersion = 1;
    m.xClose = close_file;
    m.xRead = read_file;
    m.xWrite = write_file;
    m.xTruncate = truncate_file;
    m.xSync = sync_file;
    m.xFileSize = file_size;
    m.xLock = lock_file;
    m.xUnlock = lock_file;
    m.xCheckReservedLock = check_reserved_lock;
    m.xFileControl = file_control;
    m.xSectorSize = sector_size;
    m.xDeviceCharacteristics = device_characteristics;
    return m;
  }();
  return methods;
}

int open_named(sqlite3_vfs* vfs, const char* name, sqlite3_file* handle, int flags, int* out_flags) {
  OpenFile& open = open_file(handle);
  open.base.pMethods = nullptr;
  open.state = &state_of(vfs);
  open.own = name == nullptr;
  if (open.own) {
    open.file = new OverlayFile();
  } else {
    const auto it = open.state->files.find(name);
    const bool there = it != open.state->files.end() && it->second.exists;
    if (!there && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    open.file = &open.state->files[name];
  }
  open.file->exists = true;
  open.base.pMethods = &io_methods();
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}

int delete_named(sqlite3_vfs* vfs, const char* name, int) {
  auto& state = state_of(vfs);
  const auto it = state.files.find(name);
  if (it == state.files.end() || !it->second.exists) return SQLITE_IOERR_DELETE_NOENT;
  drop_pages_from(state, it->second, 0);
  it->second.source_end = 0;
  it->second.size = 0;
  it->second.exists = false;
  return SQLITE_OK;
}

int access_named(sqlite3_vfs* vfs, const char* name, int, int* result) {
  const auto& files = state_of(vfs).files;
  const auto it = files.find(name);
  *result = it != files.end() && it->second.exists;
  return SQLITE_OK;
}

int full_pathname(sqlite3_vfs*, const char* name, int room, char* out) {
  const std::size_t length = std::strlen(name);
  if (room <= 0 || length >= static_cast<std::size_t>(room)) return SQLITE_CANTOPEN;
  std::memcpy(out, name, length + 1);
  return SQLITE_OK;
}

// Equal runs must give equal results, so neither chance nor the clock reaches a query.
int no_randomness(sqlite3_vfs*, int amount, char* out) {
  std::memset(out, 0, static_cast<std::size_t>(std::max(amount, 0)));
  return amount;
}
int no_sleep(sqlite3_vfs*, int microseconds) {
  return microseconds;
}
int epoch(sqlite3_vfs*, double* julian_day) {
  *julian_day = 2440587.5;  // 1970-01-01
  return SQLITE_OK;
}
int no_last_error(sqlite3_vfs*, int, char*) {
  return 0;
}

}  // namespace

EvidenceVfs::EvidenceVfs() : state_(std::make_unique<State>()) {
  static std::atomic<unsigned> counter{0};
  state_->name = "ulika-evidence-" + std::to_string(counter++);
  sqlite3_vfs& vfs = state_->vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.mxPathname = 512;
  vfs.zName = state_->name.c_str();
  vfs.pAppData = state_.get();
  vfs.xOpen = open_named;
  vfs.xDelete = delete_named;
  vfs.xAccess = access_named;
  vfs.xFullPathname = full_pathname;
  vfs.xRandomness = no_randomness;
  vfs.xSleep = no_sleep;
  vfs.xCurrentTime = epoch;
  vfs.xGetLastError = no_last_error;
  sqlite3_vfs_register(&vfs, 0);
}

EvidenceVfs::~EvidenceVfs() {
  sqlite3_vfs_unregister(&state_->vfs);
}

void EvidenceVfs::add(const std::string& name, ByteSource* source) {
  OverlayFile file;
  file.source = source;
  file.source_end = source->size();
  file.size = source->size();
  file.exists = true;
  state_->files[name] = std::move(file);
}

const char* EvidenceVfs::name() const {
  return state_->name.c_str();
}
std::uint64_t EvidenceVfs::overlay_bytes() const {
  return state_->overlay;
}

}  // namespace ulika
