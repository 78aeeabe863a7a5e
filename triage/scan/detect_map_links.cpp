#include "triage/scan/detect_map_links.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "triage/scan/detect_chars.h"

namespace ulika {
namespace {

using namespace detect_chars;

using Query = std::vector<std::pair<std::string, std::string>>;

std::string percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
      out.push_back(static_cast<char>(value));
      i += 2;
    } else {
      out.push_back(text[i] == '+' && plus_is_space ? ' ' : text[i]);
    }
  }
  return out;
}

Query query_of(std::string_view link) {
  constexpr std::size_t kMostKeys = 64;
  Query query;
  std::size_t begin = link.find('?');
  begin = begin == std::string_view::npos ? link.find(":q=") : begin;
  if (begin == std::string_view::npos) return query;
  std::string_view rest = link.substr(begin + 1);
  rest = rest.substr(0, rest.find('#'));
  while (!rest.empty() && query.size() < kMostKeys) {
    std::string_view part = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    if (part.substr(0, 4) == "amp;") part.remove_prefix(4);  // copied out of HTML
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    query.emplace_back(percent_decoded(part.substr(0, equals), true),
                       percent_decoded(part.substr(equals + 1), true));
  }
  return query;
}

std::string_view value_of(const Query& query, std::string_view key) {
  for (const auto& [name, value] : query) {
    if (name == key) return value;
  }
  return {};
}

// A number of degrees at `i` with at least `decimals` decimals; moves `i` past it.
std::optional<double> read_degrees(std::string_view text, std::size_t& i, std::size_t decimals) {
  std::size_t at = i;
  const bool minus = byte_at(text, at) == '-';
  if (minus || byte_at(text, at) == '+') ++at;
  const std::size_t whole_end = digits_end(text.substr(0, std::min(text.size(), at + 4)), at);
  if (whole_end == at || whole_end - at > 3) return std::nullopt;
  std::size_t end = whole_end;
  if (byte_at(text, whole_end) == '.')
    end = digits_end(text.substr(0, std::min(text.size(), whole_end + 19)), whole_end + 1);
  const std::size_t fraction = end > whole_end ? end - whole_end - 1 : 0;
  if (fraction < decimals) return std::nullopt;
  double value = 0;
  std::from_chars(text.data() + at, text.data() + end, value);
  i = end;
  return minus ? -value : value;
}

using Pair = std::pair<double, double>;

std::optional<Pair> read_pair(std::string_view text, std::size_t i, std::size_t decimals,
                              std::size_t* end = nullptr) {
  const auto first = read_degrees(text, i, decimals);
  if (!first) return std::nullopt;
  const char between = byte_at(text, i);
  if (between != ',' && between != ' ' && between != '+') return std::nullopt;
  ++i;
  if (between == ',' && (byte_at(text, i) == ' ' || byte_at(text, i) == '+')) ++i;
  const auto second = read_degrees(text, i, decimals);
  if (!second) return std::nullopt;
  if (end) *end = i;
  return Pair{*first, *second};
}

constexpr std::size_t kDecimals = 2;  // "q=5,10" is a search, not a place

std::optional<GeoPoint> north_east(const std::optional<Pair>& pair) {
  return pair ? std::optional(GeoPoint{pair->first, pair->second}) : std::nullopt;
}
std::optional<GeoPoint> east_north(const std::optional<Pair>& pair) {
  return pair ? std::optional(GeoPoint{pair->second, pair->first}) : std::nullopt;
}

std::optional<GeoPoint> two_keys(const Query& query, std::string_view north, std::string_view east) {
  std::size_t i = 0;
  const auto latitude = read_degrees(value_of(query, north), i, kDecimals);
  i = 0;
  const auto longitude = read_degrees(value_of(query, east), i, kDecimals);
  return latitude && longitude ? std::optional(GeoPoint{*latitude, *longitude}) : std::nullopt;
}

