#include <array>

#include "parsers/postbox_message.h"
#include "parsers/sql_function_table.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

using Args = std::span<const SqlArg>;
using Plain = std::variant<std::monostate, std::int64_t, double, std::string, SqlBlob>;

// Queries ask one cell for many values: the last few are kept, by function. Workers have one thread each.
template <class Value, Value (*read)(Bytes)>
class Cache {
 public:
  // `trouble` is set on the first look at a value only, so that each is told once.
  const Value& get(std::string_view blob, std::string& trouble) {
    for (const Entry& entry : entries_) {
      if (entry.used && entry.blob == blob) return entry.value;
    }
    Entry& entry = entries_[turn_];
    turn_ = (turn_ + 1) % entries_.size();
    entry.used = true;
    entry.blob = blob;
    entry.value = read(as_bytes(entry.blob));
    trouble = entry.value.trouble;
    return entry.value;
  }

 private:
  struct Entry {
    bool used = false;
    std::string blob;
    Value value;
  };
  std::array<Entry, 2> entries_;
  std::size_t turn_ = 0;
};

struct Caches {
  Cache<PostboxMessage, read_postbox_message> messages;
  Cache<PostboxMediaRow, read_postbox_media> media;
};

Caches& caches() {
  thread_local Caches instance;
  return instance;
}

SqlResult result(Plain value, std::string trouble) {
  if (!trouble.empty()) return SqlPartial{std::move(value), std::move(trouble)};
  return std::visit([](auto& v) { return SqlResult(std::move(v)); }, value);
}

Plain text_or_null(const std::string& text) {
  return text.empty() ? Plain() : Plain(text);
}

template <class T>
Plain value_or_null(const std::optional<T>& value) {
  return value ? Plain(*value) : Plain();
}

bool media_value(const PostboxMedia& media, std::string_view what, Plain& out) {
  if (what == "kind") {
    out = text_or_null(media.kind);
  } else if (what == "words") {
    out = text_or_null(media.text);
  } else if (what == "attachments") {
    out = media.attachments.empty() ? std::string("[]") : media.attachments;
  } else if (what == "latitude") {
    out = value_or_null(media.latitude);
  } else if (what == "longitude") {
    out = value_or_null(media.longitude);
  } else if (what == "accuracy") {
    out = value_or_null(media.accuracy);
  } else if (what == "call") {
    out = media.has_call ? Plain(std::int64_t{1}) : Plain();
  } else if (what == "call_seconds") {
    out = value_or_null(media.call_seconds);
  } else if (what == "call_reason") {
    out = value_or_null(media.call_reason);
  } else if (what == "call_video") {
    out = static_cast<std::int64_t>(media.call_video);
  } else {
    return false;
  }
  return true;
}

SqlResult message(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  std::string trouble;
  const PostboxMessage& m = caches().messages.get(a[0].bytes, trouble);
  const std::string_view what = a[1].bytes;
  Plain out;
  if (!m.is_message) return result(out, std::move(trouble));
  if (media_value(m.media, what, out)) {
    // taken
  } else if (what == "flags") {
    out = static_cast<std::int64_t>(m.flags);
  } else if (what == "tags") {
    out = static_cast<std::int64_t>(m.tags);
  } else if (what == "author") {
    out = value_or_null(m.author);
  } else if (what == "text") {
    out = text_or_null(m.text);
  } else if (what == "edited") {
    out = m.edited ? Plain(std::int64_t{1}) : Plain();
  } else if (what == "reply") {
    out = value_or_null(m.reply_to);
  } else if (what == "forward_author") {
    out = value_or_null(m.forward_author);
  } else if (what == "forward_name") {
    out = !m.forward_name.empty() ? Plain(m.forward_name) : m.forwarded ? Plain("unknown") : Plain();
  } else if (what == "media_key") {
    out = m.media_key.empty() ? Plain() : Plain(SqlBlob{m.media_key});
  } else {
    return SqlFault{};
  }
  return result(std::move(out), std::move(trouble));
}

SqlResult media(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  std::string trouble;
  const PostboxMediaRow& row = caches().media.get(a[0].bytes, trouble);
  Plain out;
  if (a[1].bytes == "message_key") {
    out = row.message_key.empty() ? Plain() : Plain(SqlBlob{row.message_key});
  } else if (!media_value(row.media, a[1].bytes, out)) {
    return SqlFault{};
  }
  return result(std::move(out), std::move(trouble));
}

SqlResult key(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  const auto found = read_postbox_key(as_bytes(a[0].bytes));
  if (!found) return SqlFault{};
  if (a[1].bytes == "peer") return found->peer;
  if (a[1].bytes == "namespace") return static_cast<std::int64_t>(found->space);
  if (a[1].bytes == "time") return static_cast<std::int64_t>(found->time);
  if (a[1].bytes == "id") return static_cast<std::int64_t>(found->id);
  return SqlFault{};
}

SqlResult peer(Args a) {
  if (a[0].kind != SqlArg::Kind::integer) return SqlFault{};
  const auto id = postbox_peer(a[0].integer);
  if (!id) return SqlFault{};
  return *id;
}

SqlResult json(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  PostboxTree tree;
  tree.read(as_bytes(a[0].bytes));
  std::string out;
  if (!tree.empty()) {
    JsonWriter writer(out);
    tree.write(writer, tree.root());
  }
  return result(text_or_null(out), tree.trouble());
}

SqlResult value(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  PostboxTree tree;
  tree.read(as_bytes(a[0].bytes));
  Plain out;
  if (a[1].bytes == "@type") {
    out = text_or_null(std::string(tree.type()));
  } else if (const PostboxNode* node = tree.at(a[1].bytes)) {
    switch (node->kind) {
      case PostboxNode::Kind::integer:
      case PostboxNode::Kind::boolean:
        out = node->integer;
        break;
      case PostboxNode::Kind::real:
        out = node->real;
        break;
      case PostboxNode::Kind::text:
        out = text_or_null(to_valid_utf8(node->bytes));
        break;
      case PostboxNode::Kind::nil:
        break;
      default: {
        std::string all;
        JsonWriter writer(all);
        tree.write(writer, *node);
        out = std::move(all);
      }
    }
  }
  return result(std::move(out), tree.trouble());
}

constexpr SqlFunction kFunctions[] = {
    {"postbox_json", 1, json}, {"postbox", 2, value},           {"postbox_key", 2, key},
    {"postbox_peer", 1, peer}, {"postbox_message", 2, message}, {"postbox_media", 2, media},
};

}  // namespace

void forget_postbox_values() {
  caches() = {};
}

std::span<const SqlFunction> postbox_functions() {
  return kFunctions;
}

}  // namespace ulika
