// The search for deleted rows: the input is a database with, after the first marker, its WAL or journal.
#include <algorithm>
#include <cstdlib>

#include "parsers/recovery.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  static constexpr unsigned char kMarker[] = {'-', '-', 'n', 'e', 'x', 't'};
  const auto* cut = std::search(data, data + size, std::begin(kMarker), std::end(kMarker));
  const auto first = static_cast<std::size_t>(cut - data);
  const std::size_t rest = std::min(first + sizeof kMarker, size);
  ulika::MemorySource main(std::vector<std::byte>(bytes, bytes + first));
  ulika::MemorySource companion(std::vector<std::byte>(bytes + rest, bytes + size));
  ulika::DatabaseFiles files{&main, nullptr, nullptr};
  if (rest < size) (data[rest] == 0x37 ? files.wal : files.journal) = &companion;
  const auto rows = ulika::recover_rows(files);
  if (!rows) return 0;
  for (const auto& row : rows->rows) {
    if (row.values.size() != rows->tables.at(row.table).columns.size()) std::abort();
  }
  return 0;
}
