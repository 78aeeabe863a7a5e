#include "parsers/native_readers.h"

#include <algorithm>
#include <iterator>

#include "parsers/apple_backup.h"
#include "parsers/apple_lists.h"
#include "parsers/biome.h"
#include "parsers/definition.h"
#include "parsers/exif.h"
#include "parsers/mail_reader.h"
#include "parsers/plain_text.h"
#include "parsers/sqlite_sweep.h"
#include "parsers/telegram_export.h"
#include "parsers/telegram_html.h"
#include "parsers/telegram_prefs.h"
#include "parsers/telegram_tdata.h"
#include "parsers/ufdr_report.h"
#include "parsers/xml_text.h"

namespace ulika {
namespace {

Interest maybe_if(bool yes) {
  return yes ? Interest::maybe : Interest::none;
}

bool is_text_mime(std::string_view mime) {
  return mime.substr(0, 5) == "text/";
}

Interest in_pictures(std::string_view, std::string_view mime) {
  static constexpr std::string_view kMimes[] = {"image/jpeg", "image/png",  "image/webp",
                                                "image/heic", "image/heif", "image/heic-sequence",
                                                "image/avif"};
  return maybe_if(std::find(std::begin(kMimes), std::end(kMimes), mime) != std::end(kMimes));
}

Interest in_document_parts(std::string_view path, std::string_view) {
  return is_document_part(path) ? Interest::sure : Interest::none;
}

Interest in_json(std::string_view path, std::string_view mime) {
  return maybe_if(mime == "application/json" || is_text_mime(mime) || path_matches("*.json", path));
}

Interest in_message_pages(std::string_view path, std::string_view mime) {
  if (path_matches("messages*.html", path)) return Interest::sure;
  return maybe_if(mime == "text/html" || path_matches("*.html", path) || path_matches("*.htm", path));
}

Interest in_text(std::string_view, std::string_view mime) {
  return maybe_if(is_text_mime(mime));
}

Interest in_backup_lists(std::string_view path, std::string_view) {
  return path_matches("Info.plist", path) || path_matches("Manifest.plist", path) ? Interest::sure
                                                                                  : Interest::none;
}

Interest in_apple_lists(std::string_view path, std::string_view) {
  return is_apple_list_path(path) ? Interest::sure : Interest::none;
}

Interest in_biome(std::string_view path, std::string_view) {
  return is_biome_path(path) ? Interest::sure : Interest::none;
}

Interest in_reports(std::string_view path, std::string_view) {
  return path_matches("report.xml", path) ? Interest::sure : Interest::none;
}

// What libmagic knows is no encrypted database, whatever its name.
Interest in_named_databases(std::string_view path, std::string_view mime) {
  static constexpr std::string_view kNames[] = {"*.db", "*.db3", "*.sqlite", "*.sqlite3", "*.sqlitedb"};
  return maybe_if(mime == "application/octet-stream" &&
                  std::any_of(std::begin(kNames), std::end(kNames),
                              [&](std::string_view glob) { return path_matches(glob, path); }));
}

Interest in_mail(std::string_view path, std::string_view mime) {
  if (is_mail_path(path)) return Interest::sure;
  return maybe_if(mime == "message/rfc822" || mime == "application/mbox");
}

bool always(ParseInput&) {
  return true;
}

constexpr NativeReader kReaders[] = {
    {kExifId, kExifVersion, in_pictures, always, read_picture},
    {kXmlTextId, kXmlTextVersion, in_document_parts, always, read_document_part},
    {kTelegramExportId, kTelegramExportVersion, in_json,
     [](ParseInput& input) { return is_telegram_export(head_of(*input.data)); }, read_telegram_export},
    {kAppleBackupId, kAppleBackupVersion, in_backup_lists, is_apple_backup_list, read_apple_backup_list},
    {kTelegramPrefsId, kTelegramPrefsVersion,
     [](std::string_view path, std::string_view) {
       return is_telegram_prefs_path(path) ? Interest::sure : Interest::none;
     },
     [](ParseInput& input) { return head_of(*input.data).find("<map") != std::string::npos; },
     read_telegram_prefs},
    {kTelegramTdataId, kTelegramTdataVersion,
     [](std::string_view path, std::string_view) {
       return is_telegram_tdata_path(path) ? Interest::sure : Interest::none;
     },
     always, read_telegram_tdata},
    {kTelegramHtmlId, kTelegramHtmlVersion, in_message_pages,
     [](ParseInput& input) { return is_telegram_html(head_of(*input.data)); }, read_telegram_html},
    {kAppleListsId, kAppleListsVersion, in_apple_lists, is_apple_list, read_apple_list},
    {kBiomeId, kBiomeVersion, in_biome, is_biome_stream, read_biome_stream},
    {kUfdrReportId, kUfdrReportVersion, in_reports,
     [](ParseInput& input) { return is_ufdr_report(head_of(*input.data)); }, read_ufdr_report},
    {kMailId, kMailVersion, in_mail, [](ParseInput& input) { return is_mail(head_of(*input.data)); },
     read_mail},
    {kSweepId, kSweepVersion, in_named_databases, is_unreadable_database, refuse_unreadable_database},
    // Whatever no other reader knows.
    {kPlainTextId, kPlainTextVersion, in_text,
     [](ParseInput& input) { return input.data->size() <= kPlainTextLimit; }, read_plain_text},
};

}  // namespace

std::span<const NativeReader> native_readers() {
  return kReaders;
}

std::string head_of(ByteSource& source) {
  std::string head(4096, '\0');
  const auto read = source.read(0, std::as_writable_bytes(std::span(head)));
  head.resize(read ? *read : 0);
  return head;
}

}  // namespace ulika
