#include "parsers/postbox_message.h"

#include <cmath>

#include "parsers/postbox_media.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::uint32_t kMaxParts = 1000;

std::string big_endian(std::uint64_t value, int bytes) {
  std::string out;
  while (bytes-- > 0) out.push_back(static_cast<char>(value >> (8 * bytes) & 255));
  return out;
}

std::string_view take_text(ByteReader& in) {
  const std::uint32_t length = in.u32le();
  return as_text(in.take(length));
}

class Reader {
 public:
  explicit Reader(Bytes value) : in_(value) {}

  PostboxMessage read() {
    out_.is_message = in_.u8() == 0 && in_.ok();
    if (!out_.is_message) {
      out_.trouble = "the row is of a kind that is not known";
      return std::move(out_);
    }
    read_head();
    read_forward();
    if (in_.u8() == 1) out_.author = static_cast<std::int64_t>(in_.u64le());
    out_.text = to_valid_utf8(take_text(in_));
    std::vector<PostboxTree> attributes = read_objects();
    for (const PostboxTree& attribute : attributes) take_attribute(attribute);
    const std::vector<PostboxTree> media = read_objects();
    out_.media = postbox_media_of(media);
    const std::uint32_t references = in_.u32le();
    if (in_.ok() && references > 0) {
      const std::uint32_t space = in_.u32le();
      const std::uint64_t id = in_.u64le();
      if (in_.ok()) out_.media_key = big_endian(space, 4) + big_endian(id, 8);
    }
    if (!in_.ok() && out_.trouble.empty()) out_.trouble = "the message is cut off";
    return std::move(out_);
  }

 private:
  void read_head() {
    out_.stable_id = in_.u32le();
    in_.u32le();  // version of the row
    const unsigned parts = in_.u8();
    if (parts & 1) in_.u64le();   // globally unique id
    if (parts & 2) in_.u32le();   // global tags
    if (parts & 4) in_.u64le();   // key of an album
    if (parts & 8) in_.u32le();   // its stable id
    if (parts & 16) in_.u32le();  // local tags
    if (parts & 32) in_.u64le();  // topic
    out_.flags = in_.u32le();
    out_.tags = in_.u32le();
  }

  void read_forward() {
    const unsigned parts = in_.u8();
    if (parts == 0) return;
    out_.forwarded = in_.ok();
    const auto author = static_cast<std::int64_t>(in_.u64le());
    if (author != 0) out_.forward_author = author;
    in_.u32le();  // when the original was sent
    if (parts & 2) out_.forward_author = static_cast<std::int64_t>(in_.u64le());  // the channel
    if (parts & 4) in_.skip(16);                                                  // the message there
    if (parts & 8) out_.forward_name = to_valid_utf8(take_text(in_));
    if (parts & 16) take_text(in_);  // kind of an announcement
    if (parts & 32) in_.u32le();
  }

  std::vector<PostboxTree> read_objects() {
    std::vector<PostboxTree> trees;
    const std::uint32_t count = in_.u32le();
    if (count > kMaxParts) in_.skip(in_.left() + 1);  // no message has so many: fails the reader
    for (std::uint32_t i = 0; in_.ok() && i < count; ++i) {
      const std::string_view body = take_text(in_);
      if (!in_.ok()) break;
      trees.emplace_back().read(as_bytes(body));
      if (out_.trouble.empty()) out_.trouble = trees.back().trouble();
    }
    return trees;
  }

  void take_attribute(const PostboxTree& tree) {
    if (tree.empty()) return;
    const std::string_view type = tree.type();
    if (type == "EditedMessageAttribute") out_.edited = tree.integer(tree.root(), "h") == 0;
    // The id stands in the upper half, its namespace in the lower.
    if (type == "ReplyMessageAttribute") out_.reply_to = tree.integer(tree.root(), "i") >> 32;
  }

  ByteReader in_;
  PostboxMessage out_;
};

}  // namespace

std::optional<PostboxKey> read_postbox_key(Bytes key) {
  if (key.size() != 20) return std::nullopt;
  ByteReader in(key);
  PostboxKey out;
  out.peer = static_cast<std::int64_t>(in.u64be());
  out.space = static_cast<std::int32_t>(in.u32be());
  out.time = static_cast<std::int32_t>(in.u32be());
  out.id = static_cast<std::int32_t>(in.u32be());
  // Early versions had the time before the namespace.
  if (out.space > 1'000'000 && out.time >= 0 && out.time < 100) std::swap(out.space, out.time);
  return out;
}

std::optional<std::int64_t> postbox_peer(std::int64_t stored) {
  const auto bits = static_cast<std::uint64_t>(stored);
  const auto id = static_cast<std::int64_t>((bits >> 35) << 32 | (bits & 0xFFFFFFFF));
  switch (bits >> 32 & 7) {
    case 0:
      return id;
    case 1:
    case 2:
      return -id;
    case 3:
      return static_cast<std::int64_t>(0x4000000000000000) | static_cast<std::int64_t>(bits & 0xFFFFFFFF);
    default:
      return std::nullopt;
  }
}

PostboxMessage read_postbox_message(Bytes value) {
  return Reader(value).read();
}

PostboxMediaRow read_postbox_media(Bytes value) {
  PostboxMediaRow out;
  ByteReader in(value);
  const unsigned kind = in.u8();
  if (kind == 0) {
    std::vector<PostboxTree> media(1);
    const std::string_view body = take_text(in);
    if (in.ok()) {
      media[0].read(as_bytes(body));
      out.trouble = media[0].trouble();
      out.media = postbox_media_of(media);
    }
  } else if (kind == 1) {
    const std::uint64_t peer = in.u64le();
    const std::uint32_t space = in.u32le();
    const std::uint32_t id = in.u32le();
    const std::uint32_t time = in.u32le();
    if (in.ok())
      out.message_key = big_endian(peer, 8) + big_endian(space, 4) + big_endian(time, 4) + big_endian(id, 4);
  } else {
    out.trouble = "the row is of a kind that is not known";
  }
  if (!in.ok()) out.trouble = "the medium is cut off";
  return out;
}

}  // namespace ulika
