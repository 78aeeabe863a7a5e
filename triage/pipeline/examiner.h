// Examiner: reads the files of one batch once and draws everything from them: digests, type, hits, records,
// members.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "hashsets/hash_sets.h"
#include "parsers/parser_set.h"
#include "triage/evidence/archive.h"
#include "triage/evidence/evidence.h"
#include "triage/lexicon/lexicon.h"
#include "triage/model/file_result.h"
#include "triage/pipeline/file_type.h"
#include "triage/pipeline/image_map.h"
#include "triage/pipeline/picture_findings.h"
#include "triage/pipeline/shared_state.h"
#include "triage/pipeline/text_findings.h"
#include "triage/pipeline/wire.h"
#include "triage/scan/byte_scan.h"

namespace ulika {

// Compiled once, before the workers are forked, and read by all of them.
struct ExamineRules {
  const ScanRules* scan = nullptr;
  const Lexicon* lexicon = nullptr;
  const ParserSet* parsers = nullptr;
  const FileTypes* types = nullptr;
  const HashSets* hash_sets = nullptr;
  const KeyRing* keys = nullptr;
  PictureOptions pictures;
  bool scan_known = false;  // what a hash set knows is searched and parsed as well
};

struct ExamineLimits {
  std::uint64_t whole_bytes =
      16ULL << 20;  // up to this a content is held in memory and examined in one piece
  std::uint64_t window_bytes = 1ULL << 20;  // a longer one passes through windows of this size
  std::uint64_t member_bytes = 128ULL
                               << 20;  // of a member that must be held whole: a database, an inner archive
  std::uint64_t held_bytes = 192ULL << 20;  // of all databases of one archive that wait for their companions
  std::uint64_t base_seconds = 120;         // allowance for one file …
  std::uint64_t seconds_per_mib = 2;        // … plus this for its length
  ArchiveLimits archive;
};

// The bytes of one file or member while they are examined.
struct Content {
  std::string path;  // evidence path
  FileState state = FileState::allocated;
  std::uint64_t size = 0;
  ByteSource* source = nullptr;  // random access to the content
  Bytes whole;                   // the content in memory; empty when it is longer than whole_bytes
  Bytes head;                    // its first bytes, enough to tell the type
  Bytes slack;                   // what lies behind its end, scanned with it
  std::vector<Companion> companions;
};

// What an examination works with besides the content. One per worker and evidence item.
class Examiner {
 public:
  using Send = std::function<void(FileResult&&)>;

  // `source` is the item's name in the case, `item` its number in this run. References must outlive the
  // examiner.
  Examiner(const ExamineRules& rules, const ExamineLimits& limits, Evidence& evidence, std::string source,
           std::uint32_t item, WorkerSlot& slot, ContentClaims& claims, Send send);

  // Examines a batch: sends one result for each item, after those of the members found inside it.
  void examine(std::vector<WorkItem>& batch);

  // The pieces of an examination, shared with the walk through archives (member_examiner.h).
  const ExamineLimits& limits() const { return limits_; }
  const ExamineRules& rules() const { return rules_; }
  WorkerSlot& slot() { return slot_; }
  void send(FileResult&& result) { send_(std::move(result)); }
  void allow_time(std::uint64_t bytes);
  // True where a hash set settles the file; fills known and hashset, and the state for known ones.
  bool settled_by_hash(FileResult& result) const;
  // A hit for each set of sought files that has this one.
  void mark_notable(FileResult& result) const;
  void scan(Bytes piece);
  // Ends the scan of a content: hits go to the result.
  void take_hits(const Content& content, const ImageMap& map, FileResult& result);
  // Records of a content whose type is in result.mime, and what its texts say.
  void parse(Content& content, FileResult& result);

 private:
  struct Loaded;
  void load(const WorkItem& item, Loaded& loaded);
  void examine_loaded(const WorkItem& item, Loaded& loaded);
  void examine_area(const WorkItem& item, ByteSource& source, FileResult& result);
  void stream(Content& content, std::vector<std::byte>& head, FileResult& result);
  bool claimed_elsewhere(const Content& content, const WorkItem& item, FileResult& result);

  ExamineRules rules_;
  ExamineLimits limits_;
  Evidence& evidence_;
  std::string source_;
  std::uint32_t item_;
  WorkerSlot& slot_;
  ContentClaims& claims_;
  Send send_;
  ByteScan scan_;
  TextFindings findings_;
  std::vector<std::byte> window_;
};

}  // namespace ulika
