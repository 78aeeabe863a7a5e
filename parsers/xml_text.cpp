#include "parsers/xml_text.h"

#include <expat.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <memory>

#include "parsers/definition.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxText = 32 << 20;  // bytes
constexpr int kMaxDepth = 500;

constexpr std::string_view kParts[] = {
    "word/document.xml",
    "word/header*.xml",
    "word/footer*.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/comments.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet*.xml",
    "xl/comments*.xml",
    "ppt/slides/slide*.xml",
    "ppt/notesSlides/notesSlide*.xml",
    "content.xml",
};

std::string_view local_name(const char* name) {
  const std::string_view full(name);
  const auto colon = full.rfind(':');
  return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

class Collector {
 public:
  explicit Collector(XML_Parser parser) : parser_(parser) {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser, [](void* self, const char* name, const char**) { of(self).open(name); },
        [](void* self, const char* name) { of(self).close(name); });
    XML_SetCharacterDataHandler(parser, [](void* self, const char* text, int length) {
      of(self).add({text, static_cast<std::size_t>(length)});
    });
    XML_SetStartDoctypeDeclHandler(parser, [](void* self, const char*, const char*, const char*, int) {
      of(self).stop("it has a document type declaration");
    });
  }

  XmlText out;

 private:
  static Collector& of(void* self) { return *static_cast<Collector*>(self); }

  void stop(const char* why) {
    out.damage = why;
    XML_StopParser(parser_, XML_FALSE);
  }

  // OOXML keeps text in elements t, OpenDocument directly in paragraphs p and headings h.
  void open(const char* name) {
    if (++depth_ > kMaxDepth) return stop("it is nested too deeply");
    const std::string_view local = local_name(name);
    const bool odf = std::string_view(name).substr(0, 5) == "text:";
    if (local == "t" || (odf && (local == "p" || local == "h"))) ++inside_;
    if (local == "tab" || (odf && local == "s")) add_mark(local == "tab" ? '\t' : ' ');
    if (local == "br" || local == "line-break") add_mark('\n');
  }

  void close(const char* name) {
    --depth_;
    const std::string_view local = local_name(name);
    const bool odf = std::string_view(name).substr(0, 5) == "text:";
    if (local == "t" || (odf && (local == "p" || local == "h"))) --inside_;
    if (local == "p" || local == "h" || local == "si" || local == "is") add_mark('\n');
  }

  void add_mark(char mark) {
    if (!out.text.empty() && out.text.back() != '\n') out.text.push_back(mark);
  }

  void add(std::string_view text) {
    if (inside_ <= 0) return;
    if (out.text.size() + text.size() > kMaxText) return stop("its text is longer than 32 MiB");
    out.text.append(text);
  }

  XML_Parser parser_;
  int depth_ = 0;
  int inside_ = 0;
};

}  // namespace

bool is_document_part(std::string_view path) {
  return std::any_of(std::begin(kParts), std::end(kParts),
                     [&](std::string_view part) { return path_matches(part, path); });
}

XmlText read_xml_text(ByteSource& source) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate(nullptr), XML_ParserFree);
  Collector collector(parser.get());
  std::array<std::byte, 65536> buffer;
  for (std::uint64_t at = 0;;) {
    const auto read = source.read(at, buffer);
    const std::size_t got = read ? *read : 0;
    at += got;
    const auto status = XML_Parse(parser.get(), reinterpret_cast<const char*>(buffer.data()),
                                  static_cast<int>(got), got == 0);
    if (status != XML_STATUS_OK) {
      if (collector.out.damage.empty()) {
        collector.out.damage =
            fmt::format("the XML is damaged at byte {} ({})", XML_GetCurrentByteIndex(parser.get()),
                        XML_ErrorString(XML_GetErrorCode(parser.get())));
      }
      break;
    }
    if (got == 0) break;
  }
  while (!collector.out.text.empty() && collector.out.text.back() == '\n') collector.out.text.pop_back();
  return std::move(collector.out);
}

void read_document_part(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome) {
  XmlText xml = read_xml_text(*input.data);
  outcome.text = std::move(xml.text);
  if (xml.damage.empty()) return;
  Problem problem;
  problem.path = input.path;
  problem.stage = "parse";
  problem.reason = std::string(kXmlTextId) + ": " + xml.damage;
  sink.problem(std::move(problem));
}

}  // namespace ulika
