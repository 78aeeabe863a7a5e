#include "triage/leads/place_clusters.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace ulika {
namespace {

TEST(PlaceClusters, DistancesAreThoseOfTheSphere) {
  // One degree of a meridian: pi/180 of the radius; a quarter of the equator.
  EXPECT_NEAR(distance_m({45, 70}, {46, 70}), 111195.08, 0.01);
  EXPECT_NEAR(distance_m({0, 0}, {0, 90}), 10007557.22, 0.01);
  EXPECT_NEAR(distance_m({45, 179.9999}, {45, -179.9999}), 15.7, 0.1);
  EXPECT_NEAR(distance_m({45, 70}, {45.0000001, 70}), 0.011, 0.001);
}

// Around spots that lie far apart, at the date line and near a pole too.
TEST(PlaceClusters, SpotsComeOutWhole) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> metres(-8, 8);
  const std::vector<PlacePosition> spots = {
      {46.1, 70.2}, {46.1, 70.201}, {0, 180}, {89.9999, 10}, {-45, -179.99999}};
  std::vector<PlacePosition> points;
  for (int i = 0; i < 200; ++i) {
    for (const PlacePosition& spot : spots) {
      const double cosine = std::cos(spot.latitude * 3.14159265358979 / 180);
      PlacePosition point{spot.latitude + metres(random) / 111195,
                          spot.longitude + metres(random) / 111195 / cosine};
      if (point.longitude > 180) point.longitude -= 360;
      if (point.longitude < -180) point.longitude += 360;
      points.push_back(point);
    }
  }
  const auto clusters = place_clusters(points, 30, 2);
  ASSERT_EQ(clusters.size(), spots.size());
  for (const PlaceCluster& cluster : clusters) {
    EXPECT_EQ(cluster.members.size(), 200u);
    for (const std::size_t member : cluster.members) {
      EXPECT_EQ(member % spots.size(), cluster.members[0] % spots.size());
      EXPECT_LE(distance_m(cluster.centre, points[member]), 30.0001);
    }
  }
}

TEST(PlaceClusters, EveryPointIsInOneClusterAndTheOrderOfThePlacesDoesNotMatter) {
  std::mt19937 random(12);
  std::uniform_real_distribution<double> degrees(0, 0.003);
  std::vector<PlacePosition> points;
  for (int i = 0; i < 3000; ++i) points.push_back({46 + degrees(random), 70 + degrees(random)});
  points.push_back({91, 0});
  points.push_back({std::nan(""), 0});
  const auto clusters = place_clusters(points);
  std::vector<int> seen(points.size());
  for (const PlaceCluster& cluster : clusters) {
    for (const std::size_t member : cluster.members) ++seen[member];
  }
  for (std::size_t i = 0; i < points.size(); ++i) EXPECT_EQ(seen[i], i < 3000 ? 1 : 0) << i;

  std::vector<PlacePosition> turned(points.rbegin(), points.rend());
  const auto again = place_clusters(turned);
  ASSERT_EQ(again.size(), clusters.size());
  std::vector<std::size_t> sizes;
  std::vector<std::size_t> sizes_again;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    sizes.push_back(clusters[i].members.size());
    sizes_again.push_back(again[i].members.size());
  }
  EXPECT_EQ(sizes, sizes_again);
}

TEST(PlaceClusters, AMillionPoints) {
  std::mt19937 random(13);
  std::normal_distribution<double> spread(0, 0.05);
  std::vector<PlacePosition> points;
  for (int i = 0; i < 1'000'000; ++i) points.push_back({46 + spread(random), 70 + spread(random)});
  for (int i = 0; i < 1000; ++i) points[static_cast<std::size_t>(i)] = {46, 70};
  EXPECT_GE(place_clusters(points, 30, 1000).size(), 1u);
}

}  // namespace
}  // namespace ulika
