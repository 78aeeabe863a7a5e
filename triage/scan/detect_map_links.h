// Map links: the point that a link of a map service names in itself, read offline.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "triage/scan/detect_geo_codes.h"

namespace ulika {

// `service` is a meaning of link_hosts.tsv ("google", "yandex", "2gis", "apple", "osm", "osmand", "ge0") or
// "mapsme_api" or "geo_uri". Yandex and 2GIS write longitude first, except in Yandex's rtext and text.
std::optional<GeoPoint> map_link_point(std::string_view service, std::string_view link);

// For a link without coordinates: the rule that lists it as a place that only its service can resolve
// ("yandex_short", "2gis_noll", …); empty when the link is no place at all.
std::string opaque_map_rule(std::string_view service, std::string_view link);

}  // namespace ulika
