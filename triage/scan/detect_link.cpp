// Links: where they begin and end, and what each stands for (a place, a person, a payment, a page).
#include <algorithm>
#include <array>
#include <string>

#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_map_links.h"
#include "triage/scan/detect_parts.h"
#include "triage/scan/detect_tables.h"

namespace ulika::detect_parts {
namespace {

using namespace detect_chars;

constexpr std::size_t kLongestLink = 2048;
constexpr std::size_t kLongestStrictLink = 240;
constexpr std::size_t kLongestHost = 64;

struct Scheme {
  std::string_view name;
  std::string_view meaning;  // empty: the host decides
};
constexpr std::array<Scheme, 21> kSchemes = {{{"https", ""},
                                              {"http", ""},
                                              {"ftp", ""},
                                              {"maps", ""},
                                              {"comgooglemaps", "google"},
                                              {"yandexmaps", "yandex_app"},
                                              {"yandexnavi", "yandex_app"},
                                              {"dgis", "2gis"},
                                              {"ge0", "ge0"},
                                              {"om", "ge0"},
                                              {"cm", "ge0"},
                                              {"mapswithme", "mapsme_api"},
                                              {"mapsme", "mapsme_api"},
                                              {"ton", "wallet_link"},
                                              {"tg", "tg"},
                                              {"ss", "vpn_link"},
                                              {"ssr", "vpn_link"},
                                              {"vless", "vpn_link"},
                                              {"vmess", "vpn_link"},
                                              {"trojan", "vpn_link"},
                                              {"hysteria2", "vpn_link"}}};
constexpr std::array<Scheme, 7> kOpaqueSchemes = {{{"geo", "geo_uri"},
                                                   {"google.navigation", "google"},
                                                   {"bitcoin", "wallet_link"},
                                                   {"litecoin", "wallet_link"},
                                                   {"ethereum", "wallet_link"},
                                                   {"tron", "wallet_link"},
                                                   {"monero", "wallet_link"}}};

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

// ASCII that ends a link: white space, controls, quotes, brackets of markup and data.
constexpr std::array<bool, 128> make_ends() {
  std::array<bool, 128> table{};
  for (std::size_t c = 0; c <= ' '; ++c) table[c] = true;
  for (const char c : std::string_view("<>\"`\\^{}\x7F")) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr auto kEnds = make_ends();

bool ends_link(const Scope& scope, Letter letter) {
  if (letter.size == 0) return true;
  if (letter.code < 0x80) return kEnds[letter.code];
  if (scope.strict || letter.code == kBroken || is_space(letter.code)) return true;
  return letter.code == 0xAB || letter.code == 0xBB || (letter.code >= 0x2018 && letter.code <= 0x201F) ||
         letter.code == 0x200B;
}

// The end of the link whose characters go on at `i`, without the punctuation of the sentence around it.
std::size_t end_of_link(const Scope& scope, std::size_t begin, std::size_t i) {
  const std::size_t limit = begin + (scope.strict ? kLongestStrictLink : kLongestLink);
  while (i < limit) {
    const Letter letter = letter_at(scope.text, i);
    if (ends_link(scope, letter)) break;
    i += letter.size;
  }
  static constexpr std::string_view kPunctuation = ")].,;!?'*|";
  while (i > begin && kPunctuation.find(scope.text[i - 1]) != std::string_view::npos) {
    // A closing bracket that was opened inside belongs to the link.
    const std::string_view link = scope.text.substr(begin, i - begin);
    if (link.back() == ')' &&
        std::count(link.begin(), link.end(), '(') >= std::count(link.begin(), link.end(), ')'))
      break;
    --i;
  }
  return i;
}

struct Link {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view text;
  std::string host;        // lower case
  std::string_view after;  // what follows the host: "/path?query"
};

void add_identifier(Found& found, const Link& link, std::string_view kind, std::string_view rule,
                    double confidence, std::string value) {
  found.add(make_identifier(kind, rule, link.begin, link.end, confidence, std::move(value)));
}

void add_url(Found& found, const Link& link, std::string_view rule) {
  add_identifier(found, link, "url", rule, 0.95, std::string(link.text));
}

bool is_handle(std::string_view name) {
  if (name.size() < 4 || name.size() > 32 || !is_alpha(name[0])) return false;
  return std::all_of(name.begin(), name.end(), [](char c) { return is_alnum(c) || c == '_'; });
}

bool add_handle(Found& found, const Link& link, std::string_view name) {
  if (!is_handle(name)) return false;
  add_identifier(found, link, "handle", "telegram_link", 0.95, "@" + lowered(name));
  return true;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c); });
}

