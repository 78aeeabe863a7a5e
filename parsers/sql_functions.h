// The SQL functions that definitions may call: clocks, identities, and decoders of values inside cells.
#pragma once

#include <cstdint>
#include <map>
#include <string>

struct sqlite3;

namespace ulika {

// How often each function got a value that it could not read. All yield NULL for NULL, and NULL for such a
// value.
struct FunctionFaults {
  std::map<std::string, std::uint64_t> counts;
  std::map<std::string, std::uint64_t> partial;  // "tl(): what stopped it", of values read in part only
};

// Clocks, to UTC milliseconds; zero and what lies outside the years 1970 to 2200 is "not set", NULL:
//   unix_s(x) unix_ms(x) unix_us(x) unix_auto(x: s, ms, us or ns by magnitude)  apple_time(x: seconds or ns
//   since 2001)  webkit_time(x: us since 1601)  prtime(x: us since 1970)  filetime(x: 100 ns since 1601)
// Identities:
//   jid_user('7700…@s.whatsapp.net') → '7700…'   jid_kind(jid) → 'private', 'group', 'channel', 'broadcast',
//   …
// Bytes and names:
//   hex_blob(x) hex text of a blob   unhex(text) blob   base64(blob)   unbase64(text) blob   path_base(path)
//   file_uri(uri) → path   text_of(blob) UTF-8 text kept in a blob   vcard(text, 'FN') value of a vCard
//   property   markup_text(xml) the words between the tags of XML or HTML, tags as line breaks
//   has_selector(text) 1 where an address or the digits of a telephone, card or place may stand in it
// Written by people and programs:
//   regex_capture(text, pattern, n) the n-th group (0: all) of an RE2 pattern found in it   civil_time(text,
//   format) with %Y %y %m %d %H %I %M %S %f %p %b (name of a month, English, Russian, Kazakh) %z, as UTC
//   without one   iso_time(text) RFC 3339   hex_number(text)   path_part(path, n) the n-th name, from the end
//   for n < 0   latin1_fix(text) UTF-8 written byte by byte as Latin-1   html_text(text) without its markup
// Decoders, with a path into the value:
//   plist(blob, 'a.0.b') property list, NSKeyedArchiver resolved   protobuf(blob, '1.2.3') field path, bytes
//   as text where they are UTF-8   plist_json(blob, 'a') part of a property list as JSON, data as hex
//   gunzip(blob) what a gzip or zlib stream holds   typedstream_text(blob) text of an iMessage attributedBody
//   json_text(text, '$.a[0].b') as json_extract, but NULL where the text is no JSON
// Telegram on Android, whose cells hold TL objects (parsers/telegram/tl_schema.tsv):
//   tl_json(blob) the object as JSON   tl(blob, 'media.geo.lat') one value of it, 'media._' its constructor
//   tl_kind(blob) constructor of a message's media or action   tl_text(blob, date) text of a message, its
//   caption, poll, … tl_peer(blob, 'from_id') dialog id: of a group or channel below zero   tl_name(blob) of
//   a user or chat tl_forward(blob) id or name of the origin   tl_attachments(blob) JSON
// Telegram on iOS and macOS, whose cells hold Postbox objects:
//   postbox_json(blob)   postbox(blob, 'ven.t') one value, '@type' its type   postbox_key(blob, 'peer') part
//   of the key of a message: peer, namespace, time, id   postbox_peer(number) id without namespace, below
//   zero for groups postbox_message(blob, 'text') of a row of messages: text, author, flags, tags, edited,
//   reply, forward_author, forward_name, media_key, kind, words, attachments, latitude, longitude, accuracy,
//   call, call_seconds, call_reason, call_video   postbox_media(blob, 'kind') the last ten of a row of media,
//   and message_key
// `faults` must outlive `db`.
void register_sql_functions(sqlite3* db, FunctionFaults& faults);

// Begins a query: no faults yet, and nothing kept of the values of an earlier one, so that what is told of
// this one does not depend on it.
void begin_function_use(FunctionFaults& faults);

}  // namespace ulika
