#include "triage/base/xml_stream.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "triage/base/bytes.h"

namespace ulika {
namespace {

constexpr std::size_t kWindow = std::size_t{256} << 10;
constexpr unsigned kMaxDepth = 100;

class Walk {
 public:
  Walk(XML_Parser parser, const XmlHandler& handler) : parser_(parser), handler_(handler) {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser, [](void* self, const char* name, const char** pairs) { of(self).open(name, pairs); },
        [](void* self, const char* name) { of(self).close(name); });
    XML_SetCharacterDataHandler(parser, [](void* self, const char* text, int length) {
      of(self).handler_.text({text, static_cast<std::size_t>(length)});
    });
    XML_SetStartDoctypeDeclHandler(parser, [](void* self, const char*, const char*, const char*, int) {
      of(self).stop(Error{ErrorKind::unsupported, "it has a document type declaration"});
    });
  }

  bool ended = false;
  std::optional<Error> failure;

 private:
  static Walk& of(void* self) { return *static_cast<Walk*>(self); }

  void stop(std::optional<Error> why) {
    ended = true;
    failure = std::move(why);
    XML_StopParser(parser_, XML_FALSE);
  }

  void open(const char* name, const char** pairs) {
    if (ended) return;
    if (++depth_ > kMaxDepth) return stop(Error{ErrorKind::limit, "it is nested too deeply"});
    XmlAttributes attributes;
    for (; *pairs != nullptr; pairs += 2) attributes.emplace_back(pairs[0], pairs[1]);
    if (!handler_.open(name, attributes)) stop({});
  }

  void close(const char* name) {
    --depth_;
    if (!ended) handler_.close(name);
  }

  XML_Parser parser_;
  const XmlHandler& handler_;
  unsigned depth_ = 0;
};

// Control characters, and halves of surrogate pairs (ED A0..BF xx).
void replace_forbidden(std::span<char> text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') text[i] = '?';
    if (byte == 0xED && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xA0)
      text[i] = text[i + 1] = text[i + 2] = '?';
  }
}

}  // namespace

std::string_view attribute(const XmlAttributes& attributes, std::string_view name) {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const auto& pair) { return pair.first == name; });
  return found == attributes.end() ? std::string_view() : found->second;
}

Result<void> read_xml(ByteSource& source, const XmlHandler& handler) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate(nullptr), XML_ParserFree);
  Walk walk(parser.get(), handler);
  std::vector<char> window(kWindow + 2);
  std::size_t held = 0;  // bytes of an unfinished character, from the end of the window before
  for (std::uint64_t at = 0; !walk.ended;) {
    const auto got = source.read(at, std::as_writable_bytes(std::span(window).subspan(held, kWindow)));
    if (!got) return tl::unexpected(got.error());
    at += *got;
    std::size_t size = held + *got;
    held = 0;
    if (*got != 0) {
      while (held < 2 && held < size && static_cast<unsigned char>(window[size - 1 - held]) != 0xED) ++held;
      held = held < 2 && held < size ? held + 1 : 0;
    }
    const std::string rest(window.data() + size - held, held);
    size -= held;
    replace_forbidden(std::span(window).first(size));
    const auto status = XML_Parse(parser.get(), window.data(), static_cast<int>(size), *got == 0);
    if (walk.ended) break;
    if (status != XML_STATUS_OK) {
      return fail(ErrorKind::damaged,
                  fmt::format("the XML is damaged at byte {} ({})", XML_GetCurrentByteIndex(parser.get()),
                              XML_ErrorString(XML_GetErrorCode(parser.get()))));
    }
    if (*got == 0) break;
    std::copy(rest.begin(), rest.end(), window.begin());
  }
  if (walk.failure) return tl::unexpected(*walk.failure);
  return {};
}

}  // namespace ulika
