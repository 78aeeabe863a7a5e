// Biome streams: the container and the messages within.
#include "parsers/biome.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  for (const char* stream : {"Notification", "App.InFocus"}) {
    ulika::MemorySource source(std::vector<std::byte>(bytes, bytes + size));
    ulika::ParseInput input;
    input.path = std::string("streams/public/") + stream + "/local/1";
    input.data = &source;
    const ulika::ParseSink sink{[](ulika::Record&&) {}, [](ulika::Problem&&) {}};
    ulika::ParseOutcome outcome;
    ulika::read_biome_stream(input, sink, outcome);
  }
  return 0;
}
