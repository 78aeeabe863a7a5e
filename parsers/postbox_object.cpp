#include "parsers/postbox_object.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <map>

namespace ulika {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxNodes = 200'000;

// Names of types in the client's (public) code; objects hold a hash only.
constexpr std::string_view kTypes[] = {"TelegramUser",
                                       "TelegramGroup",
                                       "TelegramChannel",
                                       "TelegramSecretChat",
                                       "TelegramMediaImage",
                                       "TelegramMediaImageRepresentation",
                                       "TelegramMediaFile",
                                       "TelegramMediaFileAttribute",
                                       "TelegramMediaMap",
                                       "MapVenue",
                                       "MapGeoAddress",
                                       "TelegramMediaContact",
                                       "TelegramMediaAction",
                                       "TelegramMediaWebpage",
                                       "TelegramMediaWebpageContent",
                                       "TelegramMediaPoll",
                                       "TelegramMediaPollOption",
                                       "TelegramMediaDice",
                                       "TelegramMediaGame",
                                       "TelegramMediaInvoice",
                                       "TelegramMediaUnsupported",
                                       "TelegramMediaExpiredContent",
                                       "TelegramMediaStory",
                                       "TelegramMediaGiveaway",
                                       "TelegramMediaGiveawayResults",
                                       "TelegramMediaPaidContent",
                                       "TelegramMediaTodo",
                                       "CloudPhotoSizeMediaResource",
                                       "CloudDocumentSizeMediaResource",
                                       "CloudPeerPhotoSizeMediaResource",
                                       "CloudStickerPackThumbnailMediaResource",
                                       "CloudDocumentMediaResource",
                                       "CloudFileMediaResource",
                                       "LocalFileMediaResource",
                                       "LocalFileReferenceMediaResource",
                                       "SecretFileMediaResource",
                                       "EmptyMediaResource",
                                       "HttpReferenceMediaResource",
                                       "WebFileReferenceMediaResource",
                                       "PhotoLibraryMediaResource",
                                       "ReplyMessageAttribute",
                                       "QuotedReplyMessageAttribute",
                                       "ReplyThreadMessageAttribute",
                                       "ReplyStoryAttribute",
                                       "ReplyMarkupMessageAttribute",
                                       "EditedMessageAttribute",
                                       "ViewCountMessageAttribute",
                                       "ForwardCountMessageAttribute",
                                       "ForwardSourceInfoMessageAttribute",
                                       "SourceReferenceMessageAttribute",
                                       "InlineBotMessageAttribute",
                                       "TextEntitiesMessageAttribute",
                                       "OutgoingMessageInfoAttribute",
                                       "OutgoingContentInfoMessageAttribute",
                                       "AutoremoveTimeoutMessageAttribute",
                                       "AutoclearTimeoutMessageAttribute",
                                       "AuthorSignatureMessageAttribute",
                                       "ReactionsMessageAttribute",
                                       "PendingReactionsMessageAttribute",
                                       "ConsumableContentMessageAttribute",
                                       "ConsumablePersonalMentionMessageAttribute",
                                       "NotificationInfoMessageAttribute",
                                       "OutgoingScheduleInfoMessageAttribute",
                                       "EmojiSearchQueryMessageAttribute",
                                       "RestrictedContentMessageAttribute",
                                       "ContentRequiresValidationMessageAttribute",
                                       "WebpagePreviewMessageAttribute",
                                       "AuthorizedAccountState",
                                       "UnauthorizedAccountState",
                                       "TelegramUserPresence",
                                       "CachedUserData",
                                       "CachedGroupData",
                                       "CachedChannelData",
                                       "CachedSecretChatData"};

// What lets its holder fetch from Telegram's servers, and the keys of secret files: of a file's place, and of
// any object. In other objects the short names mean other things.
constexpr std::string_view kResourceSecrets[] = {"h", "a", "fr", "k"};
constexpr std::string_view kSecrets[] = {"ah", "accessHash", "key"};

const std::map<std::uint32_t, std::string_view>& names_by_hash() {
  static const std::map<std::uint32_t, std::string_view> names = [] {
    std::map<std::uint32_t, std::string_view> out;
    for (const auto name : kTypes) out.emplace(postbox_type_hash(name), name);
    return out;
  }();
  return names;
}

std::string_view take_text(ByteReader& in) {
  const std::uint32_t length = in.u32le();
  return as_text(in.take(length));
}

bool is_secret(std::string_view type, std::string_view key) {
  const bool resource = type.size() > 13 && type.substr(type.size() - 13) == "MediaResource";
  return std::find(std::begin(kSecrets), std::end(kSecrets), key) != std::end(kSecrets) ||
         (resource && std::find(std::begin(kResourceSecrets), std::end(kResourceSecrets), key) !=
                          std::end(kResourceSecrets));
}

}  // namespace

