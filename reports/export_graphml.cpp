#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "reports/export_formats.h"
#include "reports/xml_escape.h"

namespace ulika {
namespace {

constexpr std::string_view kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
    "<key id=\"type\" for=\"node\" attr.name=\"type\" attr.type=\"string\"/>\n"
    "<key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
    "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
    "<key id=\"record\" for=\"node\" attr.name=\"record\" attr.type=\"string\"/>\n"
    "<key id=\"weight\" for=\"node\" attr.name=\"weight\" attr.type=\"double\"/>\n"
    "<key id=\"roles\" for=\"edge\" attr.name=\"roles\" attr.type=\"string\"/>\n"
    "<key id=\"name\" for=\"edge\" attr.name=\"name\" attr.type=\"string\"/>\n"
    "<key id=\"in\" for=\"edge\" attr.name=\"in\" attr.type=\"long\"/>\n"
    "<key id=\"out\" for=\"edge\" attr.name=\"out\" attr.type=\"long\"/>\n"
    "<graph id=\"case\" edgedefault=\"undirected\">\n";
constexpr std::string_view kFoot = "</graph>\n</graphml>\n";

void append_data(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  out.append("<data key=\"").append(key).append("\">");
  append_xml(out, value);
  out += "</data>";
}

nlohmann::json parsed(std::string_view json) {
  auto value = nlohmann::json::parse(json, nullptr, false);
  return value.is_array() ? value : nlohmann::json::array();
}

std::string text_of(const nlohmann::json& object, const char* key) {
  const auto it = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

// Texts of an array behind a key, apart by ", ".
std::string list_of(const nlohmann::json& object, const char* key) {
  std::string out;
  const auto it = object.is_object() ? object.find(key) : object.end();
  if (!object.is_object() || it == object.end() || !it->is_array()) return out;
  for (const auto& each : *it) {
    if (each.is_string()) out += (out.empty() ? "" : ", ") + each.get<std::string>();
  }
  return out;
}

std::string number_of(const nlohmann::json& object, const char* key) {
  const auto it = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && it != object.end() && it->is_number_integer() ? it->dump() : std::string();
}

class GraphWriter {
 public:
  explicit GraphWriter(ExportSink& sink) : sink_(sink) {}

  void device(const std::string& name) {
    const std::string id = "d" + std::to_string(devices_.size());
    if (!devices_.emplace(name, id).second) return;
    node(id, "device", "", name, "", "");
  }

  // A link or person with the devices that know it.
  std::string known(std::string_view prefix, const StoredRecord& stored, std::string_view type,
                    std::string_view kind, std::string_view label, std::string_view weight) {
    std::string id(prefix);
    id += stored.id;
    node(id, type, kind, label, stored.id, weight);
    for (const auto& device : parsed(stored.record.text("devices"))) {
      const auto at = devices_.find(text_of(device, "source"));
      if (at == devices_.end()) continue;
      std::string name = text_of(device, "name");
      if (name.empty()) name = list_of(device, "names");
      edge(at->second, id, list_of(device, "roles"), name, number_of(device, "in"), number_of(device, "out"));
    }
    return id;
  }

  void edge(std::string_view from, std::string_view to, std::string_view roles, std::string_view name,
            std::string_view in, std::string_view out) {
    std::string& text = sink_.text();
    text.append("<edge source=\"").append(from).append("\" target=\"").append(to).append("\">");
    append_data(text, "roles", roles);
    append_data(text, "name", name);
    append_data(text, "in", in);
    append_data(text, "out", out);
    text += "</edge>\n";
    sink_.row_done();
  }

 private:
  // Ids are ours and need no escape.
  void node(std::string_view id, std::string_view type, std::string_view kind, std::string_view label,
            std::string_view record, std::string_view weight) {
    std::string& text = sink_.text();
    text.append("<node id=\"").append(id).append("\">");
    append_data(text, "type", type);
    append_data(text, "kind", kind);
    append_data(text, "label", label);
    append_data(text, "record", record);
    append_data(text, "weight", weight);
    text += "</node>\n";
    sink_.row_done();
  }

  ExportSink& sink_;
  std::map<std::string, std::string> devices_;  // node by evidence name
};

std::string weight_of(const Record& record) {
  const Value* value = record.find("weight");
  const auto* weight = value != nullptr ? std::get_if<double>(value) : nullptr;
  std::string text;
  if (weight != nullptr) JsonWriter(text).value(*weight);
  return text;
}

}  // namespace

void export_graphml(const CaseReader& reader, std::string_view type, ExportSink& sink) {
  sink.text() += kHead;
  GraphWriter graph(sink);
  for (const auto& item : reader.items()) graph.device(item->source().name);
  std::map<std::pair<std::string, std::string>, std::string> shared;  // node by kind and value
  if (type.empty() || type == "link") {
    reader.for_each_finding("link", [&](const StoredRecord& stored) {
      const std::string kind(stored.record.text("kind")), value(stored.record.text("value"));
      shared[{kind, value}] = graph.known("l", stored, "link", kind, value, weight_of(stored.record));
    });
  }
  if (type.empty() || type == "person") {
    reader.for_each_finding("person", [&](const StoredRecord& stored) {
      std::string label(stored.record.text("name"));
      const nlohmann::json identifiers = parsed(stored.record.text("identifiers"));
      if (label.empty() && !identifiers.empty()) label = text_of(identifiers.front(), "value");
      const std::string id = graph.known("p", stored, "person", "", label, "");
      // What devices share belongs to a person, where it is one of the person's selectors.
      for (const auto& form : identifiers) {
        const auto at = shared.find({text_of(form, "kind"), text_of(form, "value")});
        if (at != shared.end()) graph.edge(id, at->second, "identifier", "", "", "");
      }
    });
  }
  sink.text() += kFoot;
}

}  // namespace ulika
