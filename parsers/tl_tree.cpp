#include "parsers/tl_tree.h"

#include <fmt/core.h>

#include <bit>
#include <charconv>

namespace ulika {
namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 500'000;
constexpr std::uint32_t kVector = 0x1cb5c415;
constexpr std::uint32_t kTrue = 0x997275b5;
constexpr std::uint32_t kFalse = 0xbc799737;

// One byte of length or 0xFE and three, the bytes, and padding to a multiple of four.
std::string_view take_text(ByteReader& in) {
  std::size_t length = in.u8();
  std::size_t head = 1;
  if (length == 254) {
    length = in.u8();
    length |= static_cast<std::size_t>(in.u16le()) << 8;
    head = 4;
  } else if (length == 255) {
    in.take(in.left() + 1);  // no such length: fails the reader
    return {};
  }
  const Bytes bytes = in.take(length);
  const std::size_t padding = (4 - (head + length) % 4) % 4;
  in.skip(std::min(padding, in.left()));  // the last one may be cut
  return as_text(bytes);
}

}  // namespace

void TlTree::read(const TlSchema& schema, Bytes blob) {
  schema_ = &schema;
  nodes_.clear();
  trouble_.clear();
  ByteReader in(blob);
  read_object(in, nullptr, 0, 0);
  if (trouble_.empty()) end_ = in.offset();
}

bool TlTree::stop(ByteReader& in, std::string what) {
  if (trouble_.empty()) {
    end_ = in.offset();
    trouble_ = std::move(what);
  }
  return false;
}

std::uint32_t TlTree::add(std::uint32_t parent, std::string_view name, TlNode::Kind kind) {
  const auto at = static_cast<std::uint32_t>(nodes_.size());
  TlNode& node = nodes_.emplace_back();
  node.name = name;
  node.kind = kind;
  if (at == 0) return at;
  TlNode& above = nodes_[parent];
  if (above.first == 0) {
    above.first = at;
  } else {
    nodes_[above.last].next = at;
  }
  above.last = at;
  return at;
}

bool TlTree::read_object(ByteReader& in, const TlField* field, std::uint32_t parent, int depth) {
  const std::uint32_t id = in.u32le();
  if (!in.ok()) return stop(in, "the object is cut off");
  if (depth > kMaxDepth) return stop(in, "objects are nested too deep");
  const auto alternatives = schema_->find(id);
  if (alternatives.empty()) return stop(in, fmt::format("constructor 0x{:08x} is not known", id));
  if (field && alternatives.front().type != field->type) {
    return stop(in, fmt::format("{} stands where a {} should", alternatives.front().name,
                                schema_->type_name(field->type)));
  }
  const std::string_view name = field && field->kind != TlKind::vector ? field->name : std::string_view();
  if (id == kTrue || id == kFalse) {
    nodes_[add(parent, name, TlNode::Kind::truth)].value = id == kTrue;
    return true;
  }
  const std::uint32_t at = add(parent, name, TlNode::Kind::object);
  for (std::size_t i = 0;; ++i) {
    ByteReader attempt = in;
    nodes_[at].is = &alternatives[i];
    const bool done = read_fields(attempt, alternatives[i], at, depth);
    if (done || i + 1 == alternatives.size()) {
      in = attempt;
      return done;
    }
    nodes_.resize(at + 1);
    nodes_[at].first = nodes_[at].last = 0;
    trouble_.clear();
  }
}

bool TlTree::read_fields(ByteReader& in, const TlConstructor& constructor, std::uint32_t at, int depth) {
  std::uint32_t words[TlSchema::kMaxFlagWords] = {};
  std::size_t word_count = 0;
  for (const TlField& field : schema_->fields(constructor)) {
    if (field.flag_word >= 0 && (words[field.flag_word] >> field.flag_bit & 1) == 0) continue;
    if (field.kind == TlKind::flags) {
      words[word_count++] = in.u32le();
      if (!in.ok()) return stop(in, "the object is cut off");
    } else if (field.kind == TlKind::truth) {
      nodes_[add(at, field.name, TlNode::Kind::truth)].value = true;
    } else if (!read_value(in, field, field.kind, at, depth)) {
      return false;
    }
    if (nodes_.size() > kMaxNodes) return stop(in, "the object has too many parts");
  }
  return true;
}

