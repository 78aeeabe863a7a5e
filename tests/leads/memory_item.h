// MemoryItem: an evidence item made up in memory, for tests of what reads finished items.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/case/case_reader.h"

namespace ulika::test {

class MemoryItem final : public ItemReader {
 public:
  explicit MemoryItem(std::string name) { source_.name = std::move(name); }

  // Adds a record and returns its id. Its path and locator are made up where `path` is empty.
  std::string add(std::string_view type, std::vector<std::pair<std::string, Value>> fields,
                  std::string_view derived_from = {}, std::string path = {}) {
    StoredRecord stored;
    stored.record.type = type;
    stored.record.fields = std::move(fields);
    stored.record.from.path = path.empty() ? "data/" + std::string(type) + ".db" : std::move(path);
    stored.record.from.locator = "row:" + std::string(type) + ":" + std::to_string(records_.size());
    stored.record.from.parser = "test";
    stored.record.from.derived_from = derived_from;
    stored.id = record_id(source_.name, stored.record);
    stored.file_sha256 = stored.record.from.path;  // stands for what the file holds
    records_.push_back(stored);
    return stored.id;
  }
  void add_file(std::string path, std::string sha256, std::string mime, std::uint64_t size) {
    StoredFile file;
    file.entry.path = std::move(path);
    file.entry.size = size;
    file.sha256 = std::move(sha256);
    file.mime = std::move(mime);
    file.id = "f" + std::to_string(files_.size());
    files_.push_back(std::move(file));
  }
  void speak(std::string record_id, std::string_view category, double score = 80) {
    StoredHit stored;
    stored.hit.rule = "text:" + std::string(category);
    stored.hit.category = category;
    stored.hit.weight = score;
    stored.hit.record_id = std::move(record_id);
    hits_.push_back(std::move(stored));
  }

  const SourceInfo& source() const override { return source_; }
  ItemDigests digests() const override { return {}; }
  std::int64_t count(std::string_view type) const override {
    std::int64_t n = 0;
    for_each_record(type, [&](const StoredRecord&) { ++n; });
    return n;
  }
  void for_each_file(const std::function<void(const StoredFile&)>& visit) const override {
    for (const StoredFile& file : files_) visit(file);
  }
  void for_each_record(std::string_view type,
                       const std::function<void(const StoredRecord&)>& visit) const override {
    for (const StoredRecord& stored : records_) {
      if (stored.record.type == type) visit(stored);
    }
  }
  void for_each_hit(const std::function<void(const StoredHit&)>& visit) const override {
    for (const StoredHit& hit : hits_) visit(hit);
  }
  std::vector<LedgerRow> ledger() const override { return {}; }
  std::vector<Problem> problems() const override { return {}; }
  std::string meta(std::string_view) const override { return {}; }

 private:
  SourceInfo source_;
  std::vector<StoredRecord> records_;
  std::vector<StoredFile> files_;
  std::vector<StoredHit> hits_;
};

}  // namespace ulika::test
