// What a TL object of Telegram says as a message, a peer or a list of attachments.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "parsers/tl_tree.h"

namespace ulika {

// The id of the dialog that a peer names, as the Android client numbers them: a user's own id, below zero for
// groups and channels. Old layers have a plain number in the place of a peer. Null for no peer.
std::optional<std::int64_t> telegram_peer(const TlTree& tree, const TlNode* node);

// "first last", title, or user name of a user or chat; empty where there is none.
std::string telegram_name(const TlTree& tree);

// Text, and the caption, poll, place, list or bill below it as lines; for a service message the title or text
// of its action, or the action as JSON where it has other parts. Where the tree could not be read as far as
// the text (a layer that is not known), the text is looked for by position: behind the four bytes that are
// `date`, which all known layers have before it.
std::string telegram_text(const TlTree& tree, Bytes blob, std::int64_t date);

// "message", or the constructor of its media, or "service:" and that of its action; "unknown:0x…" for an
// object that is not known.
std::string telegram_kind(const TlTree& tree, Bytes blob);

// Where a forwarded message comes from: a dialog id or the name that stands for one.
using TelegramOrigin = std::variant<std::monostate, std::int64_t, std::string>;
TelegramOrigin telegram_origin(const TlTree& tree);

// JSON array of {name, mime, path}: `path` is the name of the file in the app's cache folders, or the whole
// path of the file that the device sent, which stands behind the object. "[]" for none.
std::string telegram_attachments(const TlTree& tree, Bytes blob);

}  // namespace ulika
