// Hash lists as other tools write them: told apart by content, read row by row, refused where they are wrong.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "hashsets/hash_row.h"

namespace ulika {

// What is known of a list once it was read.
struct HashList {
  std::string format;                  // "NSRL RDSv3", "hashdeep", …
  std::array<std::byte, 32> sha256{};  // of the file
  std::uint64_t rows = 0;              // entries with at least one digest
  bool notable = false;                // the list says that it holds what is sought
  std::vector<std::string> notes;      // what was left out, in sentences
};

// Reads a list and hands each row to `sink`, in the list's order. Understands
// - NSRL RDSv3: the SQLite database (table FILE, or the view DISTINCT_HASH), and the SQL script of a delta;
// - NSRL RDSv2 (NSRLFile.txt), HashKeeper (.hsh), iLook, and any CSV with a header that names digest columns
//   (md5, sha1, sha256, hash, …) and perhaps "category";
// - Project VIC and CAID JSON (VICS 1.3 and 2.0), whose categories are kept;
// - EnCase 6 ".hash";
// - hashdeep, the output of md5sum, sha1sum and sha256sum (with escaped names or in BSD form), of md5deep and
//   openssl, indexes of hfind, and plain lists. A first line "# notable" makes such a list notable.
// A list that is damaged, of a foreign kind, or without any digest is refused with the place of the mistake.
Result<HashList> read_hash_list(const std::filesystem::path& file, const RowSink& sink);

}  // namespace ulika
