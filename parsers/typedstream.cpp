#include "parsers/typedstream.h"

#include <algorithm>

#include "triage/base/text.h"

namespace ulika {

std::optional<std::string> typedstream_text(Bytes stream) {
  const std::string_view bytes = as_text(stream);
  // Header: version 4, length 11, "streamtyped", then the system version.
  if (bytes.substr(0, 13) != "\x04\x0bstreamtyped") return std::nullopt;
  auto at = bytes.find("NSString");
  if (at == std::string_view::npos) at = bytes.find("NSMutableString");
  if (at == std::string_view::npos) return std::nullopt;
  // After the class and its ancestors comes '+', the type of a byte string, and its length.
  const auto plus = bytes.find('+', at);
  if (plus == std::string_view::npos || plus - at > 64) return std::nullopt;
  ByteReader reader(stream.subspan(plus + 1));
  std::uint32_t length = reader.u8();
  if (length == 0x81) {
    length = reader.u16le();
  } else if (length == 0x82) {
    length = reader.u32le();
  } else if (length > 0x7F) {
    return std::nullopt;
  }
  const Bytes text = reader.take(length);
  if (!reader.ok()) return std::nullopt;
  return to_valid_utf8(as_text(text));
}

}  // namespace ulika
