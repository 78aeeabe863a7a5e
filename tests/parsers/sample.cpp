#include "tests/parsers/sample.h"

#include <expat.h>
#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "triage/base/json.h"
#include "triage/base/text.h"
#include "triage/base/time.h"
#include "triage/model/record_schema.h"

namespace ulika::test {
namespace {

// Text as bytes of an encoding; what it has no sign for is a mistake of the sample.
std::vector<std::byte> encoded(const std::string& text, const std::string& encoding) {
  std::vector<std::byte> bytes;
  const auto put = [&](unsigned value) { bytes.push_back(static_cast<std::byte>(value & 0xFF)); };
  if (encoding == "utf-16le") {
    put(0xFF);
    put(0xFE);
  }
  for (std::size_t at = 0; at < text.size();) {
    if (encoding.empty()) {
      put(static_cast<unsigned char>(text[at++]));
      continue;
    }
    const char32_t c = next_code_point(text, at);
    if (encoding == "utf-16le") {
      put(c);
      put(c >> 8);
    } else if (c < 0x80) {
      put(c);
    } else {
      const auto& table = high_half(Encoding::cp1251);
      const auto found = std::find(table.begin(), table.end(), static_cast<char16_t>(c));
      if (encoding != "windows-1251" || found == table.end()) throw std::runtime_error("sample: " + encoding);
      put(0x80 + static_cast<unsigned>(found - table.begin()));
    }
  }
  return bytes;
}

// Writes the tokens that Android's BinaryXmlSerializer would.
class AbxWriter {
 public:
  AbxWriter() { bytes_ = {std::byte{'A'}, std::byte{'B'}, std::byte{'X'}, std::byte{0}, std::byte{0x10}}; }

  void open(const char* name, const char** attributes) {
    byte(0x32);
    interned(name);
    for (; attributes[0]; attributes += 2) {
      byte(0x2F);
      interned(attributes[0]);
      text(attributes[1]);
    }
  }
  void close(const char* name) {
    byte(0x33);
    interned(name);
  }
  void characters(const std::string& piece) {
    byte(0x24);
    text(piece);
  }
  std::vector<std::byte> finish() {
    byte(0x11);
    return bytes_;
  }

 private:
  void byte(unsigned value) { bytes_.push_back(static_cast<std::byte>(value & 0xFF)); }
  void text(const std::string& value) {
    byte(static_cast<unsigned>(value.size() >> 8));
    byte(static_cast<unsigned>(value.size()));
    for (char c : value) byte(static_cast<unsigned char>(c));
  }
  void interned(const std::string& name) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    const auto index = static_cast<unsigned>(found - names_.begin());
    if (found != names_.end()) {
      byte(index >> 8);
      byte(index);
      return;
    }
    names_.push_back(name);
    byte(0xFF);
    byte(0xFF);
    text(name);
  }

  std::vector<std::byte> bytes_;
  std::vector<std::string> names_;
};

// A protobuf message from lines "1: 5", "2: \"text\"" and "3 {" … "}".
class ProtobufWriter {
 public:
  explicit ProtobufWriter(const std::string& text) : lines_(text) {}

  std::string message() {
    std::string out;
    for (std::string line; std::getline(lines_, line);) {
      std::istringstream words(line);
      std::uint64_t number = 0;
      if (line.find('}') != std::string::npos && line.find('"') == std::string::npos) break;
      if (!(words >> number)) continue;
      const auto quote = line.find('"');
      if (quote != std::string::npos) {
        bytes(out, number, line.substr(quote + 1, line.rfind('"') - quote - 1));
      } else if (line.find('{') != std::string::npos) {
        bytes(out, number, message());
      } else {
        varint(out, number << 3);
        varint(out, std::stoull(line.substr(line.find(':') + 1)));
      }
    }
    return out;
  }

 private:
  static void varint(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
    out.push_back(static_cast<char>(value));
  }
  static void bytes(std::string& out, std::uint64_t number, const std::string& value) {
    varint(out, number << 3 | 2);
    varint(out, value.size());
    out += value;
  }
  std::istringstream lines_;
};

}  // namespace

std::vector<std::byte> to_abx(const std::string& xml) {
  AbxWriter writer;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &writer);
  XML_SetElementHandler(
      parser,
      [](void* self, const char* name, const char** attributes) {
        static_cast<AbxWriter*>(self)->open(name, attributes);
      },
      [](void* self, const char* name) { static_cast<AbxWriter*>(self)->close(name); });
  XML_SetCharacterDataHandler(parser, [](void* self, const char* text, int length) {
    static_cast<AbxWriter*>(self)->characters({text, static_cast<std::size_t>(length)});
  });
  const bool good = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
  XML_ParserFree(parser);
  if (!good) throw std::runtime_error("sample: no XML");
  return writer.finish();
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::byte> make_database(const std::string& script) {
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  char* message = nullptr;
  sqlite3_exec(db, script.c_str(), nullptr, nullptr, &message);
  if (message) throw std::runtime_error(message);
  sqlite3_int64 size = 0;
  unsigned char* data = sqlite3_serialize(db, "main", &size, 0);
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  std::transform(data, data + size, bytes.begin(), [](unsigned char c) { return std::byte{c}; });
  sqlite3_free(data);
  sqlite3_close(db);
  return bytes;
}

