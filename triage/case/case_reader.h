// CaseReader: reads a case for exports and reports, in an order that depends on the evidence alone.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "triage/base/result.h"
#include "triage/model/file_entry.h"
#include "triage/model/hit.h"
#include "triage/model/ledger.h"
#include "triage/model/record.h"
#include "triage/model/source_info.h"

namespace ulika {

struct StoredFile {
  FileEntry entry;  // without content reference
  std::string id, md5, sha1, sha256, mime, known, hashset, reason;
  LedgerState state = LedgerState::scanned;
};
struct StoredRecord {
  std::string id;
  Record record;
  std::string file_sha256;
};
struct StoredHit {
  std::string id;
  Hit hit;
};
struct LedgerRow {
  LedgerState state = LedgerState::scanned;
  std::string reason;
  std::int64_t files = 0, bytes = 0;
};
struct ItemDigests {
  std::string md5, sha1, sha256;  // of the whole image, where it was verified
};

// One evidence item of a case. Every for_each visits rows in a fixed order: path, then locator or offset,
// then id.
class ItemReader {
 public:
  virtual ~ItemReader() = default;
  virtual const SourceInfo& source() const = 0;
  virtual ItemDigests digests() const = 0;
  virtual std::int64_t count(
      std::string_view type) const = 0;  // of a record type, or "file", "hit", "problem"
  virtual void for_each_file(const std::function<void(const StoredFile&)>& visit) const = 0;
  virtual void for_each_record(std::string_view type,
                               const std::function<void(const StoredRecord&)>& visit) const = 0;
  virtual void for_each_hit(const std::function<void(const StoredHit&)>& visit) const = 0;
  // The JPEG of at most 240 pixels a side that was drawn from a picture file with this SHA-256 (hexadecimal,
  // as StoredRecord::file_sha256); empty where there is none.
  virtual std::string thumbnail(std::string_view) const { return {}; }
  virtual std::vector<LedgerRow> ledger() const = 0;
  virtual std::vector<Problem> problems() const = 0;
  virtual std::string meta(std::string_view key) const = 0;
};

class CaseReader {
 public:
  // Refuses what is no case, in one sentence.
  static Result<CaseReader> open(const std::filesystem::path& dir);
  const std::filesystem::path& dir() const { return dir_; }
  // Sorted by evidence name.
  const std::vector<std::unique_ptr<ItemReader>>& items() const { return items_; }
  std::string meta(
      std::string_view key) const;  // of case.db: version, languages, rule lists and their digests, …
  // Leads, links, drops or persons (finding_schema.h), one type at a time: leads by kind of target and rank,
  // the others as they were ranked. None before a run has come to its end.
  void for_each_finding(std::string_view type, const std::function<void(const StoredRecord&)>& visit) const;

 private:
  std::filesystem::path dir_;
  std::vector<std::unique_ptr<ItemReader>> items_;
  std::vector<std::pair<std::string, std::string>> meta_;
};

}  // namespace ulika
