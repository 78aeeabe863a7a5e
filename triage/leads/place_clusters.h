// Places out of points: points that lie within some metres of one another, on the sphere.
#pragma once

#include <cstddef>
#include <vector>

namespace ulika {

struct PlacePosition {
  double latitude = 0;   // degrees
  double longitude = 0;  // degrees
};

struct PlaceCluster {
  PlacePosition centre;              // every member lies within the radius of it
  std::vector<std::size_t> members;  // indices into the points, ascending
};

// Metres along the great circle of a sphere of the Earth's mean radius (6,371,008.8 m, IUGG).
double distance_m(PlacePosition a, PlacePosition b);

// Clusters of `least` points or more, the largest first (then by first member). Each point is in one cluster
// at most. The densest places are taken first, so a track does not become one long cluster, and the result
// depends on the points and their order in no other way. Points out of range are in none. Memory is some 60
// bytes a point; time grows with n log n. Precondition: 1 ≤ radius_m ≤ 10,000.
std::vector<PlaceCluster> place_clusters(const std::vector<PlacePosition>& points, double radius_m = 30,
                                         std::size_t least = 1);

}  // namespace ulika