bool TlTree::read_value(ByteReader& in, const TlField& field, TlKind kind, std::uint32_t parent, int depth) {
  if (kind == TlKind::object) return read_object(in, &field, parent, depth + 1);
  if (kind == TlKind::vector) return read_vector(in, field, parent, depth);
  TlNode value;
  switch (kind) {
    case TlKind::int64:
      value.integer = static_cast<std::int64_t>(in.u64le());
      break;
    case TlKind::real:
      value.kind = TlNode::Kind::real;
      value.real = std::bit_cast<double>(in.u64le());
      break;
    case TlKind::text:
    case TlKind::bytes:
      value.kind = kind == TlKind::text ? TlNode::Kind::text : TlNode::Kind::bytes;
      value.bytes = take_text(in);
      break;
    default:
      value.integer = static_cast<std::int32_t>(in.u32le());
      break;
  }
  if (!in.ok()) return stop(in, "the object is cut off");
  if (field.secret) value = {};
  TlNode& node = nodes_[add(parent, field.kind == TlKind::vector ? std::string_view() : field.name,
                            field.secret ? TlNode::Kind::secret : value.kind)];
  node.integer = value.integer;
  node.real = value.real;
  node.bytes = value.bytes;
  return true;
}

bool TlTree::read_vector(ByteReader& in, const TlField& field, std::uint32_t parent, int depth) {
  const std::uint32_t id = in.u32le();
  const std::uint32_t count = in.u32le();
  if (!in.ok()) return stop(in, "the object is cut off");
  if (id != kVector) return stop(in, fmt::format("0x{:08x} stands where a vector should", id));
  const std::uint32_t at = add(parent, field.name, TlNode::Kind::vector);
  if (count > in.left() / 4) return stop(in, "a vector is longer than the object");
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!read_value(in, field, field.element, at, depth)) return false;
    if (nodes_.size() > kMaxNodes) return stop(in, "the object has too many parts");
  }
  return true;
}

const TlNode* TlTree::child(const TlNode& node, std::string_view name) const {
  for (std::uint32_t at = node.first; at != 0; at = nodes_[at].next) {
    if (nodes_[at].name == name) return &nodes_[at];
  }
  return nullptr;
}

const TlNode* TlTree::at(std::string_view path) const {
  return nodes_.empty() ? nullptr : at(nodes_.front(), path);
}

const TlNode* TlTree::at(const TlNode& from, std::string_view path) const {
  const TlNode* node = &from;
  while (node && !path.empty()) {
    const auto end = std::min(path.find('.'), path.size());
    const std::string_view step = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (node->kind == TlNode::Kind::vector) {
      std::uint32_t index = 0;
      const auto [last, error] = std::from_chars(step.data(), step.data() + step.size(), index);
      if (error != std::errc() || last != step.data() + step.size()) return nullptr;
      node = first(*node);
      while (node && index-- > 0) node = next(*node);
    } else {
      node = child(*node, step);
    }
  }
  return node;
}

void TlTree::write(JsonWriter& json, const TlNode& node) const {
  switch (node.kind) {
    case TlNode::Kind::integer:
      json.value(node.integer);
      break;
    case TlNode::Kind::real:
      json.value(node.real);
      break;
    case TlNode::Kind::text:
      json.value(node.bytes);
      break;
    case TlNode::Kind::bytes:
      json.begin_object().key("bytes").value(static_cast<std::int64_t>(node.bytes.size())).end_object();
      break;
    case TlNode::Kind::truth:
      json.value(node.value);
      break;
    case TlNode::Kind::secret:
      json.value("present");
      break;
    case TlNode::Kind::object:
      json.begin_object().key("_").value(node.is->name);
      for (const TlNode* part = first(node); part; part = next(*part)) write(json.key(part->name), *part);
      json.end_object();
      break;
    case TlNode::Kind::vector:
      json.begin_array();
      for (const TlNode* part = first(node); part; part = next(*part)) write(json, *part);
      json.end_array();
      break;
  }
}

}  // namespace ulika
