// A folder for one test's lists and stores, gone at its end, and rows that need no list.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "hashsets/hash_list.h"
#include "hashsets/hash_store.h"
#include "triage/base/digest.h"

namespace ulika::test {

class SetFolder {
 public:
  SetFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "ulika-sets-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~SetFolder() { std::filesystem::remove_all(path_); }
  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path store() const { return path_ / "store"; }

 private:
  std::filesystem::path path_;
};

// A list as it was read: each row as "md5:HEX sha1:HEX sha256:HEX [category]".
struct ReadRows {
  std::vector<std::string> rows;
  Result<HashList> list = fail(ErrorKind::usage, "not read");
};

inline ReadRows read_rows(const std::filesystem::path& file) {
  ReadRows read;
  read.list = read_hash_list(file, [&](const HashRow& row) -> Result<void> {
    std::string text;
    for (std::size_t k = 0; k < kHashKinds; ++k) {
      const auto kind = static_cast<HashKind>(k);
      if (row.has[k]) text += std::string(hash_kind_name(kind)) + ":" + to_hex(row.digest(kind)) + " ";
    }
    if (!row.category.empty()) text += "[" + std::string(row.category) + "] ";
    text.pop_back();
    read.rows.push_back(text);
    return {};
  });
  return read;
}

inline Digests digests_of(std::string_view text) {
  Hasher hasher;
  hasher.update(as_bytes(text));
  return hasher.finish();
}

// Digests of "abc": RFC 1321, FIPS 180-4.
inline const std::string kMd5 = "900150983cd24fb0d6963f7d28e17f72";
inline const std::string kSha1 = "a9993e364706816aba3e25717850c26c9cd0d89d";
inline const std::string kSha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
// Digests of nothing.
inline const std::string kEmptyMd5 = "d41d8cd98f00b204e9800998ecf8427e";
inline const std::string kEmptySha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

}  // namespace ulika::test
