// Messages and media of Postbox (Telegram on iOS and macOS): the row of a message, and what its media say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parsers/postbox_object.h"

namespace ulika {

// The key of a row of the table of messages, big-endian: peer, namespace, time, id.
struct PostboxKey {
  std::int64_t peer = 0;
  std::int32_t space = 0;  // 0 cloud, 1 local, 2 secret incoming, 3 and 4 scheduled, 5 quick replies
  std::int32_t time = 0;   // seconds since 1970
  std::int32_t id = 0;
};
std::optional<PostboxKey> read_postbox_key(Bytes key);

// The id of a peer without its namespace, below zero for groups and channels, as Telegram for Android numbers
// dialogs; a secret chat with bit 62, likewise. Empty for a namespace that is not known.
std::optional<std::int64_t> postbox_peer(std::int64_t stored);

struct PostboxMedia {
  std::string kind;         // type of the first, "service:N" for an action
  std::string text;         // place, poll, page, title of an action
  std::string attachments;  // JSON array of {name, mime, path}: path is the file's name in postbox/media
  std::optional<double> latitude, longitude, accuracy;
  bool has_call = false;
  std::optional<std::int64_t> call_seconds, call_reason;
  bool call_video = false;
};

struct PostboxMessage {
  std::int64_t stable_id = 0;
  std::uint32_t flags = 0;  // 1 unsent, 2 failed, 4 incoming, 32 sending
  std::uint32_t tags = 0;
  std::optional<std::int64_t> author;
  bool forwarded = false;
  std::optional<std::int64_t> forward_author;
  std::string forward_name;
  std::string text;
  bool edited = false;
  std::optional<std::int64_t> reply_to;
  PostboxMedia media;       // embedded ones
  std::string media_key;    // of the first medium kept in a table of its own, as bytes; or empty
  std::string trouble;      // what stopped the reading; what came before it stands
  bool is_message = false;  // the row is of a kind that is known
};

PostboxMessage read_postbox_message(Bytes value);

// A row of the table of media: the medium itself, or the key of the message that holds it.
struct PostboxMediaRow {
  PostboxMedia media;
  std::string message_key;
  std::string trouble;
};
PostboxMediaRow read_postbox_media(Bytes value);

}  // namespace ulika
