// Measures what joins devices: measure_joins DIR [DEVICES [MESSAGES [CONTACTS]]]
//
// Makes a case of invented phones in DIR (40 of 100,000 messages and 1,000 contacts each, unless told
// otherwise), or takes the one that is there, and joins its devices. Prints seconds, items a second and peak
// anonymous memory. One phone in four belongs to a ring that shares people, a wallet, places and an advert;
// everybody hears from the same services.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "triage/case/case_folder.h"
#include "triage/case/evidence_db.h"
#include "triage/leads/correlate.h"

namespace ulika {
namespace {

constexpr std::int64_t kMessagesAFile = 5000;

class Phone {
 public:
  Phone(int number, std::int64_t messages, std::int64_t contacts)
      : number_(number),
        messages_(messages),
        contacts_(contacts),
        chance_(static_cast<unsigned>(1000 + number)) {}

  std::string name() const { return fmt::format("phone{:03}", number_); }

  void write(EvidenceDatabase& db) {
    const std::int64_t files = (messages_ + kMessagesAFile - 1) / kMessagesAFile + 1;
    std::vector<FileEntry> entries;
    for (std::int64_t i = 0; i < files; ++i) {
      FileEntry entry;
      entry.path = fmt::format("data/app/messages{:05}.db", i);
      entry.size = 4096;
      entries.push_back(entry);
    }
    db.begin_listing();
    db.add_entries(entries);
    db.finish_listing();
    for (std::int64_t i = 0; i < files; ++i)
      db.write({result(db, entries[static_cast<std::size_t>(i)].path, i)});
    db.finish();
  }

 private:
  FileResult result(EvidenceDatabase& db, const std::string& path, std::int64_t file) {
    const auto row = db.find(path);
    if (!row) throw std::runtime_error("no row for " + path);
    FileResult out;
    out.file_id = row->id;
    out.entry = row->entry;
    out.state = LedgerState::parsed;
    if (file == 0) {
      owner_and_contacts(path, out);
      return out;
    }
    const std::int64_t first = (file - 1) * kMessagesAFile;
    for (std::int64_t n = first; n < std::min(messages_, first + kMessagesAFile); ++n) message(path, n, out);
    return out;
  }

  unsigned pick(unsigned below) { return static_cast<unsigned>(chance_() % below); }
  bool in_ring() const { return number_ % 4 == 0; }

  Record record(const std::string& type, const std::string& path, std::int64_t row) {
    Record r;
    r.type = type;
    r.from.path = path;
    r.from.locator = fmt::format("row:{}:{}", type, row);
    r.from.parser = "bench";
    return r;
  }

