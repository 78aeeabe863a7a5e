#include "triage/pipeline/text_findings.h"

#include <algorithm>
#include <array>

#include "triage/base/text.h"
#include "triage/scan/bank_messages.h"
#include "triage/scan/detection.h"
#include "triage/scan/detection_records.h"

namespace ulika {
namespace {

// Which fields of a record are text that somebody wrote or an address that may hold a place. Addresses and
// titles name web pages by the thousand: of them only places, cards and wallets are taken.
struct TextField {
  std::string_view type;
  std::string_view key;
  bool selectors;  // also phones, e-mails, addresses
};
constexpr TextField kTextFields[] = {
    {"message", "text", true},     {"note", "title", true},        {"note", "text", true},
    {"email", "subject", true},    {"email", "text", true},        {"photo", "text", true},
    {"autofill", "value", true},   {"device_event", "text", true}, {"web_visit", "url", false},
    {"web_visit", "title", false}, {"web_search", "terms", true},  {"download", "url", false},
    {"code", "text", true},
};
constexpr std::string_view kTimes[] = {"sent_at", "at", "taken_at", "started_at"};

// The categories of byte-level hits that become records of their own.
constexpr std::string_view kRecordCategories[] = {"card", "location", "wallet", "iban"};

constexpr double kBareCard = 0.65;  // the weight of a bare number stays below it

std::string_view record_type_of(std::string_view category) {
  return category == "iban" ? "identifier" : category;
}

std::string_view origin_of(std::string_view type) {
  return type == "code" ? "qr" : "message_text";
}

const Value* time_of(const Record& record) {
  for (std::string_view key : kTimes) {
    if (const Value* value = record.find(key)) return value;
  }
  return nullptr;
}

}  // namespace

void TextFindings::look_at_records(const std::string& source, FileResult& result) {
  struct Text {
    std::size_t begin;
    std::size_t size;
    std::string record_id;
  };
  std::vector<Text> texts;
  std::string all;  // every text, apart by line ends that no rule crosses
  std::vector<Record> found;
  const std::size_t parsed = result.records.size();
  for (std::size_t i = 0; i < parsed; ++i) {
    const Record& record = result.records[i];
    std::string id;
    for (const TextField& field : kTextFields) {
      if (field.type != record.type) continue;
      const std::string_view text = record.text(field.key);
      if (text.empty()) continue;
      if (id.empty()) id = record_id(source, record);
      texts.push_back({all.size(), text.size(), id});
      all.append(text).append("\n\n", 2);
      if (field.selectors) meaning_.look_at(text, id, result);
      for (Record& drawn : detection_records(text, origin_of(record.type), record.from, id)) {
        if (!field.selectors && drawn.type == "identifier") continue;
        if (drawn.type == "location") {
          if (const Value* at = time_of(record)) drawn.set("at", *at);
        }
        found.push_back(std::move(drawn));
      }
    }
    if (!id.empty()) {
      if (auto payment = payment_record(BankMessages::built_in(), record, id))
        found.push_back(std::move(*payment));
    }
    const Value* latitude = record.find("latitude");
    const Value* longitude = record.find("longitude");
    if (record.type == "message" && latitude != nullptr && longitude != nullptr) {
      Record place;
      place.type = "location";
      place.from = record.from;
      place.from.locator += ";place";
      place.from.derived_from = id.empty() ? record_id(source, record) : id;
      place.set("latitude", *latitude);
      place.set("longitude", *longitude);
      if (const Value* at = time_of(record)) place.set("at", *at);
      place.set("origin", std::string("app_db"));
      found.push_back(std::move(place));
    }
  }
  std::move(found.begin(), found.end(), std::back_inserter(result.records));

  if (all.empty()) return;
  scan_.feed(as_bytes(all));
  auto text = texts.begin();
  for (Hit& hit : scan_.finish()) {
    // The text of a record is UTF-8; what other encodings make of its bytes means nothing.
    if (hit.encoding != encoding_name(Encoding::utf8) || !hit.rule.starts_with("kw:")) continue;
    while (text != texts.end() && hit.offset >= text->begin + text->size) ++text;
    if (text == texts.end()) break;
    if (hit.offset < text->begin || hit.offset + hit.length > text->begin + text->size) continue;
    hit.offset -= text->begin;
    hit.encoding.clear();
    hit.record_id = text->record_id;
    hit.path = result.entry.path;
    result.hits.push_back(std::move(hit));
  }
}

void TextFindings::look_at_document(const std::string& path, std::string_view recovered,
                                    std::string_view text, FileResult& result) {
  Provenance from;
  from.path = path;
  from.locator = "text";
  from.recovered = recovered;
  for (Record& record : detection_records(text, "file_text", from, ""))
    result.records.push_back(std::move(record));
  meaning_.look_at_document(text, result);
}

void TextFindings::records_of_hits(const std::string& path, std::string_view recovered, FileResult& result) {
  for (const Hit& hit : result.hits) {
    if (!hit.record_id.empty() || std::find(std::begin(kRecordCategories), std::end(kRecordCategories),
                                            hit.category) == std::end(kRecordCategories)) {
      continue;
    }
    Provenance from;
    from.path = path;
    from.locator = "bytes:" + std::to_string(hit.offset) + "+" + std::to_string(hit.length);
    from.recovered = recovered;
    // The normalised value, seen as text, says again what it is and with which fields.
    for (Record& record : detection_records(hit.value, "file_text", from, "")) {
      if (record.type != record_type_of(hit.category)) continue;
      record.from.locator = from.locator;
      // The value alone has lost the groups and the words that spoke for a card.
      if (record.type == "card" && hit.weight > kBareCard) record.set("confidence", Value());
      result.records.push_back(std::move(record));
      break;
    }
  }
}

}  // namespace ulika
