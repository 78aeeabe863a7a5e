// GraphML: well-formed whatever evidence says, and the same graph as the findings.
#include <expat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "reports/export.h"
#include "tests/case_sample.h"
#include "triage/base/json.h"
#include "triage/case/finding_rows.h"

namespace ulika {
namespace {

using test::TempDir;
using testing::HasSubstr;
using testing::Not;

struct Graph {
  bool well_formed = false;
  std::map<std::string, std::string> labels;               // of nodes, by id
  std::vector<std::pair<std::string, std::string>> edges;  // ids
  std::string node, key;
};

Graph read(const std::string& xml) {
  Graph graph;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &graph);
  XML_SetElementHandler(
      parser,
      [](void* data, const char* name, const char** attributes) {
        auto& g = *static_cast<Graph*>(data);
        std::map<std::string, std::string> said;
        for (; *attributes != nullptr; attributes += 2) said[attributes[0]] = attributes[1];
        if (std::string(name) == "node") g.labels[g.node = said["id"]];
        if (std::string(name) == "edge") g.edges.emplace_back(said["source"], said["target"]), g.node.clear();
        g.key = std::string(name) == "data" ? said["key"] : "";
      },
      [](void* data, const char*) { static_cast<Graph*>(data)->key.clear(); });
  XML_SetCharacterDataHandler(parser, [](void* data, const char* text, int size) {
    auto& g = *static_cast<Graph*>(data);
    if (g.key == "label" && !g.node.empty()) g.labels[g.node].append(text, static_cast<std::size_t>(size));
  });
  graph.well_formed = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
  XML_ParserFree(parser);
  return graph;
}

std::string exported(const std::vector<std::pair<std::string, Record>>& findings,
                     const std::string& type = "") {
  TempDir dir;
  for (const char* name : {"phone1", "phone2"}) {
    test::make_case(dir / "case", test::sample_source(name), [](EvidenceDatabase& db) {
      db.begin_listing();
      db.finish_listing();
    });
  }
  {
    auto folder = CaseFolder::open_or_create(dir / "case", {});
    Transaction all(folder->db());
    FindingRows rows(folder->db());
    for (const auto& [id, finding] : findings) rows.add(id, finding);
    all.commit();
  }
  const auto reader = CaseReader::open(dir / "case");
  std::ostringstream out;
  const auto done = export_case(*reader, {"graphml", type}, out);
  return done ? out.str() : "refused: " + done.error().message;
}

Record finding(const std::string& type, std::vector<std::pair<std::string, Value>> fields) {
  Record record;
  record.type = type;
  record.fields = std::move(fields);
  return record;
}

Record shared_phone(const std::string& value, const std::string& name) {
  std::string devices =
      "[{\"source\":\"phone1\",\"roles\":[\"own\"]},{\"source\":\"phone2\",\"roles\":[\"peer\"],\"name\":";
  JsonWriter(devices).value(name);
  devices += ",\"in\":3,\"out\":4}]";
  return finding("link",
                 {{"kind", std::string("phone")}, {"value", value}, {"weight", 0.9}, {"devices", devices}});
}

TEST(ExportGraphml, DevicesLinksAndPersonsAreNodesThatTheirEdgesJoin) {
  const Record link = shared_phone("+447700900101", "Куратор");
  const Record person =
      finding("person", {{"name", std::string("Куратор")},
                         {"identifiers", std::string(R"([{"kind":"phone","value":"+447700900101"}])")},
                         {"devices", std::string(R"([{"source":"phone2","roles":["peer"]}])")}});
  const std::string xml = exported({{"aa", link}, {"bb", person}});
  const Graph graph = read(xml);
  ASSERT_TRUE(graph.well_formed) << xml;
  EXPECT_EQ(graph.labels,
            (std::map<std::string, std::string>{
                {"d0", "phone1"}, {"d1", "phone2"}, {"laa", "+447700900101"}, {"pbb", "Куратор"}}));
  EXPECT_EQ(graph.edges, (std::vector<std::pair<std::string, std::string>>{
                             {"d0", "laa"}, {"d1", "laa"}, {"d1", "pbb"}, {"pbb", "laa"}}));
  EXPECT_THAT(xml, HasSubstr("<data key=\"in\">3</data><data key=\"out\">4</data>"));
  EXPECT_EQ(xml, exported({{"aa", link}, {"bb", person}}));
}

TEST(ExportGraphml, HostileTextStaysText) {
  for (const std::string& text :
       {std::string("</data></node><node id=\"d0\">"), std::string("a & b \" ' ]]>"),
        std::string("<!DOCTYPE x [<!ENTITY y \"z\">]>"), std::string("\x01\x08\x1F"),
        std::string("\xEF\xBF\xBE\xED\xA0\x80"), std::string("\xFF\xFE"),
        std::string("\xE2\x80\xAE"
                    "txt.exe")}) {
    const std::string xml = exported({{"aa", shared_phone(text, text)}});
    const Graph graph = read(xml);
    EXPECT_TRUE(graph.well_formed) << xml;
    EXPECT_EQ(graph.labels.size(), 3u) << xml;
    EXPECT_EQ(graph.edges.size(), 2u) << xml;
    EXPECT_THAT(xml, Not(HasSubstr("\xE2\x80\xAE"))) << "turns the direction of text";
  }
}

TEST(ExportGraphml, HoldsLinksAndPersonsOnly) {
  EXPECT_TRUE(read(exported({})).well_formed);
  EXPECT_TRUE(read(exported({{"aa", shared_phone("x", "y")}}, "person")).edges.empty());
  EXPECT_THAT(exported({}, "message"), HasSubstr("its types are link and person"));
}

}  // namespace
}  // namespace ulika
