#include <cmath>
#include <optional>

#include "reports/export_formats.h"
#include "reports/export_values.h"
#include "reports/xml_escape.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

struct Place {
  double latitude = 0, longitude = 0;
};

// The place of a row; nothing where it has none that lies on Earth.
std::optional<Place> place_of(const ExportRow& row) {
  Place place;
  if (!read_number(row.find("latitude"), place.latitude) ||
      !read_number(row.find("longitude"), place.longitude)) {
    return std::nullopt;
  }
  if (std::fabs(place.latitude) > 90 || std::fabs(place.longitude) > 180) return std::nullopt;
  return place;
}

// Every location, also one without coordinates (a short map link); of messages those with a place; drops.
template <class Visit>
void for_each_place(const CaseReader& reader, std::string_view type, const Visit& visit) {
  for (const auto& item : reader.items()) {
    for (std::string_view each : {"location", "message"}) {
      if (!type.empty() && each != type) continue;
      for_each_row(*item, each, [&](const ExportRow& row) {
        const std::optional<Place> place = place_of(row);
        if (place || each == "location") visit(row, place);
      });
    }
  }
  if (!type.empty() && type != "drop") return;
  for_each_finding_row(reader, "drop", [&](const ExportRow& row) {
    if (const std::optional<Place> place = place_of(row)) visit(row, place);
  });
}

std::string coordinates(const Place& place) {
  std::string text;
  JsonWriter(text).value(place.longitude);
  text += ',';
  JsonWriter(text).value(place.latitude);
  return text;
}

void append_element(std::string& out, std::string_view name, std::string_view text) {
  out.append("<").append(name).append(">");
  append_xml(out, text);
  out.append("</").append(name).append(">");
}

// Map programs show a description as HTML, so what comes from evidence is escaped for HTML first, then for
// XML.
std::string description(const ExportRow& row) {
  std::string html;
  for (const ExportField& field : row.fields) {
    if (is_null(field.value)) continue;
    html += html.empty() ? "" : "<br>";
    append_xml(html, field.key);
    html += ": ";
    append_xml(html, value_text(field.kind, field.value));
  }
  return html;
}

void append_placemark(std::string& out, const ExportRow& row, const std::optional<Place>& place) {
  const Value* id = row.find("id");
  const Value* by = row.find(row.type == "location" ? "origin" : row.type == "drop" ? "source" : "app");
  std::string name(row.type);
  if (by != nullptr) name += " " + value_text(FieldKind::text, *by);
  out += "<Placemark id=\"r";
  append_xml(out, id == nullptr ? "" : value_text(FieldKind::text, *id));
  out += "\">";
  append_element(out, "name", name);
  if (const Value* at = row.find(row.type == "message" ? "sent_at" : "at")) {
    std::string when = value_text(FieldKind::time, *at);
    if (!when.empty() && row.find("zone") != nullptr) when.pop_back();  // a local time carries no Z
    if (!when.empty()) {
      out += "<TimeStamp>";
      append_element(out, "when", when);
      out += "</TimeStamp>";
    }
  }
  append_element(out, "description", description(row));
  if (place) {
    out += "<Point>";
    append_element(out, "coordinates", coordinates(*place));
    out += "</Point>";
  }
  out += "</Placemark>\n";
}

}  // namespace

void export_kml(const CaseReader& reader, std::string_view type, ExportSink& sink) {
  sink.text() +=
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>Ulika</name>\n";
  for_each_place(reader, type, [&](const ExportRow& row, const std::optional<Place>& place) {
    append_placemark(sink.text(), row, place);
    sink.row_done();
  });
  sink.text() += "</Document></kml>\n";
}

void export_geojson(const CaseReader& reader, std::string_view type, ExportSink& sink) {
  sink.text() += "{\"type\":\"FeatureCollection\",\"features\":[";
  const char* separator = "\n";
  for_each_place(reader, type, [&](const ExportRow& row, const std::optional<Place>& place) {
    sink.text() += separator;
    separator = ",\n";
    JsonWriter json(sink.text());
    json.begin_object().key("type").value("Feature");
    if (const Value* id = row.find("id")) json.key("id").value(std::string_view(std::get<std::string>(*id)));
    json.key("geometry");
    if (place) {
      json.begin_object().key("type").value("Point").key("coordinates").begin_array();
      json.value(place->longitude).value(place->latitude).end_array().end_object();
    } else {
      json.null();
    }
    json.key("properties");
    write_json_row(json, row);
    json.end_object();
    sink.row_done();
  });
  sink.text() += "\n]}\n";
}

}  // namespace ulika
