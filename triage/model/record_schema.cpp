#include "triage/model/record_schema.h"

#include <algorithm>
#include <array>

namespace ulika {
namespace {

using K = FieldKind;

constexpr FieldSpec kAccount[] = {
    {"app", K::text, "messenger or service"},
    {"platform", K::text, "android, ios, windows, linux, macos, web"},
    {"account_id", K::text, "the app's own id of the account"},
    {"name", K::text, "display name"},
    {"phone", K::text, "telephone number as stored"},
    {"email", K::text, "e-mail address as stored"},
    {"url", K::text, "address of the service"},
    {"at", K::time, "last use, or begin where that is all there is"},
    {"secret", K::text, "“password” or “token” where one is stored with it; never the secret itself"},
};
constexpr FieldSpec kContact[] = {
    {"app", K::text, "messenger or address book"},
    {"platform", K::text, "android, ios, windows, linux, macos, web"},
    {"contact_id", K::text, "the app's own id of the contact"},
    {"name", K::text, "display name"},
    {"phones", K::json, "array of telephone numbers as stored"},
    {"handles", K::json, "array of user names"},
    {"emails", K::json, "array of e-mail addresses"},
    {"account_ids", K::json, "array of account ids"},
    {"confidence", K::text, "\"low\" where the meaning of a column was guessed"},
};
constexpr FieldSpec kChat[] = {
    {"app", K::text, "messenger"},
    {"platform", K::text, "android, ios, windows, linux, macos, web"},
    {"chat_id", K::text, "the app's own id of the chat"},
    {"name", K::text, "title or the other party's name"},
    {"kind", K::text, "private, group, channel, secret, bot; as stored where unknown"},
    {"participants", K::json, "array of ids or names"},
};
constexpr FieldSpec kMessage[] = {
    {"app", K::text, "messenger"},
    {"platform", K::text, "android, ios, windows, linux, macos, web"},
    {"chat_id", K::text, "id of the chat it belongs to"},
    {"chat", K::text, "name of that chat"},
    {"sender_id", K::text, "id of the sender"},
    {"sender", K::text, "name of the sender"},
    {"direction", K::text, "in, out, system, unknown"},
    {"sent_at", K::time, "when it was sent"},
    {"zone", K::text, "\"unknown\" where the clock's zone is not known"},
    {"received_at", K::time, "when the device received it"},
    {"read_at", K::time, "when it was read"},
    {"text", K::text, "text as stored"},
    {"attachments", K::json,
     "array of {name, mime, path, sha256}; stored_path, stored_sha256: as the app wrote them, of one whose "
     "file was found"},
    {"latitude", K::real, "degrees north of a shared place"},
    {"longitude", K::real, "degrees east of a shared place"},
    {"deleted", K::boolean, "the app marks it as deleted"},
    {"edited", K::boolean, "the app marks it as edited"},
    {"forwarded_from", K::text, "origin of a forwarded message"},
    {"reply_to", K::text, "id or text of the message it answers"},
    {"kind", K::text, "the app's own message type as stored"},
    {"confidence", K::text, "\"low\" where the meaning of a column was guessed"},
};
constexpr FieldSpec kCall[] = {
    {"app", K::text, "messenger or telephone"},
    {"platform", K::text, "android, ios, windows, linux, macos, web"},
    {"direction", K::text, "in, out, unknown"},
    {"party_id", K::text, "number or id of the other side"},
    {"party", K::text, "name of the other side"},
    {"started_at", K::time, "begin"},
    {"duration_s", K::integer, "seconds"},
    {"answered", K::boolean, "was taken"},
    {"video", K::boolean, "video call"},
    {"kind", K::text, "the app's own call type as stored"},
    {"zone", K::text, "\"unknown\" where the clock's zone is not known"},
    {"confidence", K::text, "\"low\" where the meaning of a column was guessed"},
};
constexpr FieldSpec kLocation[] = {
    {"latitude", K::real, "degrees north, WGS 84"},
    {"longitude", K::real, "degrees east, WGS 84"},
    {"at", K::time, "when"},
    {"zone", K::text, "\"unknown\" where the clock's zone is not known"},
    {"origin", K::text, "exif, message_text, map_link, app_db, ocr, file_text"},
    {"accuracy_m", K::real, "metres"},
    {"altitude_m", K::real, "metres"},
    {"label", K::text, "name or address that stands with it"},
    {"value", K::text, "as written; the link itself for one that holds no coordinates"},
    {"confidence", K::text, "\"low\" where the meaning of a column was guessed"},
};
constexpr FieldSpec kPayment[] = {
    {"direction", K::text, "in, out, unknown"},
    {"operation", K::text, "purchase, transfer, cash_in, cash_out, credit, debit, fee, refund, operation"},
    {"amount", K::text, "decimal"},
    {"currency", K::text, "ISO 4217"},
    {"at", K::time, "when"},
    {"zone", K::text, "\"unknown\" where the clock's zone is not known"},
    {"card_tail", K::text, "last digits of the card"},
    {"balance", K::text, "decimal, balance after it"},
    {"counterparty", K::text, "as written"},
    {"bank", K::text, "which template matched"},
    {"origin", K::text, "sms, push, app, text"},
    {"confidence", K::text, "\"low\" where words alone told, or the sender is not the bank"},
};
constexpr FieldSpec kCard[] = {
    {"pan", K::text, "digits of the card number; the visible tail of a masked one"},
    {"scheme", K::text, "visa, mastercard, mir, …"},
    {"expiry", K::text, "YYMM"},
    {"holder", K::text, "name on the track"},
    {"origin", K::text, "message_text, file_text, track1, track2, emv, masked, app_db"},
    {"test", K::boolean, "a published test number"},
    {"confidence", K::text,
     "\"low\" where the meaning of a column was guessed, or nothing around a bare number speaks of cards"},
};
constexpr FieldSpec kWallet[] = {
    {"currency", K::text, "BTC, LTC, ETH, TRX, XMR, TON"},
    {"address", K::text, "as written"},
    {"kind", K::text, "address form, or contract"},
    {"origin", K::text, "message_text, file_text"},
};
constexpr FieldSpec kIdentifier[] = {
    {"kind", K::text, "phone, email, handle, iban, iin, bin, inn, url, imei, …"},
    {"value", K::text, "normalised"},
    {"origin", K::text, "message_text, file_text, app_db"},
};
constexpr FieldSpec kWebVisit[] = {
    {"app", K::text, "browser"},
    {"url", K::text, "address"},
    {"title", K::text, "page title"},
    {"at", K::time, "visit"},
    {"visits", K::integer, "how often in all"},
    {"transition", K::text, "as stored"},
    {"confidence", K::text, "\"low\" where the meaning of a column was guessed"},
};
constexpr FieldSpec kWebSearch[] = {
    {"app", K::text, "browser"},
    {"terms", K::text, "what was looked for"},
    {"url", K::text, "address"},
    {"at", K::time, "when"},
};
constexpr FieldSpec kDownload[] = {
    {"app", K::text, "browser"},
    {"url", K::text, "address"},
    {"target_path", K::text, "where it was saved"},
    {"at", K::time, "begin"},
    {"finished_at", K::time, "end"},
    {"bytes", K::integer, "size"},
    {"state", K::text, "as stored"},
};
constexpr FieldSpec kAutofill[] = {
    {"app", K::text, "browser"},
    {"name", K::text, "field"},
    {"value", K::text, "as stored"},
    {"at", K::time, "last use"},
};
constexpr FieldSpec kAppInstalled[] = {
    {"app", K::text, "name"},
    {"package", K::text, "id"},
    {"version", K::text, "as stored"},
    {"at", K::time, "installed"},
};
constexpr FieldSpec kNote[] = {
    {"app", K::text, "program"},
    {"title", K::text, "title"},
    {"text", K::text, "text"},
    {"at", K::time, "created"},
    {"zone", K::text, "\"unknown\" where the clock's zone is not known"},
    {"modified_at", K::time, "last change"},
    {"confidence", K::text, "\"low\" where the meaning of a column was guessed"},
};
constexpr FieldSpec kEmail[] = {
    {"app", K::text, "program"},
    {"from", K::text, "sender"},
    {"to", K::json, "array of addresses"},
    {"subject", K::text, "subject"},
    {"text", K::text, "body"},
    {"sent_at", K::time, "when"},
    {"message_id", K::text, "header"},
    {"attachments", K::json, "array of {name, mime, size}"},
};
constexpr FieldSpec kDeviceEvent[] = {
    {"kind", K::text, "what happened"},
    {"at", K::time, "when"},
    {"zone", K::text, "\"unknown\" where the clock's zone is not known"},
    {"text", K::text, "as stored"},
    {"app", K::text, "program"},
};
constexpr FieldSpec kPhoto[] = {
    {"make", K::text, "camera maker"},
    {"model", K::text, "camera model"},
    {"taken_at", K::time, "when, by the camera's clock"},
    {"zone", K::text, "\"unknown\" where the clock's zone is not known"},
    {"width", K::integer, "pixels"},
    {"height", K::integer, "pixels"},
    {"software", K::text, "program that wrote it"},
    {"text", K::text, "comment or description inside it"},
};
constexpr FieldSpec kPicture[] = {
    {"width", K::integer, "pixels"},
    {"height", K::integer, "pixels"},
    {"pdq", K::text, "PDQ, a hash of how it looks: 64 hexadecimal digits"},
    {"pdq_quality", K::integer, "0-100; below 50 the picture is too plain for its hash to mean anything"},
    {"pdq_turns", K::text, "PDQ of the picture mirrored left-right, top-bottom, and turned by half"},
};
constexpr FieldSpec kCode[] = {
    {"format", K::text, "qr, micro_qr, aztec, data_matrix, pdf417, code128, ean13"},
    {"text", K::text, "what the code says"},
};
constexpr FieldSpec kDatabase[] = {
    {"app", K::text, "program, as its folder is called"},
    {"format", K::text, "sqlite"},
    {"tables", K::json, "array of {name, rows, columns}"},
    {"rows", K::integer, "rows of all tables"},
};
constexpr FieldSpec kDevice[] = {
    {"make", K::text, "maker"},           {"model", K::text, "model"}, {"imei", K::text, "IMEI"},
    {"serial", K::text, "serial number"}, {"os", K::text, "system"},   {"owner", K::text, "owner"},
    {"phone", K::text, "own number"},
};

constexpr RecordSpec kSpecs[] = {
    {"account", "an account that the device used", kAccount},
    {"contact", "an entry of an address book or contact list", kContact},
    {"chat", "a conversation", kChat},
    {"message", "a message", kMessage},
    {"call", "a call", kCall},
    {"location", "a place", kLocation},
    {"payment", "a movement of money", kPayment},
    {"card", "a bank card number or its visible tail", kCard},
    {"wallet", "a crypto-currency address", kWallet},
    {"identifier", "a selector of a person or thing", kIdentifier},
    {"web_visit", "a page visit", kWebVisit},
    {"web_search", "a search", kWebSearch},
    {"download", "a download", kDownload},
    {"autofill", "a form value that a browser kept", kAutofill},
    {"app_installed", "an installed program", kAppInstalled},
    {"note", "a note", kNote},
    {"email", "an e-mail", kEmail},
    {"device_event", "something that the system logged", kDeviceEvent},
    {"database", "a database that no definition knows, with its tables", kDatabase},
    {"photo", "what a picture says about itself", kPhoto},
    {"picture", "what a picture looks like", kPicture},
    {"code", "a QR or bar code that a picture shows", kCode},
    {"device", "what the evidence says about the device itself", kDevice},
};

}  // namespace

const FieldSpec* RecordSpec::find(std::string_view key) const {
  const auto it =
      std::find_if(fields.begin(), fields.end(), [&](const FieldSpec& f) { return f.key == key; });
  return it == fields.end() ? nullptr : &*it;
}

std::span<const RecordSpec> record_specs() {
  return kSpecs;
}

const RecordSpec* find_record_spec(std::string_view type) {
  const auto* it =
      std::find_if(std::begin(kSpecs), std::end(kSpecs), [&](const RecordSpec& s) { return s.type == type; });
  return it == std::end(kSpecs) ? nullptr : it;
}

}  // namespace ulika
