#include "parsers/html_stream.h"

#include <algorithm>
#include <charconv>
#include <span>

#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kChunk = 256 * 1024;
constexpr std::size_t kMaxTag = 64 * 1024;
constexpr std::size_t kMaxAttributes = 64;
constexpr std::size_t kMaxReference = 12;  // "&#x0010FFFF;"

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower_name(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

// Where the tag that begins at 0 ends: behind its ">", which may stand in quotes before. npos: not here.
std::size_t tag_end(std::string_view text) {
  char quote = 0;
  for (std::size_t i = 1; i < std::min(text.size(), kMaxTag); ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
    } else if ((text[i] == '"' || text[i] == '\'') && text[i - 1] == '=') {
      quote = text[i];
    } else if (text[i] == '>') {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

HtmlTag parse_tag(std::string_view inside) {
  HtmlTag tag;
  std::size_t at = 0;
  const auto word = [&](auto ends) {
    const std::size_t begin = at;
    while (at < inside.size() && !ends(inside[at])) ++at;
    return inside.substr(begin, at - begin);
  };
  tag.name = lower_name(word([](char c) { return is_space(c) || c == '/'; }));
  while (at < inside.size() && tag.attributes.size() < kMaxAttributes) {
    if (is_space(inside[at]) || inside[at] == '/') {
      ++at;
      continue;
    }
    const std::string_view name = word([](char c) { return is_space(c) || c == '=' || c == '/'; });
    std::string_view value;
    if (at < inside.size() && inside[at] == '=') {
      ++at;
      const char quote = at < inside.size() ? inside[at] : '\0';
      if (quote == '"' || quote == '\'') {
        ++at;
        value = word([quote](char c) { return c == quote; });
        if (at < inside.size()) ++at;
      } else {
        value = word(is_space);
      }
    }
    if (name.empty() && value.empty()) ++at;
    if (!name.empty()) tag.attributes.emplace_back(lower_name(name), html_text(value));
  }
  static constexpr std::string_view kVoid[] = {"br",     "img", "meta", "link", "input", "hr",
                                               "source", "wbr", "area", "col",  "embed", "base"};
  tag.closes_itself = (!inside.empty() && inside.back() == '/') ||
                      std::find(std::begin(kVoid), std::end(kVoid), tag.name) != std::end(kVoid);
  return tag;
}

class Reader {
 public:
  Reader(ByteSource& source, const HtmlHandler& handler) : source_(source), handler_(handler) {}

  Result<void> read() {
    for (;;) {
      if (auto more = fill(); !more) return more;
      if (at_ == buffer_.size()) return {};
      if (!skip_until_.empty()) {
        skip();
      } else if (buffer_[at_] == '<') {
        take_markup();
      } else {
        take_text();
      }
    }
  }

 private:
  std::string_view rest() const { return std::string_view(buffer_).substr(at_); }

  // Keeps at least one whole tag's length in the buffer, as far as the document goes.
  Result<void> fill() {
    if (end_ || buffer_.size() - at_ >= kMaxTag) return {};
    base_ += at_;
    buffer_.erase(0, at_);
    at_ = 0;
    const std::size_t had = buffer_.size();
    buffer_.resize(had + kChunk);
    const auto got = source_.read(base_ + had, std::as_writable_bytes(std::span(buffer_).subspan(had)));
    if (!got) return tl::unexpected(got.error());
    buffer_.resize(had + *got);
    end_ = *got == 0;
    return {};
  }

  void skip() {
    const std::string_view text = rest();
    // Marks are ASCII, and the end of a script may be written in capitals.
    const auto found = std::search(text.begin(), text.end(), skip_until_.begin(), skip_until_.end(),
                                   [](char a, char b) { return lower(a) == b; });
    if (found != text.end()) {
      at_ += static_cast<std::size_t>(found - text.begin()) + (skip_mark_ ? skip_until_.size() : 0);
      skip_until_.clear();
    } else {
      // The mark may begin at the end of what is read so far.
      at_ = end_ ? buffer_.size() : buffer_.size() - (skip_until_.size() - 1);
    }
  }

  void skip_to(std::string mark, bool and_mark) {
    skip_until_ = std::move(mark);
    skip_mark_ = and_mark;
  }

  void take_markup() {
    const std::string_view text = rest();
    if (text.substr(0, 4) == "<!--") {
      at_ += 4;
      return skip_to("-->", true);
    }
    const bool is_tag = text.size() > 1 && (text[1] == '/' || text[1] == '!' || text[1] == '?' ||
                                            (lower(text[1]) >= 'a' && lower(text[1]) <= 'z'));
    const std::size_t length = is_tag ? tag_end(text) : std::string_view::npos;
    if (length == std::string_view::npos) {
      handler_.text("<");
      ++at_;
      return;
    }
    std::string_view inside = text.substr(1, length - 2);
    const std::uint64_t offset = base_ + at_;
    if (inside.front() == '/') {
      inside.remove_prefix(1);
      handler_.close(lower_name(inside.substr(0, inside.find_first_of(" \t\r\n/"))), offset + length);
    } else if (inside.front() != '!' && inside.front() != '?') {
      HtmlTag tag = parse_tag(inside);
      tag.offset = offset;
      handler_.open(tag);
      if ((tag.name == "script" || tag.name == "style") && !tag.closes_itself) {
        at_ += length;
        return skip_to("</" + tag.name, false);
      }
    }
    at_ += length;
  }

  void take_text() {
    const std::string_view text = rest();
    std::size_t length = std::min(text.find('<'), text.size());
    if (length == text.size() && !end_) {
      // A reference may go on in the next chunk.
      const auto open = text.rfind('&');
      if (open != std::string_view::npos && open > 0 && text.size() - open < kMaxReference) length = open;
    }
    handler_.text(html_text(text.substr(0, length)));
    at_ += length;
  }

  ByteSource& source_;
  const HtmlHandler& handler_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t base_ = 0;  // offset of the buffer
  bool end_ = false;        // of the document: all of it is in the buffer
  std::string skip_until_;
  bool skip_mark_ = false;
};

}  // namespace

std::string_view HtmlTag::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes) {
    if (key == wanted) return value;
  }
  return {};
}

