#include "parsers/telegram_message.h"

#include <fmt/core.h>

#include <algorithm>

#include "triage/base/text.h"

namespace ulika {
namespace {

std::string_view text_at(const TlTree& tree, const TlNode& from, std::string_view path) {
  const TlNode* node = tree.at(from, path);
  return node && node->kind == TlNode::Kind::text ? node->bytes : std::string_view();
}

std::int64_t number_at(const TlTree& tree, const TlNode& from, std::string_view path) {
  const TlNode* node = tree.at(from, path);
  return node && node->kind == TlNode::Kind::integer ? node->integer : 0;
}

// A string, or since layer 179 a textWithEntities in its place.
std::string_view either_text(const TlTree& tree, const TlNode& from, std::string_view name) {
  const TlNode* node = tree.child(from, name);
  if (!node) return {};
  return node->kind == TlNode::Kind::object ? text_at(tree, *node, "text") : text_at(tree, from, name);
}

void add_line(std::string& out, std::string_view line, std::string_view before = {}) {
  if (line.empty()) return;
  if (!out.empty()) out += '\n';
  out.append(before).append(line);
}

void add_items(const TlTree& tree, const TlNode* list, std::string_view name, std::string& out) {
  for (const TlNode* item = list ? tree.first(*list) : nullptr; item; item = tree.next(*item))
    add_line(out, either_text(tree, *item, name), "- ");
}

// Media that say something in words.
std::string media_text(const TlTree& tree, const TlNode& media) {
  std::string out;
  for (const char* path : {"caption", "photo.caption", "video.caption", "title", "address", "description",
                           "game.title", "game.description", "emoticon"})
    add_line(out, text_at(tree, media, path));
  if (const std::int64_t amount = number_at(tree, media, "total_amount"); amount != 0)
    add_line(out, fmt::format("{} {} (in its smallest unit)", amount, text_at(tree, media, "currency")));
  if (const TlNode* poll = tree.child(media, "poll")) {
    add_line(out, either_text(tree, *poll, "question"));
    add_items(tree, tree.child(*poll, "answers"), "text", out);
  }
  if (const TlNode* todo = tree.child(media, "todo")) {
    add_line(out, either_text(tree, *todo, "title"));
    add_items(tree, tree.child(*todo, "list"), "title", out);
  }
  return out;
}

std::string action_text(const TlTree& tree, const TlNode& action) {
  for (const char* name : {"title", "message"}) {
    if (const auto text = text_at(tree, action, name); !text.empty()) return std::string(text);
  }
  std::string out;
  if (!tree.first(action)) return out;
  JsonWriter json(out);
  tree.write(json, action);
  return out;
}

bool is_readable(std::string_view text) {
  return !text.empty() && is_valid_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
  });
}

std::string text_by_position(Bytes blob, std::int64_t date) {
  for (std::size_t at = 4; date > 0 && at + 8 <= blob.size(); at += 4) {
    ByteReader in(blob.subspan(at));
    if (in.u32le() != static_cast<std::uint32_t>(date)) continue;
    std::size_t length = in.u8();
    if (length == 254) length = in.u8() | static_cast<std::size_t>(in.u16le()) << 8;
    const std::string_view text = as_text(in.take(length));
    if (in.ok() && is_readable(text)) return std::string(text);
  }
  return {};
}

// Where the client keeps the largest of a photo's sizes. Since layer 98 sizes have no place of their own, and
// the client makes one from the id of the photo and the letter of the size.
std::string photo_file(const TlTree& tree, const TlNode& photo) {
  std::int64_t best = -1;
  std::string name;
  const TlNode* sizes = tree.child(photo, "sizes");
  for (const TlNode* size = sizes ? tree.first(*sizes) : nullptr; size; size = tree.next(*size)) {
    const std::int64_t area = number_at(tree, *size, "w") * number_at(tree, *size, "h");
    if (area <= best || !tree.child(*size, "w")) continue;
    const std::string_view type = text_at(tree, *size, "type");
    const std::int64_t volume = number_at(tree, *size, "location.volume_id");
    if (volume != 0) {
      name = fmt::format("{}_{}.jpg", volume, number_at(tree, *size, "location.local_id"));
    } else if (type.size() == 1) {
      name = fmt::format("-{}_{}.jpg", number_at(tree, photo, "id"), static_cast<int>(type.front()));
    } else {
      continue;
    }
    best = area;
  }
  return name;
}

