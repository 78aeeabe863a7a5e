#include "tests/reports/fake_case.h"

#include "triage/base/text.h"

namespace ulika::test {
namespace {

constexpr std::int64_t kMarch = 1772323200000;  // 2026-03-01T00:00:00Z
const std::string kWhatsApp = "data/data/com.whatsapp/databases/msgstore.db";
const std::string kTelegram = "Download/Telegram Desktop/result.json";

std::int64_t minutes(std::int64_t n) {
  return kMarch + n * 60000;
}
Value text(std::string_view value) {
  return std::string(value);
}

StoredFile file(std::string path, std::uint64_t size, LedgerState state, std::string reason = "") {
  StoredFile out;
  out.entry.path = std::move(path);
  out.entry.size = size;
  out.entry.times.modified = minutes(900);
  out.state = state;
  out.reason = std::move(reason);
  out.id = std::string(20, '1');
  out.mime = "application/octet-stream";
  out.sha256 = std::string(64, 'b');
  out.md5 = std::string(32, 'c');
  return out;
}

void message(FakeItem& item, int row, std::string_view chat, std::string_view name,
             std::string_view direction, std::string_view sender, std::int64_t at, std::string_view words,
             std::vector<std::pair<std::string, Value>> more = {}, std::string recovered = "live") {
  std::vector<std::pair<std::string, Value>> fields = {
      {"app", text("WhatsApp")}, {"platform", text("android")}, {"chat_id", text(chat)},
      {"chat", text(name)},      {"sender", text(sender)},      {"direction", text(direction)},
      {"sent_at", at},           {"text", text(words)}};
  for (auto& field : more) fields.push_back(std::move(field));
  item.add("message", kWhatsApp, "row:message:" + std::to_string(row), std::move(fields),
           std::move(recovered));
}

void talk(FakeItem& phone) {
  phone.add("chat", kWhatsApp, "row:chat:1",
            {{"app", text("WhatsApp")},
             {"platform", text("android")},
             {"chat_id", text("447700900101@s.whatsapp.net")},
             {"name", text("Куратор")},
             {"kind", text("private")},
             {"participants", text("[\"Куратор\",\"Айдос\"]")}});
  const std::string_view chat = "447700900101@s.whatsapp.net";
  message(phone, 1, chat, "Куратор", "in", "Куратор", minutes(605), "Салам. На связи?");
  message(phone, 2, chat, "Куратор", "out", "", minutes(607), "Да, жду адрес");
  message(phone, 3, chat, "Куратор", "in", "Куратор", minutes(612), "Вот точка, забери до обеда",
          {{"latitude", 45.1234}, {"longitude", 70.5678}});
  message(phone, 4, chat, "Куратор", "out", "", minutes(700), "Забрал. Закладка сделана, фото ниже",
          {{"attachments", text("[{\"name\":\"IMG_0042.jpg\",\"mime\":\"image/jpeg\"}]")}});
  message(phone, 5, chat, "Куратор", "in", "Куратор", minutes(1500), "Қабылдадым. Ақша кешке түседі, рахмет",
          {{"edited", std::int64_t{1}}});
  message(phone, 6, chat, "Куратор", "in", "Куратор", minutes(1502), "удали переписку",
          {{"deleted", std::int64_t{1}}}, "wal");
  message(phone, 7, chat, "Куратор", "unknown", "", minutes(1503), "Перешли это второму",
          {{"forwarded_from", text("@example_kanal")}, {"reply_to", text("Забрал. Закладка сделана")}});
  message(phone, 8, chat, "Куратор", "system", "", minutes(1600), "Сообщения защищены сквозным шифрованием");
  message(phone, 9, "120363000000000001@g.us", "Достархан 7 «Б»", "in", "Әсел", minutes(300),
          "Кто сдал на подарок учителю?");
  message(phone, 10, "120363000000000001@g.us", "Достархан 7 «Б»", "out", "", minutes(310),
          "Мен кеше жібердім");
}

void findings(FakeItem& phone) {
  const std::string from = phone.records[4].id;
  phone.add(
      "location", kWhatsApp, "row:message:3",
      {{"latitude", 45.1234}, {"longitude", 70.5678}, {"at", minutes(612)}, {"origin", text("message_text")}},
      "live", phone.records[3].id);
  phone.add("location", "DCIM/Camera/IMG_0042.jpg", "bytes:0+120",
            {{"latitude", 45.1301},
             {"longitude", 70.5702},
             {"at", minutes(690)},
             {"zone", text("unknown")},
             {"origin", text("exif")}});
  phone.add(
      "location", kWhatsApp, "row:message:20",
      {{"latitude", 45.0912}, {"longitude", 70.6215}, {"at", minutes(800)}, {"origin", text("map_link")}});
  phone.add("card", kWhatsApp, "row:message:5",
            {{"pan", text("4111111111111111")},
             {"scheme", text("visa")},
             {"origin", text("message_text")},
             {"test", std::int64_t{1}}},
            "live", from);
  phone.add("payment", "data/data/com.android.providers.telephony/databases/mmssms.db", "row:sms:4",
            {{"direction", text("in")},
             {"amount", text("6000.00")},
             {"currency", text("KZT")},
             {"at", minutes(1510)},
             {"card_tail", text("1111")},
             {"bank", text("Kaspi")},
             {"origin", text("sms")}});
  phone.add("call", "data/data/com.android.providers.contacts/databases/calllog.db", "row:calls:1",
            {{"app", text("Phone")},
             {"direction", text("in")},
             {"party_id", text("+447700900101")},
             {"party", text("Куратор")},
             {"started_at", minutes(604)},
             {"duration_s", std::int64_t{74}},
             {"answered", std::int64_t{1}}});
  phone.add("device", "system/build.prop", "lines:1",
            {{"make", text("Example")},
             {"model", text("Phone 5")},
             {"imei", text("490154203237518")},
             {"os", text("Android 14")}});
  StoredHit hit;
  hit.id = std::string(20, '9');
  hit.hit = {"kw:закладк", "DROP",    "закладка", "Забрал. ‹Закладка› сделана, фото ниже", "", 3.0, 8, 16,
             -1,           kWhatsApp, from};
  phone.hits.push_back(hit);
  hit.hit = {"kw:закладк",
             "DROP",
             "закладка",
             "…текст ‹ЗАКЛАДКА› в кэше…",
             "windows-1251",
             3.0,
             4096,
             8,
             123456,
             "data/cache/page.bin",
             ""};
  phone.hits.push_back(hit);
}

}  // namespace

std::vector<std::unique_ptr<ItemReader>> small_case() {
  auto phone = std::make_unique<FakeItem>();
  phone->info.name = "phone1";
  phone->info.kind = "zip";
  phone->info.files = {"/evidence/phone1.zip"};
  phone->info.size = 73400320;
  talk(*phone);
  findings(*phone);
  phone->files = {file(kWhatsApp, 262144, LedgerState::parsed),
                  file("DCIM/Camera/IMG_0042.jpg", 48213, LedgerState::parsed),
                  file("data/data/org.example.messenger/files/store.db", 90112, LedgerState::encrypted,
                       "SQLCipher database, no key was given")};
  phone->rows = {{LedgerState::parsed, "", 2, 310357},
                 {LedgerState::encrypted, "SQLCipher database, no key was given", 1, 90112}};

  auto disk = std::make_unique<FakeItem>();
  disk->info.name = "disk1";
  disk->info.kind = "e01";
  disk->info.files = {"/evidence/disk1.E01", "/evidence/disk1.E02"};
  disk->info.size = 1073741824;
  disk->info.is_image = true;
  disk->info.stored_md5 = std::string(32, 'd');
  disk->info.stored_sha1 = std::string(40, 'e');
  disk->info.acquired_at = minutes(-600);
  disk->info.acquisition = {
      {"case_number", "2026-17"}, {"evidence_number", "2"}, {"examiner_name", "Example Examiner"}};
  disk->info.volumes = {{0, "NTFS / exFAT (0x07)", "ntfs", "Data", 1048576, 1072693248, 4096, ""}};
  disk->image = {std::string(32, 'd'), std::string(40, 'f'), std::string(64, '7')};
  disk->files = {
      file("vol1/Users/example/Documents/notes.docx", 20480, LedgerState::scanned),
      file("vol1/pagefile.sys", 8192, LedgerState::damaged, "bad chunk at offset 4096 was read as zeros")};
  disk->rows = {{LedgerState::scanned, "", 1, 20480},
                {LedgerState::damaged, "bad chunk at offset 4096 was read as zeros", 1, 8192}};
  disk->troubles = {{"vol1/pagefile.sys", "read", LedgerState::damaged,
                     "bad chunk at offset 4096 was read as zeros", 4096, 32768}};

  std::vector<std::unique_ptr<ItemReader>> items;
  items.push_back(std::move(disk));
  items.push_back(std::move(phone));
  return items;
}

std::vector<StoredRecord> small_findings(const std::vector<std::unique_ptr<ItemReader>>& items) {
  std::string message, payment;
  items.at(1)->for_each_record("message", [&](const StoredRecord& each) {
    if (each.record.from.locator == "row:message:4") message = each.id;
  });
  items.at(1)->for_each_record("payment", [&](const StoredRecord& each) { payment = each.id; });
  std::vector<StoredRecord> out;
  const auto add = [&](std::string type, std::vector<std::pair<std::string, Value>> fields) {
    StoredRecord each;
    each.record.type = std::move(type);
    each.record.fields = std::move(fields);
    each.id = std::string(19, '5') + static_cast<char>('0' + out.size());
    out.push_back(std::move(each));
  };
  add("lead", {{"target_kind", text("device")},
               {"target", text("disk1")},
               {"score", 12.0},
               {"role", text("unknown")},
               {"reasons", text("[]")},
               {"against", text("[\"нет переписки <b>\"]")}});
  add("lead",
      {{"target_kind", text("chat")},
       {"source", text("phone1")},
       {"target", text("447700900101@s.whatsapp.net")},
       {"name", text("Куратор")},
       {"score", 81.0},
       {"reasons", text("[{\"code\":\"unheard_of\",\"points\":30.5,\"ids\":[\"" + message + "\"]}]")}});
  add("lead", {{"target_kind", text("device")},
               {"target", text("phone1")},
               {"score", 87.4},
               {"role", text("courier")},
               {"reasons", text("[\"слова о закладках в 1 чате\",\"платёж после отчёта\",\"координаты в "
                                "пустой степи\",\"удалённые сообщения\"]")},
               {"against", text("[\"школьный чат\"]")}});
  add("link", {{"kind", text("phone")},
               {"value", text("+447700900101")},
               {"weight", 0.72},
               {"sources", text("[\"disk1\",\"phone1\"]")}});
  add("person", {{"name", text("Куратор")},
                 {"role", text("operator")},
                 {"score", 64.0},
                 {"sources", text("[\"phone1\"]")},
                 {"identifiers", text("[\"+447700900101\"]")}});
  add("drop",
      {{"source", text("phone1")},
       {"latitude", 45.1234},
       {"longitude", 70.5678},
       {"at", minutes(700)},
       {"score", 77.0},
       {"parts", text("[\"" + message + "\",\"" + payment + "\",\"" + std::string(20, '0') + "\"]")}});
  return out;
}

std::vector<std::unique_ptr<ItemReader>> big_case(std::int64_t messages) {
  auto phone = std::make_unique<FakeItem>();
  phone->info.name = "big";
  phone->info.kind = "zip";
  phone->made_messages = messages;
  phone->make_message = [](std::int64_t n) {
    StoredRecord stored;
    Record& r = stored.record;
    r.type = "message";
    r.from = {kWhatsApp, "row:message:" + std::to_string(n), "test_parser", "live", ""};
    r.fields = {{"app", text("WhatsApp")},
                {"chat_id", "chat-" + std::to_string(n % 40)},
                {"chat", "Чат " + std::to_string(n % 40)},
                {"direction", text(n % 3 == 0 ? "out" : "in")},
                {"sent_at", minutes((n * 7919) % 400000)},
                {"text", "Хабарлама номер " + std::to_string(n) +
                             (n % 25000 == 7 ? " иголка" : " обычный текст о погоде и дороге")}};
    stored.id = record_id("big", r);
    stored.file_sha256 = std::string(64, 'a');
    return stored;
  };
  std::vector<std::unique_ptr<ItemReader>> items;
  items.push_back(std::move(phone));
  return items;
}

std::vector<std::unique_ptr<ItemReader>> hostile_case() {
  auto phone = std::make_unique<FakeItem>();
  phone->info.name = "h</script><script>document.title='owned'</script>";
  phone->info.kind = "zip";
  phone->info.files = {"/evidence/a'; rm x;'.zip"};
  const std::vector<std::string> texts = {
      "</script><script>document.title='owned';</script><evil-element></evil-element>",
      "<img src=x onerror=\"document.title='owned'\"><svg onload=\"document.title='owned'\"></svg>",
      "<a href=\"http://example.invalid/\">x</a> javascript:document.title='owned' \u2028\u2029",
      "bidi \u202Egpj.exe\u202C zero\u200Bwidth \uFEFF end",
      std::string("nul\0byte bell\x07", 14),
      "\xED\xA0\x80 lone surrogate \xFF bad byte",
      std::string(1048576, 'A') + "THE-END",
      "‹mark› ulika_shard({}) \"]});alert(1)//",
  };
  int row = 0;
  for (const std::string& words : texts) {
    ++row;
    message(*phone, row, "chat<b>\u202E", "<evil-element>имя</evil-element>", "in",
            "<img src=x onerror=alert(1)>", minutes(row), words,
            {{"attachments", text(row == 1 ? "[{\"name\":\"<evil-element>\\ud800\"}"
                                           : "[{\"name\":\"<evil-element>\\ud800\"}]")},
             {"reply_to", text("<evil-element>")}});
    phone->hits.push_back({record_id("x", phone->records.back().record),
                           {"kw:</script><evil-element>", "<evil-element>", words, "‹" + words + "›", "utf-8",
                            1, 0, 4, -1, "a<evil-element>\u202E.txt", phone->records.back().id}});
  }
  phone->add("location", "x<evil-element>", "y",
             {{"latitude", 1e308},
              {"longitude", -9.0},
              {"origin", text("toString")},
              {"at", std::int64_t{1} << 62}});
  phone->add("contact", "x", "y", {{"name", text("__proto__")}, {"phones", text("{\"__proto__\":[1,2")}});
  phone->files = {file("<evil-element>.js", 1, LedgerState::unsupported, "<evil-element>")};
  phone->rows = {{LedgerState::unsupported, "<evil-element>", 1, 1}};
  phone->troubles = {{"<evil-element>", "parse", LedgerState::failed, "<evil-element>", 1, 1}};
  std::vector<std::unique_ptr<ItemReader>> items;
  items.push_back(std::move(phone));
  return items;
}

}  // namespace ulika::test
