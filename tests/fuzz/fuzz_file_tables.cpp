// Files that definitions see as tables: the first byte picks the kind, the rest is the file.
#include <array>

#include "parsers/evidence_database.h"
#include "parsers/source_tables.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using ulika::SourceKind;
  static constexpr std::array kKinds = {SourceKind::json, SourceKind::jsonl, SourceKind::plist,
                                        SourceKind::xml,  SourceKind::lines, SourceKind::csv,
                                        SourceKind::ini,  SourceKind::vcard};
  if (size == 0) return 0;
  ulika::SourceSpec spec;
  spec.kind = kKinds[data[0] % kKinds.size()];
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  ulika::MemorySource source(std::vector<std::byte>(bytes + 1, bytes + size));
  auto database = ulika::SuspectDatabase::in_memory();
  if (!database) return 0;
  if (ulika::fill_source(spec, "a", source, (*database)->handle())) (*database)->learn_tables();
  return 0;
}
