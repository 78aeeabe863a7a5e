// Telegram's JSON exports.
#include "parsers/telegram_export.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  ulika::MemorySource source(std::vector<std::byte>(bytes, bytes + size));
  ulika::ParseInput input;
  input.path = "result.json";
  input.mime = "application/json";
  input.data = &source;
  const ulika::ParseSink sink{[](ulika::Record&&) {}, [](ulika::Problem&&) {}};
  ulika::ParseOutcome outcome;
  ulika::read_telegram_export(input, sink, outcome);
  return 0;
}
