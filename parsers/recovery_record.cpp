#include "parsers/recovery_record.h"

#include <bit>
#include <cstring>

namespace ulika {
namespace {

constexpr std::size_t kMaxColumns = 2000;  // SQLITE_MAX_COLUMN
constexpr std::uint64_t kMaxPayload = 1ULL << 30;

std::int64_t big_endian(Bytes bytes) {
  std::uint64_t value = 0;
  if (!bytes.empty() && (bytes[0] & std::byte{0x80}) != std::byte{0}) value = ~std::uint64_t{0};
  for (const std::byte b : bytes) value = value << 8 | std::to_integer<std::uint64_t>(b);
  return static_cast<std::int64_t>(value);
}

bool is_text(std::uint64_t serial) {
  return serial >= 13 && serial % 2 == 1;
}

}  // namespace

Varint read_varint(Bytes bytes, std::size_t at) {
  Varint out;
  for (unsigned i = 0; i < 9; ++i) {
    if (at + i >= bytes.size()) return {};
    const auto byte = std::to_integer<std::uint64_t>(bytes[at + i]);
    if (i == 8) {
      out.value = out.value << 8 | byte;
    } else {
      out.value = out.value << 7 | (byte & 0x7F);
    }
    out.size = i + 1;
    if (byte < 0x80) break;
  }
  return out;
}

unsigned varint_size(std::uint64_t value) {
  unsigned size = 1;
  while (size < 9 && value >= 0x80) {
    value >>= 7;
    ++size;
  }
  return size;
}

// Values of a record's header only, which need no ninth byte.
void append_varint(std::vector<std::byte>& out, std::uint64_t value) {
  const unsigned size = varint_size(value);
  for (unsigned i = size; i-- > 0;) {
    const auto part = static_cast<unsigned char>(value >> (7 * i) & 0x7F);
    out.push_back(std::byte{static_cast<unsigned char>(part | (i ? 0x80 : 0))});
  }
}

std::uint64_t serial_size(std::uint64_t serial) {
  constexpr std::uint64_t kSizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
  return serial < 12 ? kSizes[serial] : (serial - 12) / 2;
}

std::uint64_t local_payload(std::uint64_t payload, std::uint32_t usable, bool index) {
  const std::uint64_t most = index ? (usable - 12ULL) * 64 / 255 - 23 : usable - 35ULL;
  if (payload <= most) return payload;
  const std::uint64_t least = (usable - 12ULL) * 32 / 255 - 23;
  const std::uint64_t kept = least + (payload - least) % (usable - 4ULL);
  return kept <= most ? kept : least;
}

bool read_record_header(Bytes page, std::size_t at, std::size_t end, std::vector<std::uint64_t>& serials,
                        std::uint64_t& header, std::uint64_t& payload) {
  const Bytes bytes = page.first(std::min(end, page.size()));
  const Varint length = read_varint(bytes, at);
  if (length.size == 0 || length.value <= length.size || length.value > bytes.size() - at) return false;
  const std::size_t stop = at + static_cast<std::size_t>(length.value);
  serials.clear();
  std::uint64_t body = 0;
  for (std::size_t i = at + length.size; i < stop;) {
    const Varint serial = read_varint(bytes, i);
    if (serial.size == 0 || i + serial.size > stop || !is_serial(serial.value)) return false;
    if (serials.size() == kMaxColumns) return false;
    serials.push_back(serial.value);
    body += serial_size(serial.value);
    if (body > kMaxPayload) return false;
    i += serial.size;
  }
  header = length.value;
  payload = length.value + body;
  return true;
}

bool place_payload(Bytes page, std::size_t end, std::uint32_t usable, bool index, FoundCell& cell) {
  const std::uint64_t local = local_payload(cell.payload, usable, index);
  if (local < cell.header) return false;
  cell.local_body = static_cast<std::size_t>(local - cell.header);
  const bool spills = local < cell.payload;
  const std::size_t stop = cell.body + cell.local_body + (spills ? 4 : 0);
  if (stop > end || stop > page.size()) return false;
  cell.overflow = 0;
  if (spills) {
    ByteReader reader(page.subspan(cell.body + cell.local_body, 4));
    cell.overflow = reader.u32be();
    if (cell.overflow < 2) return false;
  }
  cell.length = stop - cell.at;
  return true;
}

bool read_cell(Bytes page, std::size_t at, std::size_t end, std::uint32_t usable, bool index,
               FoundCell& cell) {
  const Bytes bytes = page.first(std::min(end, page.size()));
  const Varint payload = read_varint(bytes, at);
  if (payload.size == 0 || payload.value < 2 || payload.value > kMaxPayload) return false;
  std::size_t header_at = at + payload.size;
  cell.at = at;
  cell.headless = false;
  cell.rowid.reset();
  if (!index) {
    const Varint rowid = read_varint(bytes, header_at);
    if (rowid.size == 0) return false;
    cell.rowid = static_cast<std::int64_t>(rowid.value);
    header_at += rowid.size;
  }
  std::uint64_t found = 0;
  if (!read_record_header(bytes, header_at, bytes.size(), cell.serials, cell.header, found)) return false;
  if (found != payload.value) return false;
  cell.payload = found;
  cell.body = header_at + static_cast<std::size_t>(cell.header);
  return place_payload(page, end, usable, index, cell);
}

bool is_plausible_text(Bytes bytes, Encoding encoding) {
  if (encoding == Encoding::utf8) {
    const std::string_view text = as_text(bytes);
    std::size_t controls = 0;
    for (const char c : text) {
      if (c == '\0') return false;
      controls += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
    }
    return controls * 10 <= text.size() && is_valid_utf8(text);
  }
  if (bytes.size() % 2 != 0) return false;
  ByteReader reader(bytes);
  bool high = false;
  while (reader.left() >= 2) {
    const unsigned unit = encoding == Encoding::utf16le ? reader.u16le() : reader.u16be();
    const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (unit == 0 || unit == 0xFFFE || unit == 0xFFFF || low != high) return false;
    high = unit >= 0xD800 && unit <= 0xDBFF;
  }
  return !high;
}

bool read_values(const std::vector<std::uint64_t>& serials, Bytes body, Encoding encoding,
                 std::vector<SqliteValue>& values) {
  values.clear();
  ByteReader reader(body);
  for (const std::uint64_t serial : serials) {
    const Bytes bytes = reader.take(static_cast<std::size_t>(serial_size(serial)));
    if (!reader.ok()) return false;
    if (serial == 0) {
      values.emplace_back();
    } else if (serial <= 6) {
      values.emplace_back(big_endian(bytes));
    } else if (serial == 7) {
      values.emplace_back(std::bit_cast<double>(big_endian(bytes)));
    } else if (serial <= 9) {
      values.emplace_back(static_cast<std::int64_t>(serial - 8));
    } else if (is_text(serial)) {
      if (!is_plausible_text(bytes, encoding)) return false;
      values.emplace_back(encoding == Encoding::utf8 ? std::string(as_text(bytes)) : decode(bytes, encoding));
    } else {
      values.emplace_back(SqliteBlob{std::string(as_text(bytes))});
    }
  }
  return true;
}

std::uint64_t hash_bytes(Bytes bytes, std::uint64_t seed) {
  std::uint64_t h = seed ^ (bytes.size() * 0xD6E8FEB86659FD93ULL);
  while (bytes.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    h = (h ^ word) * 0x9E3779B97F4A7C15ULL;
    h ^= h >> 32;
    bytes = bytes.subspan(8);
  }
  std::uint64_t rest = 0;
  if (!bytes.empty()) std::memcpy(&rest, bytes.data(), bytes.size());
  h = (h ^ rest) * 0xBF58476D1CE4E5B9ULL;
  return h ^ (h >> 31);
}

std::uint64_t hash_payload(Bytes page, const FoundCell& cell) {
  const std::uint64_t body = hash_bytes(page.subspan(cell.body, cell.local_body), cell.payload);
  if (!cell.headless) {
    const auto header = static_cast<std::size_t>(cell.header);
    return hash_bytes(page.subspan(cell.body - header, header), body);
  }
  std::vector<std::byte> header;
  append_varint(header, cell.header);
  for (const std::uint64_t serial : cell.serials) append_varint(header, serial);
  return hash_bytes(header, body);
}

}  // namespace ulika