  void owner_and_contacts(const std::string& path, FileResult& out) {
    Record own = record("account", path, 0);
    own.set("app", std::string("Telegram"));
    own.set("account_id", fmt::format("{}", 7'100'000'000 + number_));
    own.set("phone", fmt::format("+4479{:08}", number_));
    out.records.push_back(own);
    for (std::int64_t i = 0; i < contacts_; ++i) {
      Record card = record("contact", path, 1 + i);
      card.set("app", std::string("Contacts"));
      card.set("name", fmt::format("Знакомый {}", i));
      card.set("phones", fmt::format("[\"+4478{:08}\"]", number_ * contacts_ + i));
      card.set("account_ids", fmt::format("[\"{}\"]", 7'200'000'000 + number_ * contacts_ + i));
      out.records.push_back(std::move(card));
    }
  }

  std::string words(unsigned count) {
    static constexpr const char* kWords[] = {"дом",    "вечер",  "работа", "купить",   "завтра",
                                             "дорога", "молоко", "город",  "ехать",    "друг",
                                             "хорошо", "почему", "погода", "смотреть", "время",
                                             "рано",   "школа",  "книга",  "звонить",  "просить"};
    std::string text;
    for (unsigned i = 0; i < count; ++i)
      text += fmt::format("{}{} ", kWords[pick(20)], pick(50) == 0 ? "ый" : "");
    return text;
  }

  void message(const std::string& path, std::int64_t n, FileResult& out) {
    Record r = record("message", path, n);
    const bool service = pick(20) == 0, ring = in_ring() && pick(200) == 0;
    const std::int64_t peer =
        service ? 7'000'000'001
        : ring  ? 7'000'100'000 + pick(10)
                : 7'200'000'000 + number_ * contacts_ + pick(static_cast<unsigned>(contacts_));
    const bool outgoing = !service && pick(2) == 0;
    r.set("app", std::string("Telegram"));
    r.set("platform", std::string("android"));
    r.set("chat_id", fmt::format("{}", peer));
    r.set("direction", std::string(outgoing ? "out" : "in"));
    r.set("sender_id", fmt::format("{}", outgoing ? 7'100'000'000 + number_ : peer));
    r.set("sent_at", std::int64_t{1'772'337'600'000} + n * 60'000);
    std::string text = words(pick(10) == 0 ? 12 + pick(12) : 2 + pick(6));
    const bool advert = ring && pick(20) == 0;
    if (advert)
      text = "Требуются курьеры в ваш город, оплата каждую неделю, опыт не нужен, всему научим, пишите: " +
             words(3);
    r.set("text", text);
    const std::string id = record_id(name(), r);
    if (pick(100) == 0 || ring) {
      Record place = record("location", path, n);
      place.from.derived_from = id;
      place.set("latitude",
                ring ? 46.1 + pick(50) * 0.01 : 46.0 + static_cast<double>(pick(1'000'000)) * 1e-6);
      place.set("longitude", 69.7 + (ring ? 0 : static_cast<double>(pick(1'000'000)) * 1e-6));
      place.set("at", std::int64_t{1'772'337'600'000} + n * 60'000);
      place.set("origin", std::string("message_text"));
      out.records.push_back(std::move(place));
    }
    if (pick(100) == 0) {
      Record handle = record("identifier", path, n);
      handle.from.derived_from = id;
      handle.set("kind", std::string("handle"));
      handle.set("value", fmt::format("@example_{}", pick(100'000)));
      out.records.push_back(std::move(handle));
    }
    if (advert || pick(500) == 0) {
      Hit hit;
      hit.rule = advert ? "text:recruitment" : "text:drop_location";
      hit.category = hit.rule.substr(5);
      hit.weight = 70;
      hit.path = path;
      hit.record_id = id;
      out.hits.push_back(std::move(hit));
    }
    out.records.push_back(std::move(r));
  }

  int number_;
  std::int64_t messages_, contacts_;
  std::mt19937 chance_;
};

void make_case(const std::filesystem::path& dir, int devices, std::int64_t messages, std::int64_t contacts) {
  Result<CaseFolder> folder = CaseFolder::open_or_create(dir, {});
  if (!folder) throw std::runtime_error(folder.error().message);
  for (int i = 0; i < devices; ++i) {
    Phone phone(i, messages, contacts);
    SourceInfo source;
    source.name = phone.name();
    source.kind = "folder";
    folder->register_evidence(source.name, "/evidence/" + source.name);
    EvidenceDatabase db = EvidenceDatabase::create(folder->evidence_db_path(source.name), source);
    phone.write(db);
    fmt::print(stderr, "{} written\n", source.name);
  }
}

std::int64_t peak_resident_kib() {
  std::ifstream status("/proc/self/status");
  std::int64_t kib = 0;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:"))
      kib = std::max<std::int64_t>(kib, std::atoll(line.substr(line.find(':') + 1).c_str()));
  }
  return kib;
}

int run(int argc, char** argv) {
  if (argc < 2 || argc > 5) {
    fmt::print(stderr, "measure_joins DIR [DEVICES [MESSAGES [CONTACTS]]]\n");
    return 2;
  }
  const std::filesystem::path dir = argv[1];
  const int devices = argc > 2 ? std::atoi(argv[2]) : 40;
  const std::int64_t messages = argc > 3 ? std::atoll(argv[3]) : 100'000;
  const std::int64_t contacts = argc > 4 ? std::atoll(argv[4]) : 1000;
  if (devices < 1 || messages < 1 || contacts < 1) throw std::runtime_error("numbers above 0 are wanted");
  if (!std::filesystem::exists(dir / "case.db")) {
    make_case(dir, devices, messages, contacts);
    fmt::print(stderr, "the case is made; call again to measure\n");
    return 0;
  }
  Result<CaseFolder> folder = CaseFolder::open_or_create(dir, {});
  if (!folder) throw std::runtime_error(folder.error().message);
  const auto start = std::chrono::steady_clock::now();
  const CorrelateOutcome outcome = correlate(*folder);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  const double items = static_cast<double>(devices) * static_cast<double>(messages);
  fmt::print(
      "devices {}  messages {:.0f}  seconds {:.1f}  messages/s {:.0f}  peak MiB {}  links {}  persons {}  "
      "drops {}\n",
      devices, items, took.count(), items / took.count(), peak_resident_kib() / 1024, outcome.links,
      outcome.persons, outcome.drops);
  return 0;
}

}  // namespace
}  // namespace ulika

int main(int argc, char** argv) try { return ulika::run(argc, argv); } catch (const std::exception& e) {
  fmt::print(stderr, "measure_joins: {}\n", e.what());
  return 1;
}
