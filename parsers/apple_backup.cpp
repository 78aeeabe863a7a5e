#include "parsers/apple_backup.h"

#include <fmt/core.h>

#include "triage/base/property_list.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxList = std::uint64_t{64} << 20;
using Node = PropertyList::Node;

Result<PropertyList> list_of(ParseInput& input) {
  const auto bytes = read_all(*input.data, kMaxList);
  if (!bytes) return tl::unexpected(bytes.error());
  return PropertyList::read(*bytes);
}

bool is_info(Node root) {
  return root.member("Target Identifier").exists() || root.member("Unique Identifier").exists() ||
         (root.member("Product Type").exists() && root.member("Device Name").exists());
}

bool is_manifest(Node root) {
  return root.member("Lockdown").is_dictionary() &&
         (root.member("IsEncrypted").exists() || root.member("BackupKeyBag").exists());
}

class Writer {
 public:
  Writer(const ParseInput& input, const ParseSink& sink) : input_(input), sink_(sink) {}

  void write(Record&& record, std::string locator) {
    record.from.path = input_.path;
    record.from.parser = kAppleBackupId;
    record.from.recovered = input_.recovered;
    record.from.locator = std::move(locator);
    sink_.record(std::move(record));
  }

  void identifier(const char* kind, Node root, const char* key) {
    const std::string value = root.member(key).text();
    if (value.empty()) return;
    Record record;
    record.type = "identifier";
    record.set("kind", std::string(kind));
    record.set("value", value);
    record.set("origin", std::string("app_db"));
    write(std::move(record), fmt::format("plist:/{}", key));
  }

  void app(const std::string& package, const std::string& version, std::string locator) {
    if (package.empty()) return;
    Record record;
    record.type = "app_installed";
    record.set("package", package);
    if (!version.empty()) record.set("version", version);
    write(std::move(record), std::move(locator));
  }

 private:
  const ParseInput& input_;
  const ParseSink& sink_;
};

void set_text(Record& record, std::string_view key, const std::string& value) {
  if (!value.empty()) record.set(key, value);
}

// `keys` name the device, its type, system, build and serial number in this list.
struct DeviceKeys {
  const char *name, *type, *system, *build, *serial;
};

Record device_of(Node facts, const DeviceKeys& keys) {
  Record device;
  device.type = "device";
  device.set("make", std::string("Apple"));
  set_text(device, "model", facts.member(keys.type).text());
  const std::string system = facts.member(keys.system).text();
  const std::string build = facts.member(keys.build).text();
  if (!system.empty())
    device.set("os", build.empty() ? "iOS " + system : fmt::format("iOS {} ({})", system, build));
  set_text(device, "serial", facts.member(keys.serial).text());
  set_text(device, "owner", facts.member(keys.name).text());
  return device;
}

void read_info(Node root, Writer& writer) {
  Record device =
      device_of(root, {"Device Name", "Product Type", "Product Version", "Build Version", "Serial Number"});
  set_text(device, "imei", root.member("IMEI").text());
  set_text(device, "phone", root.member("Phone Number").text());
  writer.write(std::move(device), "plist:/");
  writer.identifier("imei", root, "IMEI");
  writer.identifier("imei", root, "IMEI 2");
  writer.identifier("meid", root, "MEID");
  writer.identifier("iccid", root, "ICCID");
  writer.identifier("phone", root, "Phone Number");
  const Node apps = root.member("Installed Applications");
  for (std::size_t i = 0; i < apps.count(); ++i) {
    writer.app(apps.element(i).text(), "", fmt::format("plist:/Installed Applications/{}", i));
  }
}

void read_manifest(Node root, Writer& writer) {
  writer.write(device_of(root.member("Lockdown"),
                         {"DeviceName", "ProductType", "ProductVersion", "BuildVersion", "SerialNumber"}),
               "plist:/Lockdown");
  const Node apps = root.member("Applications");
  for (std::size_t i = 0; i < apps.count(); ++i) {
    const auto [package, facts] = apps.entry(i);
    writer.app(package, facts.member("CFBundleVersion").text(), "plist:/Applications/" + package);
  }
}

}  // namespace

bool is_apple_backup_list(ParseInput& input) {
  const auto list = list_of(input);
  return list && (is_info(list->root()) || is_manifest(list->root()));
}

void read_apple_backup_list(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome) {
  const auto list = list_of(input);
  outcome.claimed = list.has_value();
  if (!list) return;
  Writer writer(input, sink);
  const Node root = list->root();
  is_manifest(root) ? read_manifest(root, writer) : read_info(root, writer);
}

}  // namespace ulika
