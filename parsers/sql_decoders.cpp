#include <zlib.h>

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "parsers/plist_path.h"
#include "parsers/protobuf_path.h"
#include "parsers/sql_function_table.h"
#include "parsers/typedstream.h"

namespace ulika {
namespace {

using Args = std::span<const SqlArg>;

SqlResult plist(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  return plist_value(as_bytes(a[0].bytes), a[1].bytes);
}

SqlResult plist_as_json(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  return plist_json(as_bytes(a[0].bytes), a[1].bytes);
}

constexpr std::size_t kMaxInflated = 32 << 20;

// gzip and zlib streams alike; a damaged or endless one is a fault.
SqlResult gunzip(Args a) {
  if (!a[0].is_bytes() || a[0].bytes.size() > kMaxInflated) return SqlFault{};
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 32) != Z_OK) return SqlFault{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(a[0].bytes.data()));
  stream.avail_in = static_cast<uInt>(a[0].bytes.size());
  std::array<char, 16384> buffer{};
  SqlBlob out;
  int status = Z_OK;
  while (status == Z_OK && out.bytes.size() < kMaxInflated) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.bytes.append(buffer.data(), buffer.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END) return SqlFault{};
  return out;
}

SqlResult protobuf(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  return protobuf_value(as_bytes(a[0].bytes), a[1].bytes);
}

SqlResult typedstream(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  auto text = typedstream_text(as_bytes(a[0].bytes));
  if (!text) return SqlFault{};
  return std::move(*text);
}

// SQLite's json_extract ends the query on text that is no JSON; this costs the value.
SqlResult json_text(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  const auto parsed = nlohmann::json::parse(a[0].bytes, nullptr, false);
  if (parsed.is_discarded()) return SqlFault{};
  const nlohmann::json* node = &parsed;
  std::string_view path = a[1].bytes;
  if (path.substr(0, 1) != "$") return SqlFault{};
  path.remove_prefix(1);
  while (!path.empty()) {
    if (path.front() == '[') {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(path.data() + 1, path.data() + path.size(), index);
      if (error != std::errc() || end == path.data() + path.size() || *end != ']') return SqlFault{};
      path.remove_prefix(static_cast<std::size_t>(end - path.data()) + 1);
      if (!node->is_array() || index >= node->size()) return {};
      node = &(*node)[index];
      continue;
    }
    if (path.front() != '.') return SqlFault{};
    path.remove_prefix(1);
    const std::string name(path.substr(0, path.find_first_of(".[")));
    path.remove_prefix(name.size());
    if (!node->is_object()) return {};
    const auto it = node->find(name);
    if (it == node->end()) return {};
    node = &*it;
  }
  if (node->is_string()) return node->get<std::string>();
  if (node->is_boolean()) return static_cast<std::int64_t>(node->get<bool>());
  if (node->is_number_integer()) return node->get<std::int64_t>();
  if (node->is_number()) return node->get<double>();
  if (node->is_null()) return {};
  return node->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

constexpr SqlFunction kFunctions[] = {
    {"plist", 2, plist},       {"plist_json", 2, plist_as_json},     {"gunzip", 1, gunzip},
    {"protobuf", 2, protobuf}, {"typedstream_text", 1, typedstream}, {"json_text", 2, json_text},
};

}  // namespace

std::span<const SqlFunction> decoder_functions() {
  return kFunctions;
}

}  // namespace ulika