// "<mark>lat,lon" anywhere in `text`.
std::optional<GeoPoint> pair_after(std::string_view text, std::string_view mark, std::size_t decimals) {
  for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
    if (const auto pair = read_pair(text, at + mark.size(), decimals)) return north_east(pair);
  }
  return std::nullopt;
}

std::optional<GeoPoint> google_point(std::string_view link, const Query& query) {
  const bool maps =
      link.find("maps") != std::string_view::npos || link.find("navigation") != std::string_view::npos;
  const std::size_t decimals = maps ? kDecimals : 4;  // a plain search may hold any two numbers
  const std::string base = percent_decoded(link, true);
  if (const std::size_t pin = base.find("!3d");
      pin != std::string::npos) {  // the pin; '@' is only the map's centre
    std::size_t i = pin + 3;
    const auto latitude = read_degrees(base, i, 1);
    if (latitude && base.compare(i, 3, "!4d") == 0) {
      i += 3;
      if (const auto longitude = read_degrees(base, i, 1)) return GeoPoint{*latitude, *longitude};
    }
  }
  for (const std::string_view key :
       {"q", "query", "destination", "daddr", "ll", "viewpoint", "center", "saddr"}) {
    std::string_view value = value_of(query, key);
    if (value.substr(0, 4) == "loc:") value.remove_prefix(4);
    if (const auto point = north_east(read_pair(value, 0, decimals))) return point;
    if (const auto point = pair_after(value, "@", decimals)) return point;
  }
  for (const std::string_view folder : {"/place/", "/search/", "/dir/"}) {
    const std::size_t at = base.find(folder);
    if (at == std::string::npos) continue;
    std::string_view rest = std::string_view(base).substr(at + folder.size());
    for (int part = 0; part < 2 && !rest.empty(); ++part) {
      if (const auto point = north_east(read_pair(rest, 0, decimals))) return point;
      const std::size_t slash = rest.find('/');
      if (slash == std::string_view::npos) break;
      rest.remove_prefix(slash + 1);
    }
  }
  return pair_after(base, "@", decimals);
}

std::optional<GeoPoint> yandex_point(const Query& query) {
  if (const auto point = two_keys(query, "lat_to", "lon_to")) return point;
  if (std::string_view route = value_of(query, "rtext"); !route.empty()) {
    if (const std::size_t last = route.rfind('~'); last != std::string_view::npos)
      route.remove_prefix(last + 1);
    if (const auto point = north_east(read_pair(route, 0, kDecimals))) return point;
  }
  for (const std::string_view key : {"whatshere[point]", "pt"}) {
    if (const auto point = east_north(read_pair(value_of(query, key), 0, kDecimals))) return point;
  }
  if (const auto point = north_east(read_pair(value_of(query, "text"), 0, kDecimals))) return point;
  return east_north(read_pair(value_of(query, "ll"), 0, kDecimals));
}

std::optional<GeoPoint> two_gis_point(std::string_view link, const Query& query) {
  if (const auto point = east_north(read_pair(value_of(query, "m"), 0, kDecimals))) return point;
  const std::string base = percent_decoded(link.substr(0, link.find('?')), false);
  for (std::size_t slash = base.find('/'); slash != std::string::npos; slash = base.find('/', slash + 1)) {
    std::size_t i = slash + 1;
    while (i < base.size() && base[i] == '|') ++i;
    if (const auto point = east_north(read_pair(base, i, kDecimals))) return point;
  }
  return std::nullopt;
}

// "17/45.9/69.8" after `mark`: zoom, latitude, longitude.
std::optional<GeoPoint> zoomed_pair(std::string_view link, std::string_view mark) {
  const std::size_t at = link.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  std::size_t i = at + mark.size();
  if (!read_degrees(link, i, 0) || byte_at(link, i++) != '/') return std::nullopt;
  const auto latitude = read_degrees(link, i, kDecimals);
  if (!latitude || byte_at(link, i++) != '/') return std::nullopt;
  const auto longitude = read_degrees(link, i, kDecimals);
  return longitude ? std::optional(GeoPoint{*latitude, *longitude}) : std::nullopt;
}

