// Places: points of many devices that lie within a radius of one another, as places that devices share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ulika {

// Metres between two points of the Earth, for small distances (equirectangular).
double metres_between(double latitude1, double longitude1, double latitude2, double longitude2);

constexpr double kMetresPerDegree = 111'320;  // of latitude
constexpr double kPlaceRadius = 30;           // metres

struct PlacePoint {
  double latitude = 0, longitude = 0;
  std::uint16_t device = 0;
  bool sent = false;    // stands in a message or note; else a photo knows it
  bool speaks = false;  // in one that speaks of the trade
  std::uint32_t chat = 0;
  std::string record_id;
};

struct PlaceGroup {
  double latitude = 0, longitude = 0;  // of the point that the others lie around
  std::vector<PlacePoint> points;
};

// Every point lies within `radius` metres of its group's first, so that a street full of photos is no one
// place. Groups of two devices or more, in order of their coordinates; the same whatever the order of points.
std::vector<PlaceGroup> shared_places(std::vector<PlacePoint> points, double radius = kPlaceRadius);

}  // namespace ulika
