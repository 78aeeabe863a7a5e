#include <expat.h>
#include <fmt/core.h>

#include <map>

#include "parsers/abx_xml.h"
#include "parsers/source_tables.h"
#include "parsers/xml_repair.h"
#include "triage/base/json.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kPiece = 1 << 20;  // bytes given to the parser at a time

struct Open {
  std::int64_t id = 0;
  std::string name;
  std::string path;
  std::string xpath;
  std::string attributes;
  std::string text;
  std::size_t offset = 0;
  std::map<std::string, std::uint64_t> children;  // so many of each name until now
};

// Gathers elements and puts each into the table when it ends.
class ElementWriter {
 public:
  explicit ElementWriter(sqlite3* db) : elements_(db, "element", 9) {}

  template <class Attributes>
  bool open(std::string name, const Attributes& attributes, std::size_t offset) {
    if (open_.size() >= static_cast<std::size_t>(kMaxSourceDepth))
      return stop("its XML is nested too deeply");
    Open element;
    element.id = ++last_;
    element.offset = offset;
    if (open_.empty()) {
      element.path = element.xpath = "/" + name;
    } else {
      Open& parent = open_.back();
      element.path = parent.path + "/" + name;
      element.xpath = fmt::format("{}/{}[{}]", parent.xpath, name, ++parent.children[name]);
    }
    element.name = std::move(name);
    if (!attributes.empty()) {
      JsonWriter json(element.attributes);
      json.begin_object();
      for (const auto& [key, value] : attributes) json.key(key).value(std::string_view(value));
      json.end_object();
    }
    open_.push_back(std::move(element));
    return true;
  }

  bool text(std::string_view piece) {
    if (open_.empty()) return true;
    std::string& text = open_.back().text;
    if (text.size() + piece.size() > kMaxSourceText) return stop("a text of it is longer than 16 MiB");
    text.append(piece);
    return true;
  }

  bool close(std::size_t offset_after) {
    if (open_.empty()) return false;
    const Open& element = open_.back();
    const Cell parent = open_.size() < 2 ? Cell() : Cell(open_[open_.size() - 2].id);
    const bool blank = element.text.find_first_not_of(" \t\r\n") == std::string::npos;
    const bool added =
        elements_.add({element.id, parent, std::string_view(element.name), std::string_view(element.path),
                       std::string_view(element.xpath), blank ? Cell() : Cell(std::string_view(element.text)),
                       element.attributes.empty() ? Cell(std::string_view("{}"))
                                                  : Cell(std::string_view(element.attributes)),
                       whole(element.offset), whole(offset_after - element.offset)});
    open_.pop_back();
    if (!added) {
      full_ = true;
      return false;
    }
    return true;
  }

  // What is still open when the document ends too early is told as far as it came.
  void close_all(std::size_t offset) {
    while (!open_.empty() && close(offset)) {
    }
  }

  std::uint64_t seen() const { return static_cast<std::uint64_t>(last_); }

  Result<void> outcome() const {
    if (full_) return table_is_full();
    if (!stopped_.empty()) return fail(ErrorKind::limit, stopped_);
    return {};
  }

  bool stop(const char* why) {
    stopped_ = why;
    return false;
  }

 private:
  SourceTable elements_;
  std::vector<Open> open_;
  std::int64_t last_ = 0;
  bool full_ = false;
  std::string stopped_;
};

using Attributes = std::vector<std::pair<std::string, std::string>>;