std::vector<SampleFile> read_sample(const std::string& text) {
  static const std::string kMark = "-- file: ";
  std::vector<SampleFile> files;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(kMark, 0) == 0) {
      files.push_back({line.substr(kMark.size()), {}, {}});
    } else if (!files.empty()) {
      files.back().script += line + "\n";
    }
  }
  for (auto& file : files) file.bytes = make_database(file.script);
  return files;
}

std::vector<SampleFile> read_file_sample(const std::string& text) {
  static const std::string kFile = "-- file: ";
  static const std::string kEncoding = "-- encoding: ";
  std::vector<SampleFile> files;
  std::vector<std::string> encodings;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(kFile, 0) == 0) {
      files.push_back({line.substr(kFile.size()), {}, {}});
      encodings.emplace_back();
    } else if (!files.empty() && files.back().script.empty() && line.rfind(kEncoding, 0) == 0) {
      encodings.back() = line.substr(kEncoding.size());
    } else if (!files.empty()) {
      files.back().script += line + "\n";
    }
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (encodings[i] == "abx") {
      files[i].bytes = to_abx(files[i].script);
    } else if (encodings[i] == "protobuf") {
      files[i].bytes = encoded(ProtobufWriter(files[i].script).message(), "");
    } else {
      files[i].bytes = encoded(files[i].script, encodings[i]);
    }
  }
  return files;
}

std::size_t Parsed::count(std::string_view type) const {
  return static_cast<std::size_t>(
      std::count_if(records.begin(), records.end(), [&](const Record& r) { return r.type == type; }));
}

Parsed parse_files(const ParserSet& parsers, const std::vector<SampleFile>& files, const std::string& mime) {
  Parsed parsed;
  MemorySource source(files.at(0).bytes);
  ParseInput input;
  input.path = files[0].path;
  input.mime = mime;
  input.data = &source;
  for (std::size_t i = 1; i < files.size(); ++i) {
    input.companions.push_back({files[i].path, std::make_unique<MemorySource>(files[i].bytes)});
  }
  ParseSink sink;
  sink.record = [&](Record&& record) { parsed.records.push_back(std::move(record)); };
  sink.problem = [&](Problem&& problem) { parsed.problems.push_back(std::move(problem)); };
  parsed.outcome = parsers.parse(input, sink);
  return parsed;
}

const ParserSet& built_in() {
  static const ParserSet parsers = [] {
    auto loaded = ParserSet::load({});
    if (!loaded) throw std::runtime_error(loaded.error().message);
    return std::move(*loaded);
  }();
  return parsers;
}

std::string to_jsonl(const Parsed& parsed) {
  std::string out;
  for (const Record& record : parsed.records) {
    JsonWriter json(out);
    json.begin_object().key("type").value(record.type);
    for (const FieldSpec& field : find_record_spec(record.type)->fields) {
      const Value* value = record.find(field.key);
      if (!value) continue;
      json.key(field.key);
      if (const auto* number = std::get_if<std::int64_t>(value)) {
        if (field.kind == FieldKind::time) {
          json.value(format_rfc3339(*number));
        } else if (field.kind == FieldKind::boolean) {
          json.value(*number != 0);
        } else {
          json.value(*number);
        }
      } else if (const auto* real = std::get_if<double>(value)) {
        json.value(*real);
      } else if (const auto* text = std::get_if<std::string>(value)) {
        if (field.kind == FieldKind::json) {
          json.raw(*text);
        } else {
          json.value(*text);
        }
      }
    }
    json.key("path").value(record.from.path).key("locator").value(record.from.locator);
    json.key("parser").value(record.from.parser).key("recovered").value(record.from.recovered).end_object();
    out += "\n";
  }
  for (const Problem& problem : parsed.problems) {
    JsonWriter json(out);
    json.begin_object().key("type").value("problem").key("state").value(ledger_state_name(problem.state));
    json.key("reason").value(problem.reason).key("path").value(problem.path).end_object();
    out += "\n";
  }
  if (!parsed.outcome.text.empty()) {
    JsonWriter json(out);
    json.begin_object().key("type").value("text").key("text").value(parsed.outcome.text).end_object();
    out += "\n";
  }
  return out;
}

}  // namespace ulika::test
