#include "triage/model/selector.h"

#include <algorithm>
#include <array>

#include "triage/model/phone_number.h"

namespace ulika {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
bool is_alnum(char c) {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z');
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

bool starts_with_folded(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() && lowered(text.substr(0, lower_case.size())) == lower_case;
}

struct Link {
  std::string scheme;  // lower case; empty when there was none
  std::string host;    // lower case, without "www.", user and port
  std::string_view path;
  std::string_view query;     // without '?'
  std::string_view fragment;  // without '#'
};

std::optional<Link> read_link(std::string_view text) {
  text = trimmed(text);
  Link link;
  if (const std::size_t colon = text.find("://"); colon <= 16) {
    link.scheme = lowered(text.substr(0, colon));
    text.remove_prefix(colon + 3);
  }
  const std::size_t host_end = std::min(text.find_first_of("/?#"), text.size());
  std::string_view host = text.substr(0, host_end);
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  host = host.substr(0, host.find(':'));
  if (host.empty() || host.find_first_of(" \t\n\r") != std::string_view::npos) return std::nullopt;
  link.host = lowered(host);
  if (link.host.compare(0, 4, "www.") == 0) link.host.erase(0, 4);
  std::string_view rest = text.substr(host_end);
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    link.fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
    link.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  link.path = rest;
  return link;
}

bool is_web(const Link& link) {
  return (link.scheme.empty() || link.scheme == "http" || link.scheme == "https") &&
         link.host.find('.') != std::string::npos;
}

bool is_telegram(const Link& link) {
  return is_web(link) && (link.host == "t.me" || link.host == "telegram.me" || link.host == "telegram.dog");
}

std::string_view parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view part = query.substr(0, end);
    if (part.size() > name.size() && part.substr(0, name.size()) == name && part[name.size()] == '=')
      return part.substr(name.size() + 1);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return {};
}

// Names that stand for pages of t.me and for no account.
constexpr std::array<std::string_view, 18> kTelegramPages = {
    "addstickers", "addemoji",     "addtheme", "addlist", "share", "proxy",    "socks", "login", "bg",
    "setlanguage", "confirmphone", "contact",  "invoice", "boost", "joinchat", "iv",    "c",     "s"};

std::string handle_of(std::string_view name) {
  if (name.size() < 4 || name.size() > 32 || is_digit(name[0]) || name[0] == '_') return {};
  if (!std::all_of(name.begin(), name.end(), [](char c) { return is_alnum(c) || c == '_'; })) return {};
  return "@" + lowered(name);
}

// The hash of an invitation: URL-safe Base64, told apart from "+77001234567", which is a number.
bool is_invite_hash(std::string_view hash) {
  return hash.size() >= 10 && hash.size() <= 40 &&
         std::all_of(hash.begin(), hash.end(), [](char c) { return is_alnum(c) || c == '_' || c == '-'; }) &&
         !std::all_of(hash.begin(), hash.end(), is_digit);
}

std::string_view telegram_path(const Link& link) {
  std::string_view path = link.path.empty() ? link.path : link.path.substr(1);
  if (path.substr(0, 2) == "s/") path.remove_prefix(2);  // a channel's preview
  return path;
}

bool counts_visitors(std::string_view name) {
  constexpr std::array<std::string_view, 7> kNames = {"fbclid", "gclid",  "yclid",    "ysclid",
                                                      "igsh",   "igshid", "_openstat"};
  return name.substr(0, 4) == "utm_" || std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '-') out.push_back(c);
  }
  return out;
}

std::string upper_case(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return text;
}

}  // namespace

std::string normal_handle(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text[0] == '@') return handle_of(text.substr(1));
  const std::optional<Link> link = read_link(text);
  if (!link) return {};
  if (link->scheme == "tg" && link->host == "resolve") return handle_of(parameter(link->query, "domain"));
  if (!is_telegram(*link)) return {};
  const std::string_view path = telegram_path(*link);
  const std::string name = lowered(path.substr(0, path.find('/')));
  if (std::find(kTelegramPages.begin(), kTelegramPages.end(), name) != kTelegramPages.end()) return {};
  return handle_of(name);
}

