// Telegram's HTML exports.
#include "parsers/telegram_html.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  ulika::MemorySource source(std::vector<std::byte>(bytes, bytes + size));
  ulika::ParseInput input;
  input.path = "messages.html";
  input.mime = "text/html";
  input.data = &source;
  const ulika::ParseSink sink{[](ulika::Record&&) {}, [](ulika::Problem&&) {}};
  ulika::ParseOutcome outcome;
  ulika::read_telegram_html(input, sink, outcome);
  return 0;
}
