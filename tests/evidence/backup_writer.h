// Writes small iTunes backups for tests, by libplist and SQLite: not by the code under test.
#pragma once

#include <plist/plist.h>
#include <sqlite3.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/evidence/walked.h"

namespace ulika::test {

struct StoredFile {
  std::string domain, path, content;
  std::int64_t modified = 0;  // seconds since 1970
  int flags = 1;
  std::string target = {};       // of a link
  std::string wrapped_key = {};  // with its class in front
  std::uint64_t protection = 3;
};

inline std::string packed(plist_t list) {
  char* bytes = nullptr;
  std::uint32_t length = 0;
  plist_to_bin(list, &bytes, &length);
  std::string text(bytes, length);
  std::free(bytes);
  plist_free(list);
  return text;
}

inline std::string backup_id(const StoredFile& file) {
  Hasher hasher;
  hasher.update(as_bytes(file.domain + "-" + file.path));
  return to_hex(hasher.finish().sha1);
}

// The archived object that a row of Manifest.db carries.
inline std::string archived_facts(const StoredFile& file) {
  plist_t facts = plist_new_dict();
  plist_dict_set_item(facts, "Size", plist_new_uint(file.content.size()));
  plist_dict_set_item(facts, "LastModified", plist_new_uint(static_cast<std::uint64_t>(file.modified)));
  plist_dict_set_item(facts, "Birth", plist_new_uint(static_cast<std::uint64_t>(file.modified - 60)));
  plist_dict_set_item(facts, "ProtectionClass", plist_new_uint(file.protection));
  plist_t objects = plist_new_array();
  plist_array_append_item(objects, plist_new_string("$null"));
  plist_array_append_item(objects, facts);
  if (!file.target.empty()) {
    plist_dict_set_item(facts, "Target", plist_new_uid(plist_array_get_size(objects)));
    plist_array_append_item(objects, plist_new_string(file.target.c_str()));
  }
  if (!file.wrapped_key.empty()) {
    plist_dict_set_item(facts, "EncryptionKey", plist_new_uid(plist_array_get_size(objects)));
    plist_t data = plist_new_dict();
    plist_dict_set_item(data, "NS.data", plist_new_data(file.wrapped_key.data(), file.wrapped_key.size()));
    plist_array_append_item(objects, data);
  }
  plist_t top = plist_new_dict();
  plist_dict_set_item(top, "root", plist_new_uid(1));
  plist_t archive = plist_new_dict();
  plist_dict_set_item(archive, "$version", plist_new_uint(100000));
  plist_dict_set_item(archive, "$archiver", plist_new_string("NSKeyedArchiver"));
  plist_dict_set_item(archive, "$top", top);
  plist_dict_set_item(archive, "$objects", objects);
  return packed(archive);
}

inline void write_manifest_db(const std::filesystem::path& file, const std::vector<StoredFile>& files) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
  sqlite3_exec(db,
               "CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, "
               "file BLOB)",
               nullptr, nullptr, nullptr);
  for (const StoredFile& f : files) {
    sqlite3_stmt* row = nullptr;
    sqlite3_prepare_v2(db, "INSERT INTO Files VALUES (?, ?, ?, ?, ?)", -1, &row, nullptr);
    const std::string id = backup_id(f);
    const std::string facts = archived_facts(f);
    sqlite3_bind_text(row, 1, id.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 2, f.domain.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 3, f.path.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(row, 4, f.flags);
    sqlite3_bind_blob(row, 5, facts.data(), static_cast<int>(facts.size()), SQLITE_TRANSIENT);
    EXPECT_EQ(sqlite3_step(row), SQLITE_DONE);
    sqlite3_finalize(row);
  }
  sqlite3_close(db);
}

// Manifest.db and the stored files below `folder` of the scratch.
inline void write_backup(const Scratch& scratch, const std::string& folder,
                         const std::vector<StoredFile>& files) {
  for (const StoredFile& file : files) {
    const std::string id = backup_id(file);
    if (file.flags == 1) scratch.write(folder + "/" + id.substr(0, 2) + "/" + id, file.content);
  }
  std::filesystem::create_directories(scratch.path() / folder);
  write_manifest_db(scratch.path() / folder / "Manifest.db", files);
}

}  // namespace ulika::test