std::uint32_t postbox_type_hash(std::string_view name) {
  std::uint32_t hash = 0xF7CA7FD2;
  const auto mixed = [](std::uint32_t k) { return std::rotl(k * 0xCC9E2D51U, 15) * 0x1B873593U; };
  ByteReader in(as_bytes(name));
  while (in.left() >= 4) hash = std::rotl(hash ^ mixed(in.u32le()), 13) * 5 + 0xE6546B64U;
  std::uint32_t tail = 0;
  for (unsigned shift = 0; in.left() > 0; shift += 8) tail |= static_cast<std::uint32_t>(in.u8()) << shift;
  if (name.size() % 4 != 0) hash ^= mixed(tail);
  hash ^= static_cast<std::uint32_t>(name.size());
  hash = (hash ^ hash >> 16) * 0x85EBCA6BU;
  hash = (hash ^ hash >> 13) * 0xC2B2AE35U;
  return hash ^ hash >> 16;
}

std::string_view postbox_type_name(std::uint32_t hash) {
  const auto found = names_by_hash().find(hash);
  return found == names_by_hash().end() ? std::string_view() : found->second;
}

void PostboxTree::read(Bytes blob) {
  nodes_.clear();
  trouble_.clear();
  root_ = add(0, {}, PostboxNode::Kind::object);
  read_entries(blob, 0, 0);
  const PostboxNode* only = first(nodes_[0]);
  if (only && only->key == "_" && only->kind == PostboxNode::Kind::object) root_ = nodes_[0].first;
  if (!only) nodes_.clear();
}

bool PostboxTree::stop(const char* what) {
  if (trouble_.empty()) trouble_ = what;
  return false;
}

std::uint32_t PostboxTree::add(std::uint32_t parent, std::string_view key, PostboxNode::Kind kind) {
  const auto at = static_cast<std::uint32_t>(nodes_.size());
  PostboxNode& node = nodes_.emplace_back();
  node.key = key;
  node.kind = kind;
  if (at == 0) return at;
  PostboxNode& above = nodes_[parent];
  if (above.first == 0) {
    above.first = at;
  } else {
    nodes_[above.last].next = at;
  }
  above.last = at;
  return at;
}

bool PostboxTree::read_entries(Bytes body, std::uint32_t parent, int depth) {
  if (depth > kMaxDepth) return stop("objects are nested too deep");
  ByteReader in(body);
  while (in.left() > 0) {
    const std::uint8_t length = in.u8();
    const std::string_view key = as_text(in.take(length));
    const unsigned type = in.u8();
    if (!in.ok()) return stop("the object is cut off");
    if (!read_value(in, parent, key, type, depth)) return false;
    if (nodes_.size() > kMaxNodes) return stop("the object has too many parts");
  }
  return true;
}

// Types as numbered by the store.
bool PostboxTree::read_value(ByteReader& in, std::uint32_t parent, std::string_view key, unsigned type,
                             int depth) {
  PostboxNode value;
  switch (type) {
    case 0:
      value.kind = PostboxNode::Kind::integer;
      value.integer = static_cast<std::int32_t>(in.u32le());
      break;
    case 1:
      value.kind = PostboxNode::Kind::integer;
      value.integer = static_cast<std::int64_t>(in.u64le());
      break;
    case 2:
      value.kind = PostboxNode::Kind::boolean;
      value.integer = in.u8() != 0 ? 1 : 0;
      break;
    case 3:
      value.kind = PostboxNode::Kind::real;
      value.real = std::bit_cast<double>(in.u64le());
      break;
    case 4:
      value.kind = PostboxNode::Kind::text;
      value.bytes = take_text(in);
      break;
    case 5:
      return read_object(in, parent, key, depth);
    case 10:
      value.kind = PostboxNode::Kind::bytes;
      value.bytes = take_text(in);
      break;
    case 11:
      break;
    case 6:
    case 7:
    case 8:
    case 9:
    case 12:
    case 13:
      return read_list(in, parent, key, type, depth);
    default:
      return stop("an entry has a type that is not known");
  }
  if (!in.ok()) return stop("the object is cut off");
  PostboxNode& node = nodes_[add(parent, key, value.kind)];
  node.integer = value.integer;
  node.real = value.real;
  node.bytes = value.bytes;
  return true;
}

