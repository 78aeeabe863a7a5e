// The bytes of one SQLite record and cell, read from pages that may hold anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/text.h"

namespace ulika {

struct SqliteBlob {
  std::string bytes;
  bool operator==(const SqliteBlob& other) const { return bytes == other.bytes; }
};
// A value of a row. Texts are UTF-8, whatever the encoding of the database.
using SqliteValue = std::variant<std::monostate, std::int64_t, double, std::string, SqliteBlob>;

struct Varint {
  std::uint64_t value = 0;
  unsigned size = 0;  // bytes, 1 to 9; 0 where the bytes end before it does
};
Varint read_varint(Bytes bytes, std::size_t at);
unsigned varint_size(std::uint64_t value);
void append_varint(std::vector<std::byte>& out, std::uint64_t value);

// Length in bytes of a value of a serial type. 10 and 11, which SQLite keeps for itself, are no types.
std::uint64_t serial_size(std::uint64_t serial);
inline bool is_serial(std::uint64_t serial) {
  return serial != 10 && serial != 11;
}

// A cell of a leaf (or of an index b-tree's interior page) as it lies in a page.
struct FoundCell {
  std::size_t at = 0;                 // offset in the page
  std::size_t length = 0;             // bytes in the page, with the number of the overflow page
  std::optional<std::int64_t> rowid;  // none for an index entry, or where it is lost
  std::vector<std::uint64_t> serials;
  std::uint64_t header = 0;    // length of the record's header
  std::uint64_t payload = 0;   // length of the record
  std::size_t body = 0;        // offset in the page of the first value
  std::size_t local_body = 0;  // bytes of values in this page
  std::uint32_t overflow = 0;  // first overflow page, or 0
  bool headless = false;       // its first four bytes were overwritten and reckoned back
};

// How much of a payload stays in the page. Source: https://www.sqlite.org/fileformat2.html#b_tree_pages
std::uint64_t local_payload(std::uint64_t payload, std::uint32_t usable, bool index);

// Reads the serial types of a header that begins at `at` and must end before `end`. False where it is none.
bool read_record_header(Bytes page, std::size_t at, std::size_t end, std::vector<std::uint64_t>& serials,
                        std::uint64_t& header, std::uint64_t& payload);

// Reads a whole cell at `at`, which must end before `end`. False where the bytes are none.
bool read_cell(Bytes page, std::size_t at, std::size_t end, std::uint32_t usable, bool index,
               FoundCell& cell);

// Works out how much of the values lies in the page, and the overflow page; header, payload and body are
// given. False where it does not fit before `end`.
bool place_payload(Bytes page, std::size_t end, std::uint32_t usable, bool index, FoundCell& cell);

// Values of a record whose body is whole; false where a text is malformed in its encoding or holds a NUL.
bool read_values(const std::vector<std::uint64_t>& serials, Bytes body, Encoding encoding,
                 std::vector<SqliteValue>& values);
bool is_plausible_text(Bytes bytes, Encoding encoding);

// Fast hash of bytes, for comparing records of one database with each other. Not for hostile equality: equal
// hashes of different rows only hide one of them.
std::uint64_t hash_bytes(Bytes bytes, std::uint64_t seed);

// A hash of the record as it stood whole, with the lost part of a header restored.
std::uint64_t hash_payload(Bytes page, const FoundCell& cell);
inline std::uint64_t hash_with_rowid(std::uint64_t payload_hash, std::int64_t rowid) {
  std::uint64_t h = payload_hash ^ (static_cast<std::uint64_t>(rowid) * 0x9E3779B97F4A7C15ULL);
  h ^= h >> 29;
  return h * 0xBF58476D1CE4E5B9ULL;
}

}  // namespace ulika
