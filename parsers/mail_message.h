// One e-mail: who, when, about what, its text, and the names of what is attached (RFC 5322, RFC 2045 to
// 2049).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/time.h"

namespace ulika {

struct MailAttachment {
  std::string name, mime;
  std::uint64_t size = 0;  // bytes, decoded
};

struct MailMessage {
  std::string from, subject, message_id;
  std::vector<std::string> to;  // To, Cc, Bcc
  std::optional<TimeMs> sent_at;
  std::string text;  // UTF-8: the plain text, or that of the HTML where there is no plain one
  std::vector<MailAttachment> attachments;
  // A part whose encoding or boundary does not hold; what could be read is there.
  bool damaged = false;
};

// Nothing where `message` has neither a sender nor a date nor a subject. Parts are followed 10 deep and 200
// in all.
std::optional<MailMessage> read_mail_message(std::string_view message);

}  // namespace ulika
