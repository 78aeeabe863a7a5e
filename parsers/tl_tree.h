// TlTree: one TL object of Telegram, read from a blob by the schema.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/tl_schema.h"
#include "triage/base/bytes.h"
#include "triage/base/json.h"

namespace ulika {

struct TlNode {
  enum class Kind : std::uint8_t { integer, real, text, bytes, truth, secret, object, vector };
  Kind kind = Kind::integer;
  bool value = false;                 // of a truth
  std::string_view name;              // of the field; empty in a vector
  const TlConstructor* is = nullptr;  // of an object
  std::int64_t integer = 0;
  double real = 0;
  std::string_view bytes;   // of text and bytes; points into the blob
  std::uint32_t first = 0;  // child of an object or vector; 0: none
  std::uint32_t last = 0;
  std::uint32_t next = 0;  // sibling; 0: none
};

// Reads as far as the bytes make sense: what came before an unknown constructor, a length past the end or a
// type in a wrong place stands, and `trouble` says what it was. Nothing is read deeper than 64 levels, and no
// more than 500,000 values. Source of the encoding: core.telegram.org/mtproto/serialize and TL.
class TlTree {
 public:
  // Reads the object at the beginning of `blob`, which must outlive the tree.
  void read(const TlSchema& schema, Bytes blob);

  bool empty() const { return nodes_.empty(); }
  const TlNode& root() const { return nodes_.front(); }
  const std::string& trouble() const { return trouble_; }
  std::size_t end() const { return end_; }  // bytes read
  const TlNode* child(const TlNode& node, std::string_view name) const;
  const TlNode* next(const TlNode& node) const { return node.next ? &nodes_[node.next] : nullptr; }
  const TlNode* first(const TlNode& node) const { return node.first ? &nodes_[node.first] : nullptr; }

  // "media.geo.lat", "entities.0.url"; null where there is none. The empty path is the root.
  const TlNode* at(std::string_view path) const;
  const TlNode* at(const TlNode& from, std::string_view path) const;

  // {"_": constructor, field: value, …}; bytes as {"bytes": count}, keys and tokens as "present".
  void write(JsonWriter& json, const TlNode& node) const;

 private:
  bool read_object(ByteReader& in, const TlField* field, std::uint32_t parent, int depth);
  bool read_fields(ByteReader& in, const TlConstructor& constructor, std::uint32_t at, int depth);
  bool read_value(ByteReader& in, const TlField& field, TlKind kind, std::uint32_t parent, int depth);
  bool read_vector(ByteReader& in, const TlField& field, std::uint32_t parent, int depth);
  bool stop(ByteReader& in, std::string what);
  std::uint32_t add(std::uint32_t parent, std::string_view name, TlNode::Kind kind);

  const TlSchema* schema_ = nullptr;
  std::vector<TlNode> nodes_;
  std::string trouble_;
  std::size_t end_ = 0;
};

}  // namespace ulika
