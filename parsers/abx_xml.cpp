#include "parsers/abx_xml.h"

#include <fmt/core.h>

#include <bit>
#include <optional>

#include "parsers/source_tables.h"
#include "triage/base/digest.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::string_view kMagic("ABX\0", 4);
constexpr std::size_t kMaxNames = 0xFFFF;

// The low half of a token is the event of XmlPullParser, the high half the type of its value.
enum Event : unsigned {
  kStartDocument = 0,
  kEndDocument = 1,
  kStartTag = 2,
  kEndTag = 3,
  kText = 4,
  kAttribute = 15
};
enum Type : unsigned {
  kNull = 1,
  kString = 2,
  kStringInterned = 3,
  kBytesHex = 4,
  kBytesBase64 = 5,
  kInt = 6,
  kIntHex = 7,
  kLong = 8,
  kLongHex = 9,
  kFloat = 10,
  kDouble = 11,
  kTrue = 12,
  kFalse = 13,
};

// Java's modified UTF-8: NUL in two bytes, supplementary characters as two encoded surrogates.
std::string from_modified_utf8(std::string_view in) {
  std::string out;
  std::optional<char32_t> high;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const auto byte = static_cast<unsigned char>(in[i]);
    char32_t c = byte;
    const auto tail = [&](std::size_t k) {
      return i + k < in.size() ? static_cast<char32_t>(static_cast<unsigned char>(in[i + k]) & 0x3F) : 0;
    };
    if (byte >= 0xE0) {
      c = static_cast<char32_t>(byte & 0x0F) << 12 | tail(1) << 6 | tail(2);
      i += 2;
    } else if (byte >= 0xC0) {
      c = static_cast<char32_t>(byte & 0x1F) << 6 | tail(1);
      i += 1;
    }
    if (high && c >= 0xDC00 && c <= 0xDFFF) {
      append_utf8(out, 0x10000 + ((*high - 0xD800) << 10) + (c - 0xDC00));
      high.reset();
      continue;
    }
    if (high) append_utf8(out, 0xFFFD);
    high.reset();
    if (c >= 0xD800 && c <= 0xDBFF) {
      high = c;
    } else {
      append_utf8(out, c >= 0xDC00 && c <= 0xDFFF ? 0xFFFD : c);
    }
  }
  if (high) append_utf8(out, 0xFFFD);
  return to_valid_utf8(out);
}

class Reader {
 public:
  Reader(Bytes bytes, const AbxHandler& handler) : in_(bytes), handler_(handler) { in_.skip(kMagic.size()); }

  Result<void> read() {
    while (in_.left() > 0) {
      const std::size_t at = in_.offset();
      const unsigned token = in_.u8();
      const unsigned event = token & 0x0F;
      if (event != kAttribute && !flush_tag()) return {};
      if (event == kEndDocument) return {};
      if (auto taken = take(event, token >> 4, at); !taken) return taken;
      if (!in_.ok()) break;
      if (ended_) return {};
    }
    if (in_.ok() && !flush_tag()) return {};
    return fail(ErrorKind::damaged, fmt::format("the binary XML ends too early, at byte {}", in_.offset()));
  }

 private:
  tl::unexpected<Error> bad(std::size_t at) const {
    return fail(ErrorKind::damaged, fmt::format("the binary XML is damaged at byte {}", at));
  }

  Result<void> take(unsigned event, unsigned type, std::size_t at) {
    switch (event) {
      case kStartDocument:
        return {};
      case kStartTag: {
        if (++depth_ > kMaxSourceDepth) return fail(ErrorKind::limit, "its XML is nested too deeply");
        const auto name = interned();
        if (!name) return bad(at);
        tag_ = *name;
        tag_offset_ = at;
        attributes_.clear();
        return {};
      }
      case kEndTag: {
        if (!interned() || --depth_ < 0) return bad(at);
        ended_ = in_.ok() && !handler_.close(in_.offset());
        return {};
      }
      case kAttribute: {
        const auto name = interned();
        const auto value = name ? read_value(type) : std::nullopt;
        if (!value || !tag_ || attributes_.size() >= 1000) return bad(at);
        attributes_.emplace_back(*name, *value);
        return {};
      }
      default: {  // text of one kind or another: CDATA, entity, comment, space, …
        const auto value = read_value(type);
        if (!value) return bad(at);
        if (event == kText || event == 5 || event == 6) ended_ = in_.ok() && !handler_.text(*value);
        return {};
      }
    }
  }

  bool flush_tag() {
    if (!tag_) return true;
    const bool go_on = handler_.open(*tag_, attributes_, tag_offset_);
    tag_.reset();
    return go_on;
  }

  std::string utf() {
    const std::uint16_t length = in_.u16be();
    return from_modified_utf8(as_text(in_.take(length)));
  }

  std::optional<std::string> interned() {
    const std::uint16_t index = in_.u16be();
    if (!in_.ok()) return std::nullopt;
    if (index != 0xFFFF) {
      if (index >= names_.size()) return std::nullopt;
      return names_[index];
    }
    std::string name = utf();
    if (!in_.ok()) return std::nullopt;
    if (names_.size() < kMaxNames) names_.push_back(name);
    return name;
  }

  std::optional<std::string> read_value(unsigned type) {
    switch (type) {
      case kNull:
        return "";
      case kString:
        return utf();
      case kStringInterned:
        return interned();
      case kBytesHex:
      case kBytesBase64: {
        const std::uint16_t length = in_.u16be();
        return to_hex(in_.take(length));
      }
      case kInt:
        return fmt::format("{}", static_cast<std::int32_t>(in_.u32be()));
      case kIntHex:
        return fmt::format("{:x}", in_.u32be());
      case kLong:
        return fmt::format("{}", static_cast<std::int64_t>(in_.u64be()));
      case kLongHex:
        return fmt::format("{:x}", in_.u64be());
      case kFloat:
        return fmt::format("{}", std::bit_cast<float>(in_.u32be()));
      case kDouble:
        return fmt::format("{}", std::bit_cast<double>(in_.u64be()));
      case kTrue:
        return "true";
      case kFalse:
        return "false";
      default:
        return std::nullopt;
    }
  }

  ByteReader in_;
  const AbxHandler& handler_;
  std::vector<std::string> names_;
  std::optional<std::string> tag_;
  AbxHandler::Attributes attributes_;
  std::size_t tag_offset_ = 0;
  int depth_ = 0;
  bool ended_ = false;
};

}  // namespace

bool is_abx(Bytes bytes) {
  return bytes.size() > kMagic.size() && as_text(bytes.first(kMagic.size())) == kMagic;
}

Result<void> read_abx(Bytes bytes, const AbxHandler& handler) {
  if (!is_abx(bytes)) return fail(ErrorKind::unsupported, "it is no binary XML");
  return Reader(bytes, handler).read();
}

}  // namespace ulika