void add_telegram(Found& found, const Link& link) {
  static constexpr std::array<std::string_view, 6> kWallets = {"send",    "cryptobot",    "wallet",
                                                               "xrocket", "tonrocketbot", "xjetswapbot"};
  static constexpr std::array<std::string_view, 16> kPages = {
      "addstickers", "addemoji", "share", "proxy",   "socks",        "login",   "addtheme", "bg",
      "setlanguage", "iv",       "c",     "invoice", "confirmphone", "contact", "addlist",  "boost"};
  std::string_view path = link.after.empty() ? link.after : link.after.substr(1);
  if (path.substr(0, 2) == "s/") path.remove_prefix(2);  // preview of a channel
  const std::string_view first = path.substr(0, path.find_first_of("/?#"));
  const std::string name = lowered(first);
  const auto among = [&](const auto& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (among(kWallets) && path.find("start") != std::string_view::npos) {
    add_identifier(found, link, "wallet_link", "wallet_link", 0.8, std::string(link.text));
  } else if (first.size() > 1 && first[0] == '+' && all_digits(first.substr(1))) {
    add_identifier(found, link, "phone", "telegram_link", 0.95, std::string(first));
  } else if ((first.size() > 4 && first[0] == '+') || name == "joinchat") {
    add_identifier(found, link, "invite", "telegram_link", 0.95, link.host + std::string(link.after));
  } else if (among(kPages) || !add_handle(found, link, first)) {
    add_url(found, link, "telegram_link");
  }
}

void add_telegram_app(Found& found, const Link& link) {
  const std::size_t key = link.text.find("domain=");
  const std::string_view name =
      key == std::string_view::npos ? std::string_view() : link.text.substr(key + 7);
  if (!add_handle(found, link, name.substr(0, name.find('&')))) add_url(found, link, "telegram_link");
}

void add_whatsapp(Found& found, const Link& link) {
  std::string_view number = link.after.empty() ? link.after : link.after.substr(1);
  number = number.substr(0, number.find_first_of("/?#"));
  if (!number.empty() && number[0] == '+') number.remove_prefix(1);
  if (all_digits(number) && number.size() >= 8 && number.size() <= 15) {
    add_identifier(found, link, "phone", "whatsapp_link", 0.95, "+" + std::string(number));
  } else {
    add_url(found, link, "whatsapp_link");
  }
}

void add_opaque_place(Found& found, const Link& link, std::string_view rule) {
  Detection detection = make_detection("location", rule, link.begin, link.end, 0.9);
  detection.fields.emplace_back("value", std::string(link.text));
  found.add(std::move(detection));
}

bool has_three_words(std::string_view after) {
  const std::string_view path = after.empty() ? after : after.substr(1);
  const std::size_t one = path.find('.');
  if (one == std::string_view::npos || one < 2) return false;
  const std::size_t two = path.find('.', one + 1);
  return two != std::string_view::npos && two >= one + 3 && path.size() >= two + 3;
}

// Whether the link was taken for a place, with or without coordinates.
bool add_place(const Scope& scope, Found& found, const Link& link, std::string_view meaning) {
  if (meaning == "w3w") {
    if (!has_three_words(link.after)) return false;
    add_opaque_place(found, link, "w3w");
    return true;
  }
  const bool app = meaning == "yandex_app";
  const std::string_view service = app ? std::string_view("yandex") : meaning;
  const bool map_page =
      service != "yandex" || app || link.after.substr(0, 5) == "/maps" || link.after.substr(0, 5) == "/navi";
  if (map_page) {
    if (const auto point = map_link_point(service, link.text)) {
      return add_location(scope, found, service, link.begin, link.end, 0.98, point->latitude,
                          point->longitude);
    }
  }
  const std::string rule = opaque_map_rule(service, link.text);
  if (rule.empty()) return false;
  add_opaque_place(found, link, rule);
  return true;
}

bool is_map(std::string_view meaning) {
  static constexpr std::array<std::string_view, 13> kMaps = {
      "google", "yandex", "yandex_app", "2gis",       "apple",   "osm",    "osmand",
      "ge0",    "w3w",    "map_opaque", "mapsme_api", "map_goo", "geo_uri"};
  return std::find(kMaps.begin(), kMaps.end(), meaning) != kMaps.end();
}

// `web`: the link has a scheme of its own and is a page even when its host says nothing.
std::size_t add_link(const Scope& scope, Found& found, const Link& link, std::string_view meaning, bool web) {
  if (is_map(meaning)) {
    if (add_place(scope, found, link, meaning)) return link.end;
    if (web) add_url(found, link, "url");
    return web ? link.end : 0;
  }
  if (meaning == "telegram") {
    add_telegram(found, link);
  } else if (meaning == "tg") {
    add_telegram_app(found, link);
  } else if (meaning == "whatsapp") {
    add_whatsapp(found, link);
  } else if (meaning == "exchange") {
    add_identifier(found, link, "exchange_link", "exchange_link", 0.6, std::string(link.text));
  } else if (meaning == "wallet_link") {
    add_identifier(found, link, "wallet_link", "wallet_link", 0.8, std::string(link.text));
  } else if (meaning.empty()) {
    add_url(found, link, "url");
  } else {
    add_url(found, link, meaning);
  }
  return link.end;
}

Link read_link(const Scope& scope, std::size_t begin, std::size_t host_begin) {
  Link link;
  link.begin = begin;
  link.end = end_of_link(scope, begin, host_begin);
  link.text = scope.text.substr(begin, link.end - begin);
  std::string_view rest = scope.text.substr(host_begin, std::max(link.end, host_begin) - host_begin);
  const std::size_t host_end = std::min(rest.size(), rest.find_first_of("/?#"));
  std::string_view host = rest.substr(0, host_end);
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  host = host.substr(0, host.find(':'));
  link.host = lowered(host);
  link.after = rest.substr(host_end);
  return link;
}

// Looks before the whole link is read, so that a row of empty links costs no more than its length.
bool starts_with_host(std::string_view text, std::size_t i) {
  if (i >= text.size()) return false;
  const std::string_view host = text.substr(i, kLongestHost);
  const std::size_t end = host.find_first_of("/ \t\r\n");
  return host.substr(0, end).find('.') != std::string_view::npos || host.substr(0, 9) == "localhost" ||
         (end == std::string_view::npos && host.size() == kLongestHost);
}

bool is_host(char c) {
  return is_alnum(c) || c == '.' || c == '-';
}

std::size_t host_begin_before(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin <= kLongestHost && is_host(text[begin - 1])) --begin;
  return begin;
}

}  // namespace

