#include "parsers/mail_message.h"

#include <algorithm>

#include "parsers/html_stream.h"
#include "parsers/mail_headers.h"
#include "triage/base/base64.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr int kMaxDepth = 10;
constexpr std::size_t kMaxParts = 200;
constexpr std::size_t kMaxText = 1 << 20;  // bytes of the text of one message

// The text of a page, with a line for each block.
std::string text_of_html(std::string html) {
  const auto* first = reinterpret_cast<const std::byte*>(html.data());
  MemorySource source(std::vector<std::byte>(first, first + html.size()));
  std::string out;
  HtmlHandler handler;
  handler.open = [&](const HtmlTag& tag) {
    const bool block =
        tag.name == "br" || tag.name == "p" || tag.name == "div" || tag.name == "tr" || tag.name == "li";
    if (block && !out.empty() && out.back() != '\n') out.push_back('\n');
  };
  handler.close = [](std::string_view, std::uint64_t) {};
  handler.text = [&](std::string_view text) {
    if (out.size() < kMaxText) out.append(text);
  };
  return read_html(source, handler) ? out : std::string();
}

class Reader {
 public:
  explicit Reader(MailMessage& out) : out_(out) {}

  void part(const MailHeaders& headers, std::string_view body, int depth) {
    if (++parts_ > kMaxParts || depth > kMaxDepth) {
      out_.damaged = true;
      return;
    }
    const std::string_view type = headers.raw("content-type");
    const std::string mime = type.empty() ? "text/plain" : mail_value(type);
    if (mime.starts_with("multipart/")) {
      several(mail_parameter(type, "boundary"), body, depth);
      return;
    }
    const std::string_view disposition = headers.raw("content-disposition");
    std::string name = mail_parameter(disposition, "filename");
    if (name.empty()) name = mail_parameter(type, "name");
    const std::string bytes = decoded(headers, body);
    const bool is_text = mime == "text/plain" || mime == "text/html";
    if (is_text && name.empty() && mail_value(disposition) != "attachment") {
      const std::string text = decode_charset(bytes, mail_parameter(type, "charset"));
      append(mime == "text/html" ? html_ : plain_, mime == "text/html" ? text_of_html(text) : text);
    } else {
      out_.attachments.push_back({to_valid_utf8(name), mime, bytes.size()});
    }
  }

  void finish() {
    out_.text = to_valid_utf8(clip_utf8(plain_.empty() ? html_ : plain_, kMaxText));
    std::erase(out_.text, '\r');
    while (!out_.text.empty() && out_.text.back() == '\n') out_.text.pop_back();
  }

 private:
  static void append(std::string& to, std::string_view text) {
    if (!to.empty() && to.back() != '\n') to.push_back('\n');
    to.append(text);
  }

  std::string decoded(const MailHeaders& headers, std::string_view body) {
    const std::string encoding = mail_value(headers.raw("content-transfer-encoding"));
    if (encoding == "quoted-printable") return decode_quoted_printable(body, false);
    if (encoding != "base64") return std::string(body);
    auto bytes = from_base64(body);
    if (!bytes) out_.damaged = true;
    return bytes ? std::move(*bytes) : std::string();
  }

  // The parts between lines "--BOUNDARY", up to "--BOUNDARY--" or, of a message cut short, the end.
  void several(const std::string& boundary, std::string_view body, int depth) {
    if (boundary.empty()) {
      out_.damaged = true;
      return;
    }
    const std::string mark = "--" + boundary;
    std::size_t begin = std::string_view::npos;  // of the part that is open
    bool closed = false;
    for (std::size_t at = body.find(mark); at != std::string_view::npos && !closed && parts_ <= kMaxParts;
         at = body.find(mark, at + mark.size())) {
      if (at != 0 && body[at - 1] != '\n') continue;
      if (begin != std::string_view::npos) one(body.substr(begin, at - begin), depth);
      closed = body.substr(at + mark.size(), 2) == "--";
      const std::size_t line_end = body.find('\n', at);
      begin = line_end == std::string_view::npos ? line_end : line_end + 1;
      if (begin == std::string_view::npos) break;
    }
    if (closed) return;
    out_.damaged = true;
    if (begin != std::string_view::npos) one(body.substr(begin), depth);
  }

  void one(std::string_view whole, int depth) {
    std::size_t begin = 0;
    const MailHeaders headers = MailHeaders::read(whole, begin);
    std::string_view body = whole.substr(begin);
    if (body.ends_with('\n')) body.remove_suffix(1);  // the line end before the boundary belongs to it
    if (body.ends_with('\r')) body.remove_suffix(1);
    part(headers, body, depth + 1);
  }

  MailMessage& out_;
  std::string plain_, html_;
  std::size_t parts_ = 0;
};

}  // namespace

std::optional<MailMessage> read_mail_message(std::string_view message) {
  std::size_t body = 0;
  const MailHeaders headers = MailHeaders::read(message, body);
  MailMessage out;
  out.from = headers.text("from");
  out.subject = headers.text("subject");
  out.message_id = headers.text("message-id");
  out.sent_at = mail_time(headers.raw("date"));
  if (out.from.empty() && out.subject.empty() && !out.sent_at) return std::nullopt;
  for (const char* field : {"to", "cc", "bcc"}) {
    for (std::string& address : split_addresses(headers.text(field))) out.to.push_back(std::move(address));
  }
  Reader reader(out);
  reader.part(headers, message.substr(body), 0);
  reader.finish();
  return out;
}

}  // namespace ulika
