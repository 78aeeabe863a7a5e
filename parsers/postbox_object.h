// PostboxTree: one object of Postbox, the key-value store of Telegram on iOS and macOS, read from a blob.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/json.h"

namespace ulika {

struct PostboxNode {
  enum class Kind : std::uint8_t { integer, boolean, real, text, bytes, nil, object, list };
  Kind kind = Kind::nil;
  std::string_view key;  // empty in a list
  std::int64_t integer = 0;
  double real = 0;
  std::string_view bytes;                       // of text and bytes; points into the blob
  std::uint32_t type = 0;                       // of an object: hash of its type's name
  std::uint32_t first = 0, last = 0, next = 0;  // child and sibling; 0: none
};

// The name of the type that an object has, "" where the hash is that of no type known here. The hash is
// MurmurHash3 (32 bits) of the name with the seed 0xF7CA7FD2.
std::string_view postbox_type_name(std::uint32_t hash);
std::uint32_t postbox_type_hash(std::string_view name);

// Entries are: length of the key (8 bits), key, type (8 bits), value, little-endian. What stands before
// damage is kept, and `trouble` says what was wrong. No deeper than 32 levels, no more than 200,000 values.
class PostboxTree {
 public:
  // Reads a root object, which must outlive the tree: the one under the key "_", where that is how it is
  // kept.
  void read(Bytes blob);

  bool empty() const { return nodes_.empty(); }
  const PostboxNode& root() const { return nodes_[root_]; }
  std::string_view type() const { return empty() ? std::string_view() : postbox_type_name(root().type); }
  const std::string& trouble() const { return trouble_; }
  const PostboxNode* child(const PostboxNode& node, std::string_view key) const;
  const PostboxNode* first(const PostboxNode& node) const {
    return node.first ? &nodes_[node.first] : nullptr;
  }
  const PostboxNode* next(const PostboxNode& node) const { return node.next ? &nodes_[node.next] : nullptr; }

  // "ven.t", "at.0.fn"; a key that holds a dot itself is found as well. Null where there is none.
  const PostboxNode* at(std::string_view path) const;
  const PostboxNode* at(const PostboxNode& from, std::string_view path) const;
  std::string_view text(const PostboxNode& from, std::string_view path) const;
  std::int64_t integer(const PostboxNode& from, std::string_view path) const;  // 0 where there is none

  // {"@type": name or hash, key: value, …}; bytes as {"bytes": count}, access hashes as "present".
  void write(JsonWriter& json, const PostboxNode& node) const;

 private:
  bool read_entries(Bytes body, std::uint32_t parent, int depth);
  bool read_value(ByteReader& in, std::uint32_t parent, std::string_view key, unsigned type, int depth);
  bool read_object(ByteReader& in, std::uint32_t parent, std::string_view key, int depth);
  bool read_list(ByteReader& in, std::uint32_t parent, std::string_view key, unsigned type, int depth);
  bool stop(const char* what);
  std::uint32_t add(std::uint32_t parent, std::string_view key, PostboxNode::Kind kind);

  std::vector<PostboxNode> nodes_;
  std::uint32_t root_ = 0;
  std::string trouble_;
};

}  // namespace ulika
