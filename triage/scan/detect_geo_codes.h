// Places written as short codes that decode offline: ge0 (Organic Maps), plus codes, OpenStreetMap short
// links.
#pragma once

#include <optional>
#include <string_view>

namespace ulika {

struct GeoPoint {
  double latitude = 0;  // degrees, WGS 84
  double longitude = 0;
};

// Ten characters of URL-safe Base64: zoom, then nine of interleaved three-bit steps (Organic Maps,
// ge0/parser.cpp).
std::optional<GeoPoint> decode_ge0(std::string_view code);
// A full Open Location Code such as "8FVC2222+22", any case; the centre of its area. No short and no padded
// codes.
std::optional<GeoPoint> decode_plus_code(std::string_view code);
// The code of openstreetmap.org/go/…: quadtile bits, six a character.
std::optional<GeoPoint> decode_osm_short(std::string_view code);

}  // namespace ulika
