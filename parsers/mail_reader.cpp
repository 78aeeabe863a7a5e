#include "parsers/mail_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "parsers/definition.h"
#include "parsers/mail_message.h"
#include "triage/base/json.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxMessage = 32 << 20;
constexpr std::size_t kWindow = 1 << 20;

std::string lower_head(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string json_of(const std::vector<std::string>& texts) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
  return out;
}

std::string json_of(const std::vector<MailAttachment>& attachments) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const MailAttachment& a : attachments) {
    json.begin_object();
    if (!a.name.empty()) json.key("name").value(a.name);
    json.key("mime").value(a.mime).key("size").value(static_cast<std::int64_t>(a.size)).end_object();
  }
  json.end_array();
  return out;
}

class Mailbox {
 public:
  Mailbox(ParseInput& input, const ParseSink& sink) : input_(input), sink_(sink) {}

  // Messages between lines "From …" that follow an empty line, or begin the file.
  bool read_all_messages() {
    std::string held;
    std::uint64_t held_at = 0;  // where `held` begins in the file
    std::uint64_t at = 0;
    std::size_t searched = 0;
    std::vector<std::byte> window(kWindow);
    for (;;) {
      const auto got = input_.data->read(at, window);
      if (!got) {
        tell(LedgerState::damaged, fmt::format("reading stopped at byte {}: {}", at, got.error().message));
        break;
      }
      if (*got == 0) break;
      at += *got;
      held.append(reinterpret_cast<const char*>(window.data()), *got);
      for (std::size_t next; (next = next_mark(held, searched)) != std::string::npos;) {
        message(std::string_view(held).substr(0, next), held_at, next);
        held.erase(0, next);
        held_at += next;
        searched = 0;
      }
      searched = held.size() > kMarkReach ? held.size() - kMarkReach : 0;
      if (held.size() > kMaxMessage + kWindow) pass_over(held, held_at, searched);
    }
    if (!held.empty()) message(held, held_at, held.size());
    finish();
    return records_ > 0;
  }

  bool read_one(std::string_view whole, std::uint64_t offset) {
    message(whole, offset, whole.size());
    finish();
    return records_ > 0;
  }

 private:
  static constexpr std::string_view kMark = "From ";
  static constexpr std::size_t kMarkReach = 8;  // "\r\n\r\nFrom " less one

  // Where the next message's "From " line begins, behind the one at the start.
  static std::size_t next_mark(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find("\nFrom ", from); at != std::string_view::npos;
         at = text.find("\nFrom ", at + 1)) {
      const bool after_empty =
          (at >= 1 && text[at - 1] == '\n') || (at >= 2 && text[at - 1] == '\r' && text[at - 2] == '\n');
      if (after_empty) return at + 1;
    }
    return std::string_view::npos;
  }

  // Keeps the beginning of an over-long message as all of it, and goes on behind what was read.
  void pass_over(std::string& held, std::uint64_t& held_at, std::size_t& searched) {
    ++too_long_;
    message(std::string_view(held).substr(0, kMaxMessage), held_at, kMaxMessage);
    const std::size_t keep = std::min(held.size(), kMarkReach);
    held_at += held.size() - keep;
    held.erase(0, held.size() - keep);
    searched = 0;
  }

  void message(std::string_view whole, std::uint64_t offset, std::size_t length) {
    std::string_view text = whole;
    if (text.starts_with(kMark)) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    const auto mail = read_mail_message(text.substr(0, kMaxMessage));
    if (!mail) return;
    if (mail->damaged) ++damaged_;
    Record record;
    record.type = "email";
    record.from.path = input_.path;
    record.from.locator = fmt::format("bytes:{}+{}", offset, length);
    record.from.parser = kMailId;
    record.from.recovered = input_.recovered;
    const auto set = [&](std::string_view key, const std::string& value) {
      if (!value.empty()) record.set(key, value);
    };
    set("from", mail->from);
    if (!mail->to.empty()) record.set("to", json_of(mail->to));
    set("subject", mail->subject);
    set("text", mail->text);
    if (mail->sent_at) record.set("sent_at", *mail->sent_at);
    set("message_id", mail->message_id);
    if (!mail->attachments.empty()) record.set("attachments", json_of(mail->attachments));
    ++records_;
    sink_.record(std::move(record));
  }

  void finish() {
    if (damaged_ != 0)
      tell(LedgerState::damaged, fmt::format("messages whose parts do not hold together: {}", damaged_));
    if (too_long_ != 0)
      tell(LedgerState::limited,
           fmt::format("messages over {} MiB, read up to there: {}", kMaxMessage >> 20, too_long_));
  }

  void tell(LedgerState state, std::string reason) {
    sink_.problem({input_.path, "parse", state, std::string(kMailId) + ": " + std::move(reason), -1, 0});
  }

  ParseInput& input_;
  const ParseSink& sink_;
  std::uint64_t records_ = 0, damaged_ = 0, too_long_ = 0;
};

// Apple's .emlx: the length of the message in digits, a line end, the message, then a property list. The
// offset of the message, or 0.
std::size_t emlx_length(std::string_view head, std::size_t& begin) {
  const std::size_t end = head.find('\n');
  std::size_t length = 0;
  if (end == std::string_view::npos || end == 0 || end > 12) return 0;
  for (const char c : head.substr(0, end)) {
    if (c == ' ') continue;
    if (c < '0' || c > '9') return 0;
    length = length * 10 + static_cast<std::size_t>(c - '0');
  }
  begin = end + 1;
  return length;
}

}  // namespace

bool is_mail_path(std::string_view path) {
  for (const std::string_view glob : {"*.eml", "*.emlx", "*.mbox", "*.mbx"}) {
    if (path_matches(glob, path)) return true;
  }
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.find('.') == std::string_view::npos &&
         (path_matches("Profiles/*/Mail/**", path) || path_matches("Profiles/*/ImapMail/**", path) ||
          path_matches(".thunderbird/**", path));
}

bool is_mail(std::string_view head) {
  std::size_t begin = 0;
  emlx_length(head, begin);
  const std::string text = lower_head(head.substr(begin));
  constexpr std::array<std::string_view, 8> kFields = {
      "\nfrom:",       "\ndate:", "\nsubject:",      "\nreceived:",
      "\nmessage-id:", "\nto:",   "\nmime-version:", "\nreturn-path:"};
  const std::string lines = "\n" + text;
  const auto known = std::count_if(kFields.begin(), kFields.end(), [&](std::string_view field) {
    return lines.find(field) != std::string::npos;
  });
  return known >= 3 && lines.find_first_of(" \t:", 1) != std::string::npos;
}

void read_mail(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome) {
  Mailbox mailbox(input, sink);
  std::string head(64, '\0');
  const auto got = input.data->read(0, std::as_writable_bytes(std::span(head)));
  head.resize(got ? *got : 0);
  std::size_t begin = 0;
  const std::size_t length = emlx_length(head, begin);
  if (length == 0 || length > kMaxMessage) {
    outcome.claimed = mailbox.read_all_messages();
    return;
  }
  std::string whole(length, '\0');
  const auto read = input.data->read(begin, std::as_writable_bytes(std::span(whole)));
  whole.resize(read ? *read : 0);
  outcome.claimed = mailbox.read_one(whole, begin);
}

}  // namespace ulika
