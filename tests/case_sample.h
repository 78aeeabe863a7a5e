// Small made-up results and case folders for the tests of the case and of what reads it.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "triage/case/case_folder.h"
#include "triage/case/evidence_db.h"
#include "triage/model/file_result.h"

namespace ulika::test {

// A folder of its own that is gone afterwards.
class TempDir {
 public:
  TempDir() {
    std::string name = (std::filesystem::temp_directory_path() / "ulika-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline SourceInfo sample_source(const std::string& name = "phone") {
  SourceInfo source;
  source.name = name;
  source.kind = "zip";
  source.files = {"/evidence/" + name + ".zip"};
  source.size = 4096;
  return source;
}

inline FileEntry sample_file(const std::string& path, std::uint64_t size = 100, std::int64_t offset = 0) {
  FileEntry entry;
  entry.path = path;
  entry.size = size;
  entry.first_offset = offset;
  entry.content.kind = ContentRef::Kind::extents;
  entry.content.extents = {{offset, size}};
  return entry;
}

inline Record sample_message(const std::string& path, int row, const std::string& text) {
  Record record;
  record.type = "message";
  record.set("app", "WhatsApp");
  record.set("chat_id", "chat-1");
  record.set("direction", "in");
  record.set("sent_at", std::int64_t{1772337906000} + row);
  record.set("text", text);
  record.from.path = path;
  record.from.locator = "row:message:" + std::to_string(row);
  record.from.parser = "whatsapp_android";
  return record;
}

inline Hit sample_hit(const std::string& path, std::uint64_t offset, const std::string& value) {
  Hit hit;
  hit.rule = "kw:" + value;
  hit.category = "drugs";
  hit.value = value;
  hit.context = "а ‹" + value + "› б";
  hit.encoding = "utf-8";
  hit.weight = 1.5;
  hit.offset = offset;
  hit.length = value.size();
  hit.path = path;
  return hit;
}

// Digests that stand for `content`.
inline Digests digests_of(std::string_view content) {
  Hasher hasher;
  hasher.update(as_bytes(content));
  return hasher.finish();
}

inline std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Makes a case with one item, lets `fill` write to its database and returns the folder.
template <class Fill>
std::filesystem::path make_case(const std::filesystem::path& dir, const SourceInfo& source,
                                const Fill& fill) {
  Result<CaseFolder> folder = CaseFolder::open_or_create(dir, {});
  if (!folder) throw std::runtime_error(folder.error().message);
  const std::string name = folder->register_evidence(source.name, "/evidence/" + source.name);
  const auto file = folder->evidence_db_path(name);
  EvidenceDatabase db =
      std::filesystem::exists(file) ? EvidenceDatabase::open(file) : EvidenceDatabase::create(file, source);
  fill(db);
  return dir;
}

}  // namespace ulika::test
