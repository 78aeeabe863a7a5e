// Whatever a worker sends, the supervisor reads it or refuses it.
#include <cstddef>
#include <cstdint>

#include "triage/pipeline/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)ulika::decode_result(bytes);
  (void)ulika::decode_work(bytes);
  (void)ulika::decode_source(bytes);
  (void)ulika::decode_entries(bytes);
  (void)ulika::decode_problems(bytes);
  (void)ulika::decode_digests(bytes);
  ulika::FrameReader reader;
  reader.feed(bytes);
  while (reader.next()) {
  }
  return 0;
}
