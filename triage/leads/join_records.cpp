#include "triage/leads/join_records.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "triage/base/json.h"
#include "triage/case/ids.h"

namespace ulika {
namespace {

constexpr std::array<std::pair<SightingRole, std::string_view>, 4> kRoles = {
    {{kRoleOwn, "own"}, {kRoleContact, "contact"}, {kRolePeer, "peer"}, {kRoleMentioned, "mentioned"}}};
constexpr std::size_t kMostListed = 100;  // joins and selectors of one person that are told

void write_roles(JsonWriter& json, std::uint8_t roles) {
  json.key("roles").begin_array();
  for (const std::string_view role : role_names(roles)) json.value(role);
  json.end_array();
}

void write_count(JsonWriter& json, std::string_view key, std::uint32_t count) {
  if (count != 0) json.key(key).value(static_cast<std::int64_t>(count));
}

template <class Write>
std::string array_of(const Write& write) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  write(json);
  json.end_array();
  return out;
}

double rounded(double number, double steps) {
  return std::round(number * steps) / steps;
}

void write_form(JsonWriter& json, const SelectorForm& form) {
  json.begin_object().key("kind").value(form.kind).key("value").value(form.value).end_object();
}

}  // namespace

std::vector<std::string_view> role_names(std::uint8_t roles) {
  std::vector<std::string_view> names;
  for (const auto& [bit, name] : kRoles) {
    if ((roles & bit) != 0) names.push_back(name);
  }
  return names;
}

std::string link_id(const Link& link) {
  return stable_id({"link", link.form.kind, link.form.value});
}

Record link_record(const Link& link, const std::vector<std::string>& sources) {
  Record record;
  record.type = "link";
  record.set("kind", link.form.kind);
  record.set("value", link.form.value);
  record.set("weight", link.weight);
  record.set("sources", array_of([&](JsonWriter& json) {
               for (const DeviceSighting& seen : link.devices) json.value(sources[seen.device]);
             }));
  record.set("reasons", array_of([&](JsonWriter& json) {
               for (const LinkReason& reason : link.reasons) {
                 json.begin_object().key("code").value("link_" + reason.code);
                 json.key("factor").value(rounded(reason.factor, 1000));
                 if (!reason.numbers.empty()) {
                   json.key("numbers").begin_array();
                   for (const std::int64_t number : reason.numbers) json.value(number);
                   json.end_array();
                 }
                 json.end_object();
               }
             }));
  record.set("devices", array_of([&](JsonWriter& json) {
               for (const DeviceSighting& seen : link.devices) {
                 json.begin_object().key("source").value(sources[seen.device]);
                 write_roles(json, seen.roles);
                 if (!seen.label.empty()) json.key("name").value(seen.label);
                 write_count(json, "in", seen.in);
                 write_count(json, "out", seen.out);
                 write_count(json, "chats", static_cast<std::uint32_t>(seen.chats.size()));
                 json.end_object();
               }
             }));
  record.set("records", array_of([&](JsonWriter& json) {
               for (const DeviceSighting& seen : link.devices) {
                 for (const std::string& id : seen.record_ids) json.value(id);
               }
             }));
  return record;
}

Record person_record(const Person& person, const std::vector<std::string>& sources) {
  Record record;
  record.type = "person";
  std::set<std::string> names;
  for (const PersonDevice& device : person.devices) names.insert(device.names.begin(), device.names.end());
  if (!person.name.empty()) record.set("name", person.name);
  if (!names.empty()) {
    record.set("names", array_of([&](JsonWriter& json) {
                 for (const std::string& name : names) json.value(name);
               }));
  }
  record.set("sources", array_of([&](JsonWriter& json) {
               for (const PersonDevice& device : person.devices) json.value(sources[device.device]);
             }));
  record.set("identifiers", array_of([&](JsonWriter& json) {
               for (std::size_t i = 0; i < std::min(kMostListed, person.selectors.size()); ++i) {
                 write_form(json, person.selectors[i]);
               }
             }));
  record.set("devices", array_of([&](JsonWriter& json) {
               for (const PersonDevice& device : person.devices) {
                 json.begin_object().key("source").value(sources[device.device]);
                 write_roles(json, device.roles);
                 if (!device.names.empty()) {
                   json.key("names").begin_array();
                   for (const std::string& name : device.names) json.value(name);
                   json.end_array();
                 }
                 write_count(json, "in", device.in);
                 write_count(json, "out", device.out);
                 json.end_object();
               }
             }));
  if (!person.joins.empty()) {
    record.set("reasons", array_of([&](JsonWriter& json) {
                 for (std::size_t i = 0; i < std::min(kMostListed, person.joins.size()); ++i) {
                   const PersonJoin& join = person.joins[i];
                   json.begin_object().key("code").value("person_" + join.code);
                   json.key("a");
                   write_form(json, join.a);
                   json.key("b");
                   write_form(json, join.b);
                   json.key("source").value(sources[join.device]);
                   if (!join.record_id.empty())
                     json.key("ids").begin_array().value(join.record_id).end_array();
                   json.end_object();
                 }
               }));
  }
  return record;
}

Record drop_record(const Drop& drop) {
  Record record;
  record.type = "drop";
  record.set("source", drop.sources.front());
  record.set("latitude", drop.latitude);
  record.set("longitude", drop.longitude);
  if (drop.at != 0) record.set("at", drop.at);
  record.set("score", rounded(drop.score, 10));
  std::set<std::string> ids;
  for (const DropPart& part : drop.parts) ids.insert(part.record_id);
  record.set("parts", array_of([&](JsonWriter& json) {
               for (const std::string& id : ids) json.value(id);
             }));
  record.set("reasons", array_of([&](JsonWriter& json) {
               for (const DropReason& reason : drop.reasons) {
                 json.begin_object().key("code").value("drop_" + reason.rule);
                 json.key("points").value(rounded(reason.points, 10));
                 json.key("numbers").begin_array().value(reason.count).end_array();
                 json.key("ids").begin_array();
                 for (const DropPart& part : drop.parts) {
                   if (part.rule == reason.rule) json.value(part.record_id);
                 }
                 json.end_array().end_object();
               }
             }));
  record.set("sources", array_of([&](JsonWriter& json) {
               for (const std::string& source : drop.sources) json.value(source);
             }));
  return record;
}

}  // namespace ulika
