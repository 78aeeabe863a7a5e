// E-mails and mailboxes.
#include "parsers/mail_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  ulika::MemorySource source(std::vector<std::byte>(bytes, bytes + size));
  ulika::ParseInput input;
  input.path = "a.mbox";
  input.mime = "application/mbox";
  input.data = &source;
  const ulika::ParseSink sink{[](ulika::Record&&) {}, [](ulika::Problem&&) {}};
  ulika::ParseOutcome outcome;
  ulika::read_mail(input, sink, outcome);
  return 0;
}