bool PostboxTree::read_object(ByteReader& in, std::uint32_t parent, std::string_view key, int depth) {
  const std::uint32_t type = in.u32le();
  const std::uint32_t length = in.u32le();
  const Bytes body = in.take(length);
  if (!in.ok()) return stop("the object is cut off");
  const std::uint32_t at = add(parent, key, PostboxNode::Kind::object);
  nodes_[at].type = type;
  return read_entries(body, at, depth + 1);
}

bool PostboxTree::read_list(ByteReader& in, std::uint32_t parent, std::string_view key, unsigned type,
                            int depth) {
  const std::uint32_t count = in.u32le();
  if (!in.ok()) return stop("the object is cut off");
  if (count > in.left() / 4) return stop("a list is longer than the object");
  const std::uint32_t at = add(parent, key, PostboxNode::Kind::list);
  for (std::uint32_t i = 0; i < count; ++i) {
    bool done = false;
    switch (type) {
      case 6:
        done = read_value(in, at, {}, 0, depth);
        break;
      case 7:
        done = read_value(in, at, {}, 1, depth);
        break;
      case 9:  // key and value, in turn
        done = read_object(in, at, {}, depth) && read_object(in, at, {}, depth);
        break;
      case 12:
        done = read_value(in, at, {}, 4, depth);
        break;
      case 13:
        done = read_value(in, at, {}, 10, depth);
        break;
      default:
        done = read_object(in, at, {}, depth);
        break;
    }
    if (!done) return false;
    if (nodes_.size() > kMaxNodes) return stop("the object has too many parts");
  }
  return true;
}

const PostboxNode* PostboxTree::child(const PostboxNode& node, std::string_view key) const {
  for (std::uint32_t at = node.first; at != 0; at = nodes_[at].next) {
    if (nodes_[at].key == key) return &nodes_[at];
  }
  return nullptr;
}

const PostboxNode* PostboxTree::at(std::string_view path) const {
  return nodes_.empty() ? nullptr : at(root(), path);
}

const PostboxNode* PostboxTree::at(const PostboxNode& from, std::string_view path) const {
  const PostboxNode* node = &from;
  while (node && !path.empty()) {
    if (const PostboxNode* whole = child(*node, path)) return whole;
    const auto end = std::min(path.find('.'), path.size());
    const std::string_view step = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (node->kind == PostboxNode::Kind::list) {
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

std::string_view PostboxTree::text(const PostboxNode& from, std::string_view path) const {
  const PostboxNode* node = at(from, path);
  return node && node->kind == PostboxNode::Kind::text ? node->bytes : std::string_view();
}

std::int64_t PostboxTree::integer(const PostboxNode& from, std::string_view path) const {
  const PostboxNode* node = at(from, path);
  return node && (node->kind == PostboxNode::Kind::integer || node->kind == PostboxNode::Kind::boolean)
             ? node->integer
             : 0;
}

void PostboxTree::write(JsonWriter& json, const PostboxNode& node) const {
  switch (node.kind) {
    case PostboxNode::Kind::integer:
      json.value(node.integer);
      break;
    case PostboxNode::Kind::boolean:
      json.value(node.integer != 0);
      break;
    case PostboxNode::Kind::real:
      json.value(node.real);
      break;
    case PostboxNode::Kind::text:
      json.value(node.bytes);
      break;
    case PostboxNode::Kind::bytes:
      json.begin_object().key("bytes").value(static_cast<std::int64_t>(node.bytes.size())).end_object();
      break;
    case PostboxNode::Kind::nil:
      json.null();
      break;
    case PostboxNode::Kind::object: {
      const std::string_view type = postbox_type_name(node.type);
      json.begin_object();
      if (!type.empty()) {
        json.key("@type").value(type);
      } else if (node.type != 0) {
        json.key("@type").value(static_cast<std::int64_t>(node.type));
      }
      for (const PostboxNode* part = first(node); part; part = next(*part)) {
        json.key(part->key);
        if (is_secret(type, part->key)) {
          json.value("present");
        } else {
          write(json, *part);
        }
      }
      json.end_object();
      break;
    }
    case PostboxNode::Kind::list:
      json.begin_array();
      for (const PostboxNode* part = first(node); part; part = next(*part)) write(json, *part);
      json.end_array();
      break;
  }
}

}  // namespace ulika
