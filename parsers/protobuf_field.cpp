#include "parsers/protobuf_field.h"

namespace ulika {
namespace {

std::optional<std::uint64_t> varint(ByteReader& reader) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint64_t byte = reader.u8();
    if (!reader.ok()) return std::nullopt;
    value |= (byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ProtobufField> next_protobuf_field(ByteReader& reader) {
  const auto key = varint(reader);
  if (!key || *key >> 3 == 0) return std::nullopt;
  ProtobufField field;
  field.number = *key >> 3;
  field.wire = static_cast<unsigned>(*key & 7);
  switch (field.wire) {
    case 0: {
      const auto value = varint(reader);
      if (!value) return std::nullopt;
      field.bits = *value;
      break;
    }
    case 1:
      field.bits = reader.u64le();
      break;
    case 2: {
      const auto length = varint(reader);
      if (!length || *length > reader.left()) return std::nullopt;
      field.bytes = reader.take(static_cast<std::size_t>(*length));
      break;
    }
    case 5:
      field.bits = reader.u32le();
      break;
    default:
      return std::nullopt;
  }
  if (!reader.ok()) return std::nullopt;
  return field;
}

}  // namespace ulika