std::optional<GeoPoint> osm_point(std::string_view link, const Query& query) {
  if (const auto point = two_keys(query, "mlat", "mlon")) return point;
  if (const std::size_t go = link.find("/go/"); go != std::string_view::npos)
    return decode_osm_short(link.substr(go + 4));
  if (const auto point = zoomed_pair(link, "map=")) return point;
  return two_keys(query, "lat", "lon");
}

std::optional<GeoPoint> osmand_point(std::string_view link, const Query& query) {
  for (const std::string_view key : {"pin", "finish", "start"}) {
    if (const auto point = north_east(read_pair(value_of(query, key), 0, kDecimals))) return point;
  }
  if (const auto point = two_keys(query, "lat", "lon")) return point;
  return zoomed_pair(link, "#");
}

std::optional<GeoPoint> apple_point(const Query& query) {
  for (const std::string_view key : {"ll", "coordinate", "daddr", "q", "sll", "center"}) {
    if (const auto point = north_east(read_pair(value_of(query, key), 0, kDecimals))) return point;
  }
  return std::nullopt;
}

std::optional<GeoPoint> ge0_point(std::string_view link) {
  std::size_t begin = link.find("://");
  begin = begin == std::string_view::npos ? 0 : begin + 3;
  if (const std::size_t slash = link.find('/', begin); slash != std::string_view::npos) {
    const std::string_view host = link.substr(begin, slash - begin);
    if (host.find('.') != std::string_view::npos) begin = slash + 1;
  }
  const std::string_view code = link.substr(begin);
  return code.size() > 10 && is_token(code[10]) ? std::nullopt : decode_ge0(code);
}

// RFC 5870, and Android's "geo:0,0?q=lat,lon(label)", whose 0,0 says nothing.
std::optional<GeoPoint> geo_uri_point(std::string_view link, const Query& query) {
  if (const auto point = north_east(read_pair(value_of(query, "q"), 0, kDecimals))) return point;
  const std::string base = percent_decoded(link.substr(4), false);
  const auto pair = read_pair(base, 0, 0);
  if (!pair || (pair->first == 0 && pair->second == 0)) return std::nullopt;
  return north_east(pair);
}

}  // namespace

std::optional<GeoPoint> map_link_point(std::string_view service, std::string_view link) {
  const Query query = query_of(link);
  std::optional<GeoPoint> point;
  if (service == "google") point = google_point(link, query);
  if (service == "yandex") point = yandex_point(query);
  if (service == "2gis") point = two_gis_point(link, query);
  if (service == "apple") point = apple_point(query);
  if (service == "osm") point = osm_point(link, query);
  if (service == "osmand") point = osmand_point(link, query);
  if (service == "ge0") point = ge0_point(link);
  if (service == "mapsme_api") point = north_east(read_pair(value_of(query, "ll"), 0, kDecimals));
  if (service == "geo_uri") point = geo_uri_point(link, query);
  if (point && !(std::abs(point->latitude) <= 90 && std::abs(point->longitude) <= 180)) return std::nullopt;
  return point;
}

std::string opaque_map_rule(std::string_view service, std::string_view link) {
  const auto holds = [&](std::string_view part) { return link.find(part) != std::string_view::npos; };
  if (service == "map_opaque") return holds("2gis") ? "2gis_short" : "google_short";
  if (service == "map_goo") return holds("goo.gl/maps/") ? "google_short" : "";
  if (service == "yandex") {
    if (holds("/maps/-/") || holds("/navi/-/")) return "yandex_short";
    return holds("/maps") || holds("/navi") ? "yandex_noll" : "";
  }
  if (service == "google") return holds("/maps") ? "google_noll" : "";
  if (service == "2gis") {  // anything but the front page
    const std::size_t scheme = link.find("://");
    const std::size_t slash = link.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
    return slash != std::string_view::npos && slash + 1 < link.size() ? "2gis_noll" : "";
  }
  if (service == "apple") return "apple_noll";
  return "";
}

}  // namespace ulika