std::size_t find_link_at_colon(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  const bool slashes = text.substr(at + 1, 2) == "//";
  constexpr std::size_t kLongestScheme = 18;
  std::size_t begin = at;
  while (begin > 0 && at - begin < kLongestScheme && (is_alnum(text[begin - 1]) || text[begin - 1] == '.'))
    --begin;
  if (begin == at) return 0;
  const std::string name = lowered(text.substr(begin, at - begin));
  if (!slashes) {
    for (const Scheme& scheme : kOpaqueSchemes) {
      if (name != scheme.name || byte_at(text, at + 1) <= ' ') continue;
      const Link link = read_link(scope, begin, at + 1);
      if (link.end <= at + 1) return 0;
      if (scheme.meaning != "wallet_link" || is_alnum(text[at + 1]))
        return add_link(scope, found, link, scheme.meaning, false);
    }
    return 0;
  }
  for (const Scheme& scheme : kSchemes) {
    // Words glued to a web address are no part of it.
    const bool web = scheme.name == "https" || scheme.name == "http";
    if (!(web ? name.size() >= scheme.name.size() &&
                    name.compare(name.size() - scheme.name.size(), std::string::npos, scheme.name) == 0
              : name == scheme.name)) {
      continue;
    }
    const bool web_like = scheme.meaning.empty();
    if (web_like && !starts_with_host(text, at + 3)) return 0;
    const Link link = read_link(scope, at - scheme.name.size(), at + 3);
    if (link.end <= at + 4) return 0;
    if (!web_like && scheme.meaning == "ge0" && link.text.find("://map?") != std::string_view::npos) {
      return add_link(scope, found, link, "mapsme_api", false);
    }
    if (!web_like) return add_link(scope, found, link, scheme.meaning, false);
    if (link.host.empty() || (link.host.find('.') == std::string::npos && link.host != "localhost")) return 0;
    return add_link(scope, found, link, link_host_meaning(link.host), scheme.name != "maps");
  }
  return 0;
}

std::size_t find_link_at_slash(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  std::size_t label = at;  // the last label: two to five letters after a dot
  while (label > 0 && at - label < 6 && is_alpha(text[label - 1])) --label;
  const std::size_t letters = at - label;
  if (letters < 2 || letters > (scope.strict ? 3u : 5u) || byte_before(text, label) != '.') return 0;
  const std::size_t begin = host_begin_before(text, at);
  const char before = byte_before(text, begin);
  if (at - begin > kLongestHost || before == '@' || before == '/' || before == '_' || before == '%') return 0;
  const std::string_view meaning = link_host_meaning(lowered(text.substr(begin, at - begin)));
  if (meaning.empty()) return 0;
  const Link link = read_link(scope, begin, begin);
  if (link.after.size() < 2) return 0;
  return add_link(scope, found, link, meaning, meaning != "exchange" && !is_map(meaning));
}

std::size_t find_link_at_dot(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  std::size_t end = at + 1;
  while (end < text.size() && end - at < 8 && is_alpha(text[end])) ++end;
  if (end - at < 3 || end - at > 7) return 0;
  const char after = byte_at(text, end);
  if (after == '/' || after == '@' || is_token(after) || (after == '.' && is_alnum(byte_at(text, end + 1))))
    return 0;
  const std::size_t begin = host_begin_before(text, at);
  const char before = byte_before(text, begin);
  if (begin == at || at - begin > kLongestHost || before == '@' || before == '_' || before == '/' ||
      word_before(text, begin))
    return 0;
  const std::string host = lowered(text.substr(begin, end - begin));
  const std::string_view meaning = link_host_meaning(host);
  const bool onion =
      meaning == "onion" && (host.size() == 22 || host.size() == 62);  // 16 or 56 characters of Base32
  if (meaning != "exchange" && !onion) return 0;
  Link link;
  link.begin = begin;
  link.end = end;
  link.text = text.substr(begin, end - begin);
  link.host = host;
  return add_link(scope, found, link, meaning, false);
}

}  // namespace ulika::detect_parts
