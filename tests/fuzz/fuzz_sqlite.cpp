// Databases of suspects: the input is a database with, after the first marker, its WAL or journal.
#include <algorithm>
#include <cstdlib>

#include "parsers/parser_set.h"

namespace {

const ulika::ParserSet& parsers() {
  static const auto loaded = ulika::ParserSet::load({});
  if (!loaded) std::abort();
  return *loaded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  static constexpr unsigned char kMarker[] = {'-', '-', 'n', 'e', 'x', 't'};
  const auto* cut = std::search(data, data + size, std::begin(kMarker), std::end(kMarker));
  const auto first = static_cast<std::size_t>(cut - data);
  ulika::MemorySource source(std::vector<std::byte>(bytes, bytes + first));
  ulika::ParseInput input;
  input.path = "data/data/com.whatsapp/databases/msgstore.db";
  input.mime = "application/vnd.sqlite3";
  input.data = &source;
  if (first + sizeof kMarker < size) {
    const std::vector<std::byte> rest(bytes + first + sizeof kMarker, bytes + size);
    const char* suffix = (rest[0] == std::byte{0x37}) ? "-wal" : "-journal";
    input.companions.push_back({input.path + suffix, std::make_unique<ulika::MemorySource>(rest)});
  }
  const ulika::ParseSink sink{[](ulika::Record&&) {}, [](ulika::Problem&&) {}};
  parsers().parse(input, sink);
  return 0;
}