std::string extension_of(std::string_view name, std::string_view mime) {
  const auto dot = name.rfind('.');
  if (dot != std::string_view::npos && name.size() - dot <= 10) return std::string(name.substr(dot));
  static constexpr std::pair<std::string_view, std::string_view> kByMime[] = {
      {"video/mp4", ".mp4"}, {"video/x-matroska", ".mkv"}, {"audio/ogg", ".ogg"}};
  for (const auto& [type, extension] : kByMime) {
    if (mime == type) return std::string(extension);
  }
  return {};
}

// The place of the file that was sent, which the client writes behind its own messages until they arrive:
// "key|=|value||…||/path".
std::string_view path_behind(const TlTree& tree, Bytes blob) {
  if (!tree.trouble().empty() || tree.end() >= blob.size()) return {};
  ByteReader in(blob.subspan(tree.end()));
  std::size_t length = in.u8();
  if (length == 254) length = in.u8() | static_cast<std::size_t>(in.u16le()) << 8;
  std::string_view text = as_text(in.take(length));
  if (!in.ok()) return {};
  if (const auto bar = text.rfind("||"); bar != std::string_view::npos) text.remove_prefix(bar + 2);
  return is_readable(text) && text.front() == '/' ? text : std::string_view();
}

// Defined for every number that damage may leave.
std::int64_t negated(std::int64_t number) {
  return static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(number));
}

class Attachments {
 public:
  explicit Attachments(const TlTree& tree) : tree_(tree), json_(out_) { json_.begin_array(); }

  std::string take(const TlNode* media, std::string_view sent_from) {
    if (media) add_media(*media);
    if (!sent_from.empty()) add(sent_from.substr(sent_from.rfind('/') + 1), {}, sent_from);
    json_.end_array();
    return std::move(out_);
  }

 private:
  void add(std::string_view name, std::string_view mime, std::string_view path) {
    json_.begin_object();
    if (!name.empty()) json_.key("name").value(name);
    if (!mime.empty()) json_.key("mime").value(mime);
    if (!path.empty()) json_.key("path").value(path);
    json_.end_object();
  }

  void add_media(const TlNode& media) {
    if (const TlNode* photo = tree_.child(media, "photo"); photo && photo->is) add_photo(*photo);
    for (const char* name : {"document", "video", "audio"}) {
      const TlNode* file = tree_.child(media, name);
      if (file && file->kind == TlNode::Kind::object) add_file(*file, name);
    }
    if (tree_.child(media, "phone_number")) add_contact(media);
    const TlNode* more = tree_.child(media, "extended_media");
    for (const TlNode* part = more ? tree_.first(*more) : nullptr; part; part = tree_.next(*part)) {
      if (const TlNode* inner = tree_.child(*part, "media")) add_media_once(*inner);
    }
  }

  // Paid media hold media once more, but no deeper.
  void add_media_once(const TlNode& media) {
    if (const TlNode* photo = tree_.child(media, "photo"); photo && photo->is) add_photo(*photo);
    if (const TlNode* file = tree_.child(media, "document"); file && file->is) add_file(*file, "document");
  }

  void add_photo(const TlNode& photo) {
    if (!tree_.child(photo, "sizes")) return;
    const std::string file = photo_file(tree_, photo);
    add(file, "image/jpeg", file);
  }

