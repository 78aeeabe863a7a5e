#include "triage/leads/places.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace ulika {
namespace {

constexpr double kRadians = 3.14159265358979323846 / 180;

}  // namespace

double metres_between(double latitude1, double longitude1, double latitude2, double longitude2) {
  double east = std::fabs(longitude1 - longitude2);
  if (east > 180) east = 360 - east;
  east *= std::cos((latitude1 + latitude2) / 2 * kRadians);
  return std::hypot(latitude1 - latitude2, east) * kMetresPerDegree;
}

std::vector<PlaceGroup> shared_places(std::vector<PlacePoint> points, double radius) {
  std::sort(points.begin(), points.end(), [](const PlacePoint& a, const PlacePoint& b) {
    return std::tie(a.latitude, a.longitude, a.device, a.record_id) <
           std::tie(b.latitude, b.longitude, b.device, b.record_id);
  });
  // Groups by the cell of their first point; cells are as high and wide as the radius.
  const double size = radius / kMetresPerDegree;
  const auto row_of = [size](double latitude) { return std::lround(latitude / size); };
  const auto column_of = [size](double longitude, long row) {
    const double shrink = std::max(0.01, std::cos(static_cast<double>(row) * size * kRadians));
    return std::lround(longitude * shrink / size);
  };
  std::vector<PlaceGroup> groups;
  std::map<std::pair<long, long>, std::vector<std::size_t>> cells;
  for (PlacePoint& point : points) {
    const long row = row_of(point.latitude);
    std::size_t home = groups.size();
    // Points come from the south: a group that holds this one began in this row or the one below.
    for (long r = row - 1; r <= row && home == groups.size(); ++r) {
      const long column = column_of(point.longitude, r);
      for (long c = column - 2; c <= column + 2 && home == groups.size(); ++c) {
        const auto cell = cells.find({r, c});
        if (cell == cells.end()) continue;
        for (const std::size_t group : cell->second) {
          if (metres_between(groups[group].latitude, groups[group].longitude, point.latitude,
                             point.longitude) <= radius) {
            home = group;
            break;
          }
        }
      }
    }
    if (home == groups.size()) {
      groups.push_back({point.latitude, point.longitude, {}});
      cells[{row, column_of(point.longitude, row)}].push_back(home);
    }
    groups[home].points.push_back(std::move(point));
  }
  const auto one_device = [](const PlaceGroup& group) {
    return std::all_of(group.points.begin(), group.points.end(),
                       [&](const PlacePoint& p) { return p.device == group.points.front().device; });
  };
  groups.erase(std::remove_if(groups.begin(), groups.end(), one_device), groups.end());
  return groups;
}

}  // namespace ulika
