#include "parsers/protobuf_path.h"

#include <bit>
#include <charconv>
#include <cstring>
#include <optional>

#include "parsers/protobuf_field.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr int kMaxDepth = 32;

struct Step {
  std::uint64_t number = 0;
  std::uint64_t index = 0;
};

std::optional<Step> take_step(std::string_view& path) {
  Step step;
  const auto number = std::from_chars(path.data(), path.data() + path.size(), step.number);
  if (number.ec != std::errc() || step.number == 0) return std::nullopt;
  path.remove_prefix(static_cast<std::size_t>(number.ptr - path.data()));
  if (!path.empty() && path.front() == '[') {
    path.remove_prefix(1);
    const auto index = std::from_chars(path.data(), path.data() + path.size(), step.index);
    path.remove_prefix(static_cast<std::size_t>(index.ptr - path.data()));
    if (index.ec != std::errc() || path.empty() || path.front() != ']') return std::nullopt;
    path.remove_prefix(1);
  }
  return step;
}

SqlResult value_of(const ProtobufField& field, std::string_view kind) {
  if (field.wire == 2) {
    if (is_valid_utf8(as_text(field.bytes))) return std::string(as_text(field.bytes));
    return SqlBlob{std::string(as_text(field.bytes))};
  }
  if (kind == ":double" && field.wire == 1) return std::bit_cast<double>(field.bits);
  if (kind == ":float" && field.wire == 5)
    return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(field.bits)));
  if (kind == ":sint")
    return static_cast<std::int64_t>(field.bits >> 1) ^ -static_cast<std::int64_t>(field.bits & 1);
  if (!kind.empty()) return SqlFault{};
  return static_cast<std::int64_t>(field.bits);
}

}  // namespace

SqlResult protobuf_value(Bytes message, std::string_view path) {
  for (int depth = 0; depth < kMaxDepth; ++depth) {
    auto step = take_step(path);
    if (!step) return SqlFault{};
    ByteReader reader(message);
    std::optional<ProtobufField> found;
    while (!found && reader.left() > 0) {
      const auto field = next_protobuf_field(reader);
      if (!field) return SqlFault{};
      if (field->number == step->number && step->index-- == 0) found = field;
    }
    if (!found) return {};
    if (path.empty() || path.front() == ':') return value_of(*found, path);
    if (path.front() != '.' || found->wire != 2) return SqlFault{};
    path.remove_prefix(1);
    message = found->bytes;
  }
  return SqlFault{};
}

}  // namespace ulika
