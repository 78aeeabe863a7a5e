#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "parsers/json_stream.h"
#include "parsers/plist_path.h"
#include "parsers/source_tables.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxDocument = 16ULL << 20;  // bytes of one that is kept as a whole

// How deep brackets go, outside texts; the library would recurse as deep when it writes.
int depth_of(std::string_view text) {
  int depth = 0;
  int deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        quoted = false;
      }
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
    if (c == '}' || c == ']') --depth;
  }
  return deepest;
}

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string escaped(std::string_view key) {
  std::string out;
  for (char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

// A scalar as a cell; `text` keeps its bytes.
Cell cell_of(const json& value, std::string& text) {
  switch (value.type()) {
    case json::value_t::string:
      text = to_valid_utf8(value.get_ref<const std::string&>());
      return std::string_view(text);
    case json::value_t::boolean:
      return static_cast<std::int64_t>(value.get<bool>());
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
      return value.get<std::int64_t>();
    case json::value_t::number_float:
      return value.get<double>();
    default:
      return {};
  }
}

std::string_view kind_of(const json& value) {
  switch (value.type()) {
    case json::value_t::object:
      return "object";
    case json::value_t::array:
      return "array";
    case json::value_t::string:
      return "text";
    case json::value_t::boolean:
      return "boolean";
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
      return "integer";
    case json::value_t::number_float:
      return "real";
    default:
      return "null";
  }
}

// Puts a tree into `node`, parents before children.
class NodeWriter {
 public:
  explicit NodeWriter(sqlite3* db) : nodes_(db, "node", 6) {}

  bool add(const json& value, std::string_view pointer, const std::string& key, std::int64_t parent) {
    const auto id = static_cast<std::int64_t>(nodes_.rows()) + 1;
    std::string text;
    const Cell parent_cell = parent == 0 ? Cell() : Cell(parent);
    const Cell content = cell_of(value, text);
    if (!nodes_.add({id, parent_cell, pointer, std::string_view(key), kind_of(value), content})) return false;
    if (value.is_object()) {
      for (const auto& [name, child] : value.items()) {
        if (!add(child, fmt::format("{}/{}", pointer, escaped(name)), name, id)) return false;
      }
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (!add(value[i], fmt::format("{}/{}", pointer, i), std::to_string(i), id)) return false;
      }
    }
    return true;
  }

 private:
  SourceTable nodes_;
};

// A pointer pattern with "*" for any one name.
bool matches(std::string_view pattern, std::string_view pointer) {
  while (!pattern.empty() && !pointer.empty()) {
    if (pattern.front() != '/' || pointer.front() != '/') return false;
    pattern.remove_prefix(1);
    pointer.remove_prefix(1);
    const auto pattern_end = std::min(pattern.find('/'), pattern.size());
    const auto pointer_end = std::min(pointer.find('/'), pointer.size());
    if (pattern.substr(0, pattern_end) != "*" &&
        pattern.substr(0, pattern_end) != pointer.substr(0, pointer_end))
      return false;
    pattern.remove_prefix(pattern_end);
    pointer.remove_prefix(pointer_end);
  }
  return pattern.empty() && pointer.empty();
}

Result<void> fill_items(const SourceSpec& spec, ByteSource& source, sqlite3* db) {
  SourceTable items(db, "item", 3);
  NodeWriter nodes(db);
  bool full = false;
  JsonStream::Handler handler;
  handler.wanted = [&](const JsonStream::Path& path) {
    const std::string pointer = JsonStream::pointer(path);
    return std::any_of(spec.items.begin(), spec.items.end(),
                       [&](const std::string& pattern) { return matches(pattern, pointer); });
  };
  handler.part = [&](const JsonStream::Path& path, const json& part) {
    const std::string pointer = JsonStream::pointer(path);
    const std::string text = dump(part);
    full = full || !items.add({whole(items.rows() + 1), std::string_view(pointer), std::string_view(text)});
  };
  handler.scalar = [&](const JsonStream::Path& path, const json& value) {
    const std::string key = path.empty() ? "" : path.back().key;
    full = full || !nodes.add(value, JsonStream::pointer(path), key, 0);
  };
  handler.begin = [](const JsonStream::Path&) {};
  handler.end = [](const JsonStream::Path&) {};
  auto read = JsonStream::read(source, handler);
  if (read && full) return table_is_full();
  return read;
}

Result<void> fill_tree(const json& tree, sqlite3* db) {
  NodeWriter nodes(db);
  if (!nodes.add(tree, "", "", 0)) return table_is_full();
  return {};
}

}  // namespace

Result<void> fill_json(const SourceSpec& spec, ByteSource& source, sqlite3* db) {
  if (!spec.items.empty()) return fill_items(spec, source, db);
  const auto bytes = read_all(source, kMaxDocument);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::string_view text = as_text(*bytes);
  if (depth_of(text) > kMaxSourceDepth) return fail(ErrorKind::limit, "its JSON is nested too deeply");
  const json tree = json::parse(text, nullptr, false);
  if (tree.is_discarded()) return fail(ErrorKind::damaged, "it is no whole JSON document");
  const std::string whole_text = dump(tree);
  SourceTable(db, "doc", 1).add({std::string_view(whole_text)});
  return fill_tree(tree, db);
}

Result<void> fill_json_lines(Bytes bytes, sqlite3* db) {
  SourceTable items(db, "item", 4);
  const std::string_view all = as_text(bytes);
  std::uint64_t number = 0;
  std::uint64_t bad = 0;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    const std::string_view line = all.substr(at, end - at);
    ++number;
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
      const json value = depth_of(line) > kMaxSourceDepth ? json(json::value_t::discarded)
                                                          : json::parse(line, nullptr, false);
      if (value.is_discarded()) {
        ++bad;
      } else {
        const std::string text = dump(value);
        if (!items.add({whole(number), whole(at), whole(line.size()), std::string_view(text)}))
          return table_is_full();
      }
    }
    at = end + 1;
  }
  if (bad != 0) return fail(ErrorKind::damaged, fmt::format("lines that are no JSON: {}", bad));
  return {};
}

Result<void> fill_plist(Bytes bytes, sqlite3* db) {
  const SqlResult resolved = plist_json(bytes, "");
  const auto* text = std::get_if<std::string>(&resolved);
  const json tree = text && depth_of(*text) <= kMaxSourceDepth ? json::parse(*text, nullptr, false)
                                                               : json(json::value_t::discarded);
  if (tree.is_discarded()) return fail(ErrorKind::unsupported, "it is no property list");
  SourceTable(db, "doc", 2).add({std::string_view(*text), bytes});
  return fill_tree(tree, db);
}

}  // namespace ulika
