#include <algorithm>
#include <array>

#include "parsers/sql_function_table.h"
#include "parsers/telegram_message.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

using Args = std::span<const SqlArg>;

struct Read {
  const TlTree* tree = nullptr;
  Bytes blob;
  std::string trouble;  // where this is the first look at the value, so that each is told once
};

// A query asks one cell for many values: the last few objects are kept. Workers have one thread each.
class Cache {
 public:
  Read read(std::string_view blob) {
    for (Entry& entry : entries_) {
      if (entry.used && entry.blob == blob) return {&entry.tree, as_bytes(entry.blob), {}};
    }
    Entry& entry = entries_[turn_];
    turn_ = (turn_ + 1) % entries_.size();
    entry.used = true;
    entry.blob = blob;
    entry.tree.read(TlSchema::built_in(), as_bytes(entry.blob));
    return {&entry.tree, as_bytes(entry.blob), entry.tree.trouble()};
  }

 private:
  struct Entry {
    bool used = false;
    std::string blob;
    TlTree tree;
  };
  std::array<Entry, 4> entries_;
  std::size_t turn_ = 0;
};

Cache& cache() {
  thread_local Cache instance;
  return instance;
}

Read read(const SqlArg& blob) {
  return cache().read(blob.bytes);
}

using Plain = std::variant<std::monostate, std::int64_t, double, std::string, SqlBlob>;

SqlResult result(Plain value, Read& read) {
  if (!read.trouble.empty()) return SqlPartial{std::move(value), std::move(read.trouble)};
  return std::visit([](auto& v) { return SqlResult(std::move(v)); }, value);
}

// Most texts are well formed, and checking is cheaper than writing anew.
std::string readable(std::string text) {
  const bool clean = is_valid_utf8(text) && text.find('\0') == std::string::npos;
  return clean ? std::move(text) : to_valid_utf8(text);
}

Plain text_or_null(std::string text) {
  return text.empty() ? Plain() : Plain(readable(std::move(text)));
}

Plain value_of(const TlTree& tree, const TlNode* node) {
  if (!node) return {};
  switch (node->kind) {
    case TlNode::Kind::integer:
      return node->integer;
    case TlNode::Kind::real:
      return node->real;
    case TlNode::Kind::text:
      return readable(std::string(node->bytes));
    case TlNode::Kind::truth:
      return static_cast<std::int64_t>(node->value);
    default: {
      std::string out;
      JsonWriter json(out);
      tree.write(json, *node);
      return out;
    }
  }
}

SqlResult tl_json(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  Read object = read(a[0]);
  if (object.tree->empty()) return result({}, object);
  return result(value_of(*object.tree, &object.tree->root()), object);
}

SqlResult tl(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  Read object = read(a[0]);
  std::string_view path = a[1].bytes;
  if (path == "_" || (path.size() > 2 && path.substr(path.size() - 2) == "._")) {
    path.remove_suffix(std::min<std::size_t>(path.size(), 2));
    const TlNode* node = object.tree->at(path);
    return result(node && node->is ? Plain(std::string(node->is->name)) : Plain(), object);
  }
  return result(value_of(*object.tree, object.tree->at(path)), object);
}

SqlResult tl_peer(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  Read object = read(a[0]);
  const auto id = telegram_peer(*object.tree, object.tree->at(a[1].bytes));
  return result(id ? Plain(*id) : Plain(), object);
}

SqlResult tl_name(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  Read object = read(a[0]);
  return result(text_or_null(telegram_name(*object.tree)), object);
}

SqlResult tl_text(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  Read object = read(a[0]);
  return result(text_or_null(telegram_text(*object.tree, object.blob, a[1].integer)), object);
}

SqlResult tl_kind(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  Read object = read(a[0]);
  return result(text_or_null(telegram_kind(*object.tree, object.blob)), object);
}

SqlResult tl_forward(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  Read object = read(a[0]);
  const TelegramOrigin origin = telegram_origin(*object.tree);
  if (const auto* id = std::get_if<std::int64_t>(&origin)) return result(*id, object);
  if (const auto* name = std::get_if<std::string>(&origin)) return result(to_valid_utf8(*name), object);
  return result({}, object);
}

SqlResult tl_attachments(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  Read object = read(a[0]);
  return result(telegram_attachments(*object.tree, object.blob), object);
}

constexpr SqlFunction kFunctions[] = {
    {"tl_json", 1, tl_json},       {"tl", 2, tl},
    {"tl_peer", 2, tl_peer},       {"tl_name", 1, tl_name},
    {"tl_text", 2, tl_text},       {"tl_kind", 1, tl_kind},
    {"tl_forward", 1, tl_forward}, {"tl_attachments", 1, tl_attachments},
};

}  // namespace

void forget_telegram_values() {
  cache() = {};
}

std::span<const SqlFunction> telegram_functions() {
  return kFunctions;
}

}  // namespace ulika
