#include "parsers/protobuf_field.h"
#include "parsers/source_tables.h"

namespace ulika {

Result<void> fill_protobuf(Bytes bytes, sqlite3* db) {
  SourceTable fields(db, "field", 5);
  ByteReader reader(bytes);
  std::uint64_t count = 0;
  while (reader.left() > 0) {
    const std::size_t at = bytes.size() - reader.left();
    const auto field = next_protobuf_field(reader);
    if (!field) {
      return fail(count == 0 ? ErrorKind::unsupported : ErrorKind::damaged,
                  count == 0 ? "it is no protobuf message" : "its fields do not go on to the end");
    }
    const std::size_t length = bytes.size() - reader.left() - at;
    const Cell value = field->wire == 2 ? Cell(field->bytes) : whole(field->bits);
    if (!fields.add({whole(++count), whole(field->number), whole(at), whole(length), value}))
      return table_is_full();
  }
  return {};
}

}  // namespace ulika
