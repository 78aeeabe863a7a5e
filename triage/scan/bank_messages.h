// Payments that messages of banks tell of: SMS, notifications, texts of bots.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "triage/base/result.h"
#include "triage/base/time.h"
#include "triage/model/record.h"
#include "triage/scan/bank_templates.h"
#include "triage/scan/bank_words.h"

namespace ulika {

// A message as far as it matters here.
struct BankText {
  enum class Channel : std::uint8_t {
    sms,
    push,  // a notification; `sender` is the package or the program's name
    chat,
  };
  Channel channel = Channel::chat;
  std::string_view text;
  std::string_view sender;
  std::optional<TimeMs> sent_at;
};

class BankMessages {
 public:
  // The tables that are part of the program; made once.
  static const BankMessages& built_in();
  // With other templates: as bank_templates.tsv.
  static Result<BankMessages> with_templates(std::string_view table);

  // The payment the text tells of. Templates count wherever the text stands; with a sender that is not that
  // bank's the payment is of low confidence, since anybody can write or forward such a text. Unknown banks'
  // messages are read by words alone, and only where a bank, or a bot, may be the sender: a short or named
  // sender of an SMS, a bank's program, a name that ends in "bot".
  std::optional<BankPayment> read(const BankText& message) const;

 private:
  BankMessages(BankTemplates templates, BankWords words)
      : templates_(std::move(templates)), words_(std::move(words)) {}

  BankTemplates templates_;
  BankWords words_;
};

// The `payment` record for a message or a device_event of the kind "notification"; nothing for records that
// tell of none. `record_id` is that record's; the locator points at it with ";payment".
std::optional<Record> payment_record(const BankMessages& messages, const Record& record,
                                     std::string_view record_id);

}  // namespace ulika
