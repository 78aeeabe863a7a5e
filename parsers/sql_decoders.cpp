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
    if (path.front() != '.') return SqlFault{};
    path.remove_prefix(1);
    const std::string name(path.substr(0, path.find('.')));
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
    {"plist", 2, plist},
    {"protobuf", 2, protobuf},
    {"typedstream_text", 1, typedstream},
    {"json_text", 2, json_text},
};

}  // namespace

std::span<const SqlFunction> decoder_functions() {
  return kFunctions;
}

}  // namespace ulika
