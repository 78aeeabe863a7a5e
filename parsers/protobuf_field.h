// The fields of a protobuf message as its bytes give them, without a schema.
#pragma once

#include <cstdint>
#include <optional>

#include "triage/base/bytes.h"

namespace ulika {

struct ProtobufField {
  std::uint64_t number = 0;
  unsigned wire = 0;       // 0 varint, 1 fixed64, 2 length-delimited, 5 fixed32
  std::uint64_t bits = 0;  // of the wire types but 2
  Bytes bytes;             // of wire type 2
};

// The next field; nothing for damage. Groups (wire types 3 and 4) are long out of use and count as damage.
std::optional<ProtobufField> next_protobuf_field(ByteReader& reader);

}  // namespace ulika
