// Places that devices share.
#include "triage/leads/places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace ulika {
namespace {

PlacePoint point(double latitude, double longitude, std::uint16_t device) {
  PlacePoint p;
  p.latitude = latitude;
  p.longitude = longitude;
  p.device = device;
  p.record_id = std::to_string(latitude) + "/" + std::to_string(longitude);
  return p;
}

TEST(Places, DistancesHoldAcrossTheDateLine) {
  EXPECT_NEAR(metres_between(10, 179.9999, 10, -179.9999), 21.9, 0.1);
  EXPECT_NEAR(metres_between(46, 69, 46.001, 69), 111.3, 0.1);
}

TEST(Places, JoinsWhatLiesWithinTheRadiusAndNoRowOfNeighbours) {
  EXPECT_EQ(shared_places({point(46, 69, 0), point(46.0002, 69, 1)}).size(), 1u) << "22 m";
  EXPECT_TRUE(shared_places({point(46, 69, 0), point(46.0003, 69, 1)}).empty()) << "33 m";
  EXPECT_TRUE(shared_places({point(46, 69, 0), point(46.0002, 69, 0)}).empty()) << "one device";
  std::vector<PlacePoint> street;
  for (int i = 0; i < 100; ++i)
    street.push_back(point(46 + i * 0.0002, 69, static_cast<std::uint16_t>(i % 2)));
  for (const PlaceGroup& group : shared_places(street)) EXPECT_LE(group.points.size(), 2u);
}

// Against looking at every pair: each point is within the radius of its group's first, and no two firsts are.
TEST(Places, GroupsAreTheSameInAnyOrderAndKeepTheirRadius) {
  std::mt19937 chance(23);
  const auto part = [&] { return static_cast<double>(chance() % 100'000) / 1e8; };
  for (const double latitude : {0.0, 46.1, -71.5, 89.99}) {
    std::vector<PlacePoint> points;
    for (int i = 0; i < 400; ++i) {
      points.push_back(point(latitude + part(), 69.7 + part(), static_cast<std::uint16_t>(i % 5)));
    }
    const std::vector<PlaceGroup> groups = shared_places(points);
    EXPECT_FALSE(groups.empty());
    for (std::size_t i = 0; i < groups.size(); ++i) {
      for (const PlacePoint& p : groups[i].points) {
        EXPECT_LE(metres_between(groups[i].latitude, groups[i].longitude, p.latitude, p.longitude),
                  kPlaceRadius);
      }
      for (std::size_t j = 0; j < i; ++j) {
        EXPECT_GT(
            metres_between(groups[i].latitude, groups[i].longitude, groups[j].latitude, groups[j].longitude),
            kPlaceRadius);
      }
    }
    std::shuffle(points.begin(), points.end(), chance);
    const std::vector<PlaceGroup> again = shared_places(points);
    ASSERT_EQ(again.size(), groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
      EXPECT_EQ(again[i].latitude, groups[i].latitude);
      EXPECT_EQ(again[i].points.size(), groups[i].points.size());
    }
  }
}

}  // namespace
}  // namespace ulika
