// Pictures with Exif data, in every container that is read.
#include "parsers/exif.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  ulika::MemorySource source(std::vector<std::byte>(bytes, bytes + size));
  ulika::ParseInput input;
  input.path = "a.jpg";
  input.mime = "image/jpeg";
  input.data = &source;
  const ulika::ParseSink sink{[](ulika::Record&&) {}, [](ulika::Problem&&) {}};
  ulika::ParseOutcome outcome;
  ulika::read_picture(input, sink, outcome);
  ulika::read_exif(ulika::Bytes(bytes, size));
  return 0;
}
