// A case in memory for tests of the report: rows are made as they are asked for, so a big case takes no
// memory.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "triage/case/case_reader.h"

namespace ulika::test {

class FakeItem final : public ItemReader {
 public:
  SourceInfo info;
  ItemDigests image;
  std::vector<StoredRecord> records;
  std::vector<StoredHit> hits;
  std::vector<StoredFile> files;
  std::vector<LedgerRow> rows;
  std::vector<Problem> troubles;
  // Further messages that are made on the fly: their number, and what makes the n-th.
  std::int64_t made_messages = 0;
  std::function<StoredRecord(std::int64_t)> make_message;

  const SourceInfo& source() const override { return info; }
  ItemDigests digests() const override { return image; }
  std::int64_t count(std::string_view type) const override {
    if (type == "file") return static_cast<std::int64_t>(files.size());
    if (type == "hit") return static_cast<std::int64_t>(hits.size());
    if (type == "problem") return static_cast<std::int64_t>(troubles.size());
    std::int64_t n = type == "message" ? made_messages : 0;
    for (const StoredRecord& each : records) n += each.record.type == type ? 1 : 0;
    return n;
  }
  void for_each_file(const std::function<void(const StoredFile&)>& visit) const override {
    for (const StoredFile& file : files) visit(file);
  }
  void for_each_record(std::string_view type,
                       const std::function<void(const StoredRecord&)>& visit) const override {
    for (const StoredRecord& each : records) {
      if (each.record.type == type) visit(each);
    }
    for (std::int64_t n = 0; type == "message" && n < made_messages; ++n) visit(make_message(n));
  }
  void for_each_hit(const std::function<void(const StoredHit&)>& visit) const override {
    for (const StoredHit& hit : hits) visit(hit);
  }
  std::vector<LedgerRow> ledger() const override { return rows; }
  std::vector<Problem> problems() const override { return troubles; }
  std::string meta(std::string_view) const override { return {}; }

  // Adds a record; its id is made as the case makes it.
  std::string add(std::string type, std::string path, std::string locator,
                  std::vector<std::pair<std::string, Value>> fields, std::string recovered = "live",
                  std::string derived_from = "") {
    StoredRecord stored;
    stored.record.type = std::move(type);
    stored.record.fields = std::move(fields);
    stored.record.from = {std::move(path), std::move(locator), "test_parser", std::move(recovered),
                          std::move(derived_from)};
    stored.file_sha256 = std::string(64, 'a');
    stored.id = record_id(info.name, stored.record);
    records.push_back(stored);
    return stored.id;
  }
};

// Two devices with a little of everything, all invented. The times are of March 2026.
std::vector<std::unique_ptr<ItemReader>> small_case();
// Leads, a link, a person and a drop that rest on records of small_case(), with the keys of the contract.
std::vector<StoredRecord> small_findings(const std::vector<std::unique_ptr<ItemReader>>& items);
// One device with `messages` messages in 40 chats.
std::vector<std::unique_ptr<ItemReader>> big_case(std::int64_t messages);
// One device whose texts try to get out of the page.
std::vector<std::unique_ptr<ItemReader>> hostile_case();

}  // namespace ulika::test