// Expat's callbacks around an ElementWriter.
class PlainXml {
 public:
  // `skipped` bytes of the file stand before what the parser is given.
  PlainXml(XML_Parser parser, ElementWriter& writer, std::size_t skipped)
      : parser_(parser), writer_(writer), skipped_(skipped) {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* self, const char* name, const char** attributes) { of(self).open(name, attributes); },
        [](void* self, const char*) { of(self).close(); });
    XML_SetCharacterDataHandler(parser, [](void* self, const char* text, int length) {
      of(self).check(of(self).writer_.text({text, static_cast<std::size_t>(length)}));
    });
    XML_SetStartDoctypeDeclHandler(parser, [](void* self, const char*, const char*, const char*, int) {
      of(self).check(of(self).writer_.stop("it has a document type declaration"));
    });
    XML_SetUnknownEncodingHandler(parser, code_page, nullptr);
  }

 private:
  static PlainXml& of(void* self) { return *static_cast<PlainXml*>(self); }

  void check(bool go_on) {
    if (!go_on) XML_StopParser(parser_, XML_FALSE);
  }

  std::size_t here() const { return skipped_ + static_cast<std::size_t>(XML_GetCurrentByteIndex(parser_)); }

  void open(const char* name, const char** attributes) {
    Attributes list;
    for (; attributes[0]; attributes += 2) list.emplace_back(attributes[0], attributes[1]);
    check(writer_.open(name, list, here()));
  }

  void close() { check(writer_.close(here() + static_cast<std::size_t>(XML_GetCurrentByteCount(parser_)))); }

  static int code_page(void*, const XML_Char* name, XML_Encoding* info) {
    std::string lower(name);
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    for (const Encoding encoding : {Encoding::cp1251, Encoding::koi8_r, Encoding::cp866, Encoding::kz1048}) {
      if (lower != encoding_name(encoding)) continue;
      const auto& table = high_half(encoding);
      for (unsigned i = 0; i < 128; ++i) {
        info->map[i] = static_cast<int>(i);
        info->map[i + 128] = table[i] == 0 ? -1 : static_cast<int>(table[i]);
      }
      return XML_STATUS_OK;
    }
    return XML_STATUS_ERROR;
  }

  XML_Parser parser_;
  ElementWriter& writer_;
  std::size_t skipped_;
};

// Blank lines before the declaration, which some programs write and the standard forbids.
std::size_t blank_before_declaration(Bytes bytes) {
  const std::string_view text = as_text(bytes);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text.substr(first, 5) == "<?xml" ? first : 0;
}

Result<void> fill_plain(Bytes bytes, ElementWriter& writer) {
  std::vector<std::byte> repaired(bytes.begin(), bytes.end());
  const bool wide =
      bytes.size() >= 2 && (as_text(bytes.first(2)) == "\xFF\xFE" || as_text(bytes.first(2)) == "\xFE\xFF");
  if (!wide) repair_xml(repaired);
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate(nullptr), XML_ParserFree);
  const std::size_t skipped = blank_before_declaration(repaired);
  const PlainXml callbacks(parser.get(), writer, skipped);
  for (std::size_t at = skipped;; at += kPiece) {
    const std::size_t from = std::min(at, repaired.size());
    const Bytes piece = Bytes(repaired).subspan(from, std::min(kPiece, repaired.size() - from));
    const auto status = XML_Parse(parser.get(), reinterpret_cast<const char*>(piece.data()),
                                  static_cast<int>(piece.size()), piece.empty());
    if (status != XML_STATUS_OK) {
      const auto where = skipped + static_cast<std::size_t>(XML_GetCurrentByteIndex(parser.get()));
      auto outcome = writer.outcome();
      writer.close_all(where);
      if (!outcome) return outcome;
      if (writer.seen() == 0) return fail(ErrorKind::unsupported, "it is no XML");
      return fail(ErrorKind::damaged, fmt::format("the XML is damaged at byte {} ({})", where,
                                                  XML_ErrorString(XML_GetErrorCode(parser.get()))));
    }
    if (piece.empty()) return {};
  }
}

}  // namespace

Result<void> fill_xml(Bytes bytes, sqlite3* db) {
  ElementWriter writer(db);
  if (!is_abx(bytes)) return fill_plain(bytes, writer);
  AbxHandler handler;
  handler.open = [&](const std::string& name, const AbxHandler::Attributes& attributes, std::size_t offset) {
    return writer.open(name, attributes, offset);
  };
  handler.close = [&](std::size_t offset) { return writer.close(offset); };
  handler.text = [&](std::string_view text) { return writer.text(text); };
  auto read = read_abx(bytes, handler);
  const auto outcome = writer.outcome();
  writer.close_all(bytes.size());
  return outcome ? read : outcome;
}

}  // namespace ulika