std::string normal_invite(std::string_view text) {
  const std::optional<Link> link = read_link(text);
  if (!link) return {};
  std::string_view hash;
  if (link->scheme == "tg" && link->host == "join") {
    hash = parameter(link->query, "invite");
  } else if (is_telegram(*link)) {
    const std::string_view path = telegram_path(*link);
    if (path.substr(0, 1) == "+") hash = path.substr(1);
    if (starts_with_folded(path, "joinchat/")) hash = path.substr(9);
    hash = hash.substr(0, hash.find('/'));
  }
  return is_invite_hash(hash) ? "t.me/+" + std::string(hash) : std::string();
}

std::string normal_email(std::string_view text) {
  text = trimmed(text);
  if (starts_with_folded(text, "mailto:")) text.remove_prefix(7);
  text = text.substr(0, text.find('?'));
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return {};
  const std::string_view domain = text.substr(at + 1);
  const std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 2 >= domain.size()) return {};
  if (domain.find('@') != std::string_view::npos || text.find_first_of(" \t\n<>\"") != std::string_view::npos)
    return {};
  return lowered(text);
}

std::string normal_url(std::string_view text) {
  const std::optional<Link> link = read_link(text);
  if (!link) return {};
  if (!is_web(*link)) return link->scheme.empty() ? std::string() : std::string(trimmed(text));
  std::string out = is_telegram(*link) ? std::string("t.me") : link->host;
  std::string_view path = link->path;
  std::string query;
  for (std::string_view rest = link->query; !rest.empty();) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part.empty() || counts_visitors(lowered(part.substr(0, part.find('='))))) continue;
    query.append(query.empty() ? "?" : "&").append(part);
  }
  while (query.empty() && link->fragment.empty() && !path.empty() && path.back() == '/')
    path.remove_suffix(1);
  out.append(path).append(query);
  if (!link->fragment.empty()) out.append("#").append(link->fragment);
  return out;
}

std::string card_selector(std::string_view bank, std::string_view card_tail) {
  bank = trimmed(bank);
  std::size_t begin = card_tail.size();
  while (begin > 0 && card_tail.size() - begin < 4 && is_digit(card_tail[begin - 1])) --begin;
  if (bank.empty() || card_tail.size() - begin < 3) return {};
  return lowered(bank) + "*" + std::string(card_tail.substr(begin));
}

Selector normal_selector(std::string_view kind, std::string_view value) {
  Selector out{std::string(kind), std::string(trimmed(value))};
  if (kind == "phone") {
    out.value = normal_phone(value);
  } else if (kind == "email") {
    out.value = normal_email(value);
  } else if (kind == "handle" || kind == "invite" || kind == "url") {
    if (std::string invite = normal_invite(value); !invite.empty()) return {"invite", std::move(invite)};
    if (std::string handle = normal_handle(value); !handle.empty()) return {"handle", std::move(handle)};
    out.value = kind == "url" ? normal_url(value) : std::string();
  } else if (kind == "iban") {
    out.value = upper_case(without_spaces(out.value));
  } else if (kind == "iin" || kind == "bin" || kind == "inn" || kind == "imei") {
    out.value = without_spaces(out.value);
  }
  return out;
}

std::optional<Selector> selector_of_id(std::string_view id) {
  id = trimmed(id);
  const std::size_t at = id.find('@');
  if (at != std::string_view::npos && at != 0) {
    const std::string_view domain = id.substr(at + 1);
    // "77001234567@s.whatsapp.net", with ":12" or "_1" for one of the account's devices
    if (domain == "s.whatsapp.net" || domain == "c.us") {
      std::string phone = normal_phone(id.substr(0, id.find_first_of("@:_.")), PhoneForm::international);
      if (phone.empty()) return std::nullopt;
      return Selector{"phone", std::move(phone)};
    }
    if (domain == "g.us" || domain == "lid" || domain == "broadcast" || domain == "newsletter")
      return std::nullopt;
    if (std::string email = normal_email(id); !email.empty()) return Selector{"email", std::move(email)};
    return std::nullopt;
  }
  if (std::string phone = normal_phone(id); !phone.empty()) return Selector{"phone", std::move(phone)};
  if (std::string invite = normal_invite(id); !invite.empty()) return Selector{"invite", std::move(invite)};
  if (std::string handle = normal_handle(id); !handle.empty()) return Selector{"handle", std::move(handle)};
  return std::nullopt;
}

}  // namespace ulika
