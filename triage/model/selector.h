// Selectors: what tells a person or a thing apart from others, in one form whatever way it was written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ulika {

// Each returns the normal form, or empty for what is none of its kind.
std::string normal_handle(std::string_view text);  // "@name": from "@Name", "t.me/Name?start=x", "tg://…"
std::string normal_invite(std::string_view text);  // "t.me/+HASH": from every form of a Telegram invitation
std::string normal_email(std::string_view text);   // lower case, without "mailto:"
// "host/path?query#fragment": host in lower case without "www." and port, without the parameters that only
// count visitors and without a '/' at the end. A link to a Telegram account or a chat is a handle or invite.
std::string normal_url(std::string_view text);
// "bank*1234": a card's last digits tell nothing without the bank. Empty without either, or under 3 digits.
std::string card_selector(std::string_view bank, std::string_view card_tail);

struct Selector {
  std::string kind;  // phone, email, handle, invite, url, iban, …: as in the key `kind` of an identifier
  std::string value;
};

// The normal form of an identifier; `kind` may change where the value says more than its kind ("url" that is
// an invitation). Kinds without rules of their own keep their value without white space around it. Empty
// value: nothing to compare by.
Selector normal_selector(std::string_view kind, std::string_view value);

// What the id of an account or of a sender says by its form: a telephone number (also as the ids of WhatsApp
// and Viber hold it), an e-mail address, "@handle", a link. Nothing for numbers of accounts, short numbers,
// names.
std::optional<Selector> selector_of_id(std::string_view id);

}  // namespace ulika
