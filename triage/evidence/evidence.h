// Evidence: one acquisition of one seized object, opened read-only: its facts, its entries, their bytes.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/evidence/chunk_exchange.h"
#include "triage/model/file_entry.h"
#include "triage/model/key_ring.h"
#include "triage/model/ledger.h"
#include "triage/model/source_info.h"

namespace ulika {

// Layout of the content of an entry of kind seam: windows of kSeamStride bytes, each kSeamReach bytes before
// a physical boundary, as many after it, and kSeamGap zeros that keep windows apart. Only what straddles a
// window's middle is news.
inline constexpr std::uint64_t kSeamReach = 256;
inline constexpr std::uint64_t kSeamGap = 64;
inline constexpr std::uint64_t kSeamStride = 2 * kSeamReach + kSeamGap;

// A long free run is cut into several entries of kind area. content.meta of such an entry is how many of its
// first bytes (0 or kAreaOverlap) were the last of the entry before: what ends within them was met there.
inline constexpr std::uint64_t kAreaOverlap = 1024;

// Receives what a walk finds. Entries come in a fixed order that depends on the evidence alone.
struct WalkSink {
  std::function<void(FileEntry&&)> entry;
  std::function<void(Problem&&)> problem;
};

class Evidence {
 public:
  virtual ~Evidence() = default;

  virtual const SourceInfo& info() const = 0;

  // Lists every file (live, deleted, orphan), alternate stream, link, directory and area. A file system that
  // cannot be read in full yields what can be, with problems for the rest. Paths are unique within the item.
  virtual void walk(const WalkSink& sink) = 0;

  // The bytes of an entry of this item; reads follow the entry's ContentRef alone, so entries that another
  // process listed, or an earlier run, open as well. Slack is not included. The source must not outlive the
  // Evidence.
  virtual Result<std::unique_ptr<ByteSource>> open(const FileEntry& entry) = 0;

  // The sectors as one source; null for what has none (folder, zip, tar). Owned by the Evidence. Extents of
  // entries (content, slack) are offsets in this source.
  virtual ByteSource* image() = 0;

  // Damage met by reads since the last call (chunks of an E01 whose checksum fails: zero-filled, with their
  // range).
  virtual std::vector<Problem> take_problems() = 0;

  // From here on unpacked chunks of an image come from an exchange where it has them.
  virtual void share(const ChunkShare& /*share*/) {}
};

// Recognises and opens what `path` names: raw or split image (any first segment), E01 set, zip, tar, tar.gz,
// folder. Never writes, never follows a link out of an evidence folder. The error says what the thing seems
// to be. `keys` are for encrypted extractions; one that is not needed does no harm.
Result<std::unique_ptr<Evidence>> open_evidence(const std::filesystem::path& path, const KeyRing& keys = {});

// The name an item has in a case by default (CONTRACT.md): stem of the file or segment set, or the folder's
// name.
std::string default_evidence_name(const std::filesystem::path& path);

}  // namespace ulika