bool HtmlTag::has_class(std::string_view wanted) const {
  std::string_view words = attribute("class");
  while (!words.empty()) {
    const auto end = std::min(words.find_first_of(" \t\r\n"), words.size());
    if (words.substr(0, end) == wanted) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

std::string html_text(std::string_view raw) {
  static constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
      {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}};
  std::string out;
  while (!raw.empty()) {
    const auto open = std::min(raw.find('&'), raw.size());
    out.append(raw.substr(0, open));
    raw.remove_prefix(open);
    if (raw.empty()) break;
    const auto close = raw.substr(0, kMaxReference).find(';');
    std::string_view name = close == std::string_view::npos ? std::string_view() : raw.substr(1, close - 1);
    bool known = false;
    if (name.size() > 1 && name.front() == '#') {
      name.remove_prefix(1);
      const bool hex = name.front() == 'x' || name.front() == 'X';
      if (hex) name.remove_prefix(1);
      std::uint32_t code = 0;
      const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
      known = error == std::errc() && end == name.data() + name.size() && code > 0 && code <= 0x10FFFF &&
              (code < 0xD800 || code > 0xDFFF);
      if (known) append_utf8(out, code);
    } else {
      for (const auto& [key, value] : kNamed) {
        if (name != key) continue;
        out.append(value);
        known = true;
      }
    }
    if (!known) out.push_back('&');
    raw.remove_prefix(known ? close + 1 : 1);
  }
  return out;
}

Result<void> read_html(ByteSource& source, const HtmlHandler& handler) {
  return Reader(source, handler).read();
}

}  // namespace ulika
