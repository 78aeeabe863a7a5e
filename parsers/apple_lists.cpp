#include "parsers/apple_lists.h"

#include <fmt/core.h>

#include <iterator>

#include "parsers/definition.h"
#include "triage/base/property_list.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxList = std::uint64_t{64} << 20;
using Node = PropertyList::Node;

class Writer {
 public:
  Writer(const ParseInput& input, const ParseSink& sink) : input_(input), sink_(sink) {}

  void write(Record&& record, std::string locator) {
    record.from.path = input_.path;
    record.from.parser = kAppleListsId;
    record.from.recovered = input_.recovered;
    record.from.locator = std::move(locator);
    sink_.record(std::move(record));
  }

  void identifier(const char* kind, const std::string& value, std::string locator) {
    if (value.empty()) return;
    Record record;
    record.type = "identifier";
    record.set("kind", std::string(kind));
    record.set("value", value);
    record.set("origin", std::string("app_db"));
    write(std::move(record), std::move(locator));
  }

  void event(const char* kind, Node at, const std::string& text, std::string locator) {
    Record record;
    record.type = "device_event";
    record.set("kind", std::string(kind));
    if (const auto time = at.date()) record.set("at", *time);
    if (!text.empty()) record.set("text", text);
    write(std::move(record), std::move(locator));
  }

  const std::string& path() const { return input_.path; }

 private:
  const ParseInput& input_;
  const ParseSink& sink_;
};

// SIM cards are the keys of PersonalWallet, those that were taken out too.
void read_cellular(Node root, Writer& writer) {
  writer.identifier("iccid", root.member("LastKnownICCID").text(), "plist:/LastKnownICCID");
  writer.identifier("iccid", root.member("ReportedSubscriberIdentity").text(),
                    "plist:/ReportedSubscriberIdentity");
  writer.identifier("phone", root.member("PhoneNumber").text(), "plist:/PhoneNumber");
  writer.identifier("phone", root.member("ReportedPhoneNumber").text(), "plist:/ReportedPhoneNumber");
  writer.identifier("meid", root.member("meid").text(), "plist:/meid");
  const Node imeis = root.member("imeis");
  for (std::size_t i = 0; i < imeis.count(); ++i)
    writer.identifier("imei", imeis.element(i).member("second").text(),
                      fmt::format("plist:/imeis/{}/second", i));
  const Node wallet = root.member("PersonalWallet");
  for (std::size_t i = 0; i < wallet.count(); ++i) {
    const auto [iccid, facts] = wallet.entry(i);
    const std::string place = "plist:/PersonalWallet/" + iccid;
    writer.identifier("iccid", iccid, place);
    for (const char* key : {"CopiedSIMPhoneNumber", "PNRPhoneNumber"})
      writer.identifier("phone", facts.member("phonebook").member(key).text(), place + "/phonebook/" + key);
    const Node rights = facts.member("CarrierEntitlements");
    writer.identifier("imsi", rights.member("lastGoodImsi").text(),
                      place + "/CarrierEntitlements/lastGoodImsi");
    writer.identifier("imei", rights.member("kEntitlementsSelfRegistrationUpdateImei").text(),
                      place + "/CarrierEntitlements/kEntitlementsSelfRegistrationUpdateImei");
  }
}

std::string name_of_network(Node network) {
  const std::string text = network.member("SSID_STR").text();
  return to_valid_utf8(text.empty() ? std::string(as_text(network.member("SSID").data())) : text);
}

// One event for each time that is kept of a network, and for each of its access points.
void network(Node facts, const std::string& name, const std::string& place, Writer& writer) {
  static constexpr std::pair<const char*, const char*> kTimes[] = {
      {"AddedAt", "Wi-Fi network added"},
      {"addedAt", "Wi-Fi network added"},
      {"JoinedByUserAt", "Wi-Fi network joined by the user"},
      {"JoinedBySystemAt", "Wi-Fi network joined"},
      {"lastJoined", "Wi-Fi network joined"},
      {"lastAutoJoined", "Wi-Fi network joined"},
      {"LastDiscoveredAt", "Wi-Fi network seen"},
  };
  for (const auto& [key, kind] : kTimes) {
    if (facts.member(key).exists()) writer.event(kind, facts.member(key), name, place + "/" + key);
  }
  const Node points = facts.member("BSSList");
  for (std::size_t i = 0; i < points.count(); ++i) {
    const Node point = points.element(i);
    writer.event("Wi-Fi access point joined", point.member("LastAssociatedAt"),
                 name + ", " + point.member("BSSID").text(), fmt::format("{}/BSSList/{}", place, i));
  }
}

