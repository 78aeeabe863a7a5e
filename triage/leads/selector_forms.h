// The one form in which a selector is compared across devices and apps, whatever form an app stored it in.
#pragma once

#include <string>
#include <string_view>

namespace ulika {

// A selector: what kind of thing it is ("phone", "account", …) and its one form. Empty kind: none.
struct SelectorForm {
  std::string kind;
  std::string value;
  explicit operator bool() const { return !kind.empty(); }
  bool operator==(const SelectorForm&) const = default;
};

// A telephone number as model/phone_number.h writes it; short numbers, names of senders and what is no number
// are no selectors.
SelectorForm phone_selector(std::string_view text);
SelectorForm email_selector(std::string_view text);
// "@Example" of any app: "handle", or "bot" where the name ends in "bot" as Telegram demands of bots.
SelectorForm handle_selector(std::string_view text);

// The id that an app gives an account or a sender. Ids that are telephone numbers ("+…", WhatsApp's
// NUMBER@s.whatsapp.net) become phones; others are "account" with the app's family before them, for two apps
// may give one id to two people. Ids that mean something on one device only are none.
SelectorForm account_selector(std::string_view app, std::string_view id);

// Apps that share one set of accounts: clients of Telegram, of VKontakte, both WhatsApps.
std::string_view app_family(std::string_view app);

}  // namespace ulika