  void add_file(const TlNode& file, std::string_view what) {
    const std::int64_t id = number_at(tree_, file, "id");
    if (!tree_.child(file, "dc_id")) return;  // an empty one
    std::string_view mime = text_at(tree_, file, "mime_type");
    if (mime.empty() && what == "video") mime = "video/mp4";
    if (mime.empty() && what == "audio") mime = "audio/ogg";
    std::string_view name = text_at(tree_, file, "file_name");
    const TlNode* attributes = tree_.child(file, "attributes");
    for (const TlNode* a = attributes ? tree_.first(*attributes) : nullptr; a; a = tree_.next(*a)) {
      if (const auto given = text_at(tree_, *a, "file_name"); !given.empty()) name = given;
    }
    const std::string stored =
        fmt::format("{}_{}{}", number_at(tree_, file, "dc_id"), id, extension_of(name, mime));
    add(name.empty() ? stored : name, mime, stored);
  }

  void add_contact(const TlNode& media) {
    std::string name;
    for (const char* part : {"first_name", "last_name", "phone_number"}) {
      const auto text = text_at(tree_, media, part);
      if (!name.empty() && !text.empty()) name += ' ';
      name += text;
    }
    add(name, "text/vcard", {});
  }

  const TlTree& tree_;
  std::string out_;
  JsonWriter json_;
};

}  // namespace

std::optional<std::int64_t> telegram_peer(const TlTree& tree, const TlNode* node) {
  if (!node) return std::nullopt;
  if (node->kind == TlNode::Kind::integer) return node->integer;
  if (node->kind != TlNode::Kind::object) return std::nullopt;
  if (const TlNode* id = tree.child(*node, "user_id")) return id->integer;
  for (const char* name : {"chat_id", "channel_id"}) {
    if (const TlNode* id = tree.child(*node, name)) return negated(id->integer);
  }
  return std::nullopt;
}

std::string telegram_name(const TlTree& tree) {
  if (tree.empty()) return {};
  const TlNode& root = tree.root();
  std::string name(text_at(tree, root, "first_name"));
  const auto last = text_at(tree, root, "last_name");
  if (!name.empty() && !last.empty()) name += ' ';
  name += last;
  if (name.empty()) name = text_at(tree, root, "title");
  if (name.empty()) name = text_at(tree, root, "username");
  return name;
}

std::string telegram_text(const TlTree& tree, Bytes blob, std::int64_t date) {
  const TlNode* message = tree.at("message");
  if (!message && !tree.trouble().empty() && !tree.at("action")) return text_by_position(blob, date);
  if (const TlNode* action = tree.at("action"); action && action->is) return action_text(tree, *action);
  const TlNode* media = tree.at("media");
  const std::string words = media && media->is ? media_text(tree, *media) : std::string();
  std::string text;
  // The oldest clients wrote "-1" where the caption stands with the media.
  if (message && message->kind == TlNode::Kind::text && (message->bytes != "-1" || words.empty()))
    text = message->bytes;
  add_line(text, words);
  return text;
}

std::string telegram_kind(const TlTree& tree, Bytes blob) {
  if (tree.empty()) return fmt::format("unknown:0x{:08x}", ByteReader(blob).u32le());
  if (const TlNode* action = tree.at("action"); action && action->is)
    return "service:" + std::string(action->is->name);
  const TlNode* media = tree.at("media");
  if (media && media->is && media->is->name != "messageMediaEmpty") return std::string(media->is->name);
  return tree.root().is ? std::string(tree.root().is->name) : std::string();
}

TelegramOrigin telegram_origin(const TlTree& tree) {
  if (tree.empty()) return {};
  const TlNode& root = tree.root();
  for (const char* path : {"fwd_from.from_id", "fwd_from.channel_id", "fwd_from_id"}) {
    const TlNode* node = tree.at(root, path);
    const auto id = telegram_peer(tree, node);
    if (!id) continue;
    return std::string_view(path) == "fwd_from.channel_id" ? negated(*id) : *id;
  }
  for (const char* path : {"fwd_from.from_name", "fwd_from.post_author"}) {
    if (const auto name = text_at(tree, root, path); !name.empty()) return std::string(name);
  }
  if (tree.at(root, "fwd_from") || tree.at(root, "fwd_date")) return std::string("unknown");
  return {};
}

std::string telegram_attachments(const TlTree& tree, Bytes blob) {
  return Attachments(tree).take(tree.at("media"), path_behind(tree, blob));
}

}  // namespace ulika