// Since iOS 15 each network is a key of the list; before, and in the list of private addresses, they are
// members of arrays.
void read_networks(Node root, Writer& writer) {
  for (std::size_t i = 0; i < root.count(); ++i) {
    const auto [key, value] = root.entry(i);
    if (key.rfind("wifi.network.", 0) == 0) {
      const std::string name = name_of_network(value);
      network(value, name.empty() ? key : name, "plist:/" + key, writer);
    } else if (key == "List of known networks" || key == "List of scanned networks with private mac") {
      for (std::size_t k = 0; k < value.count(); ++k) {
        const Node facts = value.element(k);
        network(facts, name_of_network(facts) + ", " + facts.member("BSSID").text(),
                fmt::format("plist:/{}/{}", key, k), writer);
      }
    }
  }
}

void read_lease(Node root, Writer& writer) {
  std::string text = root.member("SSID").text();
  for (const char* key : {"IPAddress", "RouterIPAddress"}) {
    const std::string value = root.member(key).text();
    if (!value.empty()) text += (text.empty() ? "" : ", ") + fmt::format("{} {}", key, value);
  }
  writer.event("network address leased", root.member("LeaseStartDate"), text, "plist:/");
}

void read_device(Node root, Writer& writer) {
  Record device;
  device.type = "device";
  device.set("make", std::string("Apple"));
  const std::string system = root.member("-DarkProductVersion").text();
  const std::string name = root.member("-DeviceName").text();
  if (!system.empty()) device.set("os", "iOS " + system);
  if (!name.empty()) device.set("owner", name);
  writer.write(std::move(device), "plist:/");
  const std::string computer = root.member("com.apple.iTunes.backup-LastBackupComputerName").text();
  if (!computer.empty())
    writer.event("backup on a computer", {}, computer,
                 "plist:/com.apple.iTunes.backup-LastBackupComputerName");
}

// An archived array; the app is the folder's name.
void read_notifications(Node root, Writer& writer) {
  std::string_view folder = writer.path();
  folder = folder.substr(0, folder.rfind('/'));
  folder = folder.substr(folder.rfind('/') + 1);
  for (std::size_t i = 0; i < root.count(); ++i) {
    const Node facts = root.element(i);
    Record record;
    record.type = "message";
    record.set("app", std::string(folder));
    record.set("platform", std::string("ios"));
    const std::string title = facts.member("AppNotificationTitle").text();
    if (!title.empty()) record.set("sender", title);
    record.set("direction", std::string("in"));
    auto at = facts.member("AppNotificationCreationDate").date();
    if (!at) at = facts.member("RequestDate").date();
    if (at) record.set("sent_at", *at);
    std::string text = facts.member("AppNotificationSubtitle").text();
    const std::string body = facts.member("AppNotificationMessage").text();
    if (!body.empty()) text += (text.empty() ? "" : "\n") + body;
    if (!text.empty()) record.set("text", text);
    record.set("kind", std::string("notification"));
    writer.write(std::move(record), fmt::format("plist:/{}", i));
  }
}

struct KnownList {
  std::string_view path;
  void (*read)(Node, Writer&);
};

constexpr KnownList kLists[] = {
    {"com.apple.commcenter*.plist", read_cellular},
    {"com.apple.wifi*.plist", read_networks},
    {"dhcpclient/leases/*.plist", read_lease},
    {"Lockdown/data_ark.plist", read_device},
    {"UserNotifications/*/DeliveredNotifications.plist", read_notifications},
    {"UserNotifications/*/PendingNotifications.plist", read_notifications},
};

const KnownList* list_of(std::string_view path) {
  for (const KnownList& list : kLists) {
    if (path_matches(list.path, path)) return &list;
  }
  return nullptr;
}

}  // namespace

bool is_apple_list_path(std::string_view path) {
  return list_of(path) != nullptr;
}

bool is_apple_list(ParseInput& input) {
  return input.data->size() > 0;
}

void read_apple_list(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome) {
  const KnownList* known = list_of(input.path);
  outcome.claimed = known != nullptr;
  if (!known) return;
  const auto bytes = read_all(*input.data, kMaxList);
  const auto list = bytes ? PropertyList::read(*bytes) : tl::unexpected(bytes.error());
  if (!list) {
    Problem problem;
    problem.path = input.path;
    problem.stage = "parse";
    problem.state = ledger_state_of(list.error().kind);
    problem.reason = "apple_lists: " + list.error().message;
    sink.problem(std::move(problem));
    return;
  }
  Writer writer(input, sink);
  known->read(list->root(), writer);
}

}  // namespace ulika
