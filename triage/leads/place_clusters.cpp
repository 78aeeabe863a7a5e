#include "triage/leads/place_clusters.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace ulika {
namespace {

constexpr double kEarthRadius = 6'371'008.8;
constexpr double kPi = 3.14159265358979323846;
constexpr double kToRadians = kPi / 180;

// A cell's diagonal is shorter than the radius, so that a centre in a cell reaches all of it.
constexpr double kCellOfRadius = 0.4;
constexpr int kRowsAround = 2;  // whose points count as the density of a cell

struct Vector {
  double x = 0;
  double y = 0;
  double z = 0;
};

Vector vector_of(PlacePosition point) {
  const double latitude = point.latitude * kToRadians;
  const double longitude = point.longitude * kToRadians;
  return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
          std::sin(latitude)};
}

double chord_squared(const Vector& a, const Vector& b) {
  const double x = a.x - b.x;
  const double y = a.y - b.y;
  const double z = a.z - b.z;
  return x * x + y * y + z * z;
}

struct Item {
  std::int32_t row = 0;  // of latitude
  double longitude = 0;  // -180 to below 180
  std::uint32_t point = 0;
};

struct Cell {
  std::uint32_t begin = 0;  // into the items
  std::uint32_t end = 0;
  std::uint64_t density = 0;
};

class Clusters {
 public:
  Clusters(const std::vector<PlacePosition>& points, double radius_m)
      : points_(points), angle_(radius_m / kEarthRadius), step_(angle_ * kCellOfRadius) {
    const double chord = 2 * std::sin(angle_ / 2);
    chord_squared_ = chord * chord;
    sort_items();
    find_cells();
  }

  std::vector<PlaceCluster> take(std::size_t least);

 private:
  void sort_items();
  void find_cells();
  std::int32_t row_of(double latitude) const {
    return static_cast<std::int32_t>(std::floor(latitude * kToRadians / step_));
  }
  // Half the width in degrees of a band of `angle` around a meridian, at the row's end nearer to the pole.
  double width(std::int32_t row, double angle) const;
  // Calls `see(begin, end)` for the items of a row between two longitudes, across the date line.
  template <typename See>
  void between(std::int32_t row, double west, double east, See see) const;
  std::optional<PlacePosition> centre_of(const Cell& cell) const;
  void collect(PlacePosition centre, PlaceCluster& cluster);

  const std::vector<PlacePosition>& points_;
  double angle_;  // radians
  double step_;   // of a row, radians
  double chord_squared_ = 0;
  std::vector<Item> items_;
  std::vector<bool> taken_;  // by item
  std::vector<Cell> cells_;
};

void Clusters::sort_items() {
  items_.reserve(points_.size());
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const PlacePosition& point = points_[i];
    if (!(std::abs(point.latitude) <= 90 && std::abs(point.longitude) <= 180)) continue;
    items_.push_back({row_of(point.latitude), point.longitude == 180 ? -180 : point.longitude,
                      static_cast<std::uint32_t>(i)});
  }
  std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
    if (a.row != b.row) return a.row < b.row;
    if (a.longitude != b.longitude) return a.longitude < b.longitude;
    return a.point < b.point;
  });
  taken_.assign(items_.size(), false);
}

double Clusters::width(std::int32_t row, double angle) const {
  const double south = std::abs(row * step_);
  const double north = std::abs((row + 1) * step_);
  const double latitude = std::max(south, north) + angle;
  if (latitude >= kPi / 2) return 360;
  const double sine = std::sin(angle) / std::cos(latitude);
  return sine >= 1 ? 360 : std::asin(sine) / kToRadians;
}

template <typename See>
void Clusters::between(std::int32_t row, double west, double east, See see) const {
  const auto less = [](const Item& a, const Item& b) {
    return a.row != b.row ? a.row < b.row : a.longitude < b.longitude;
  };
  const auto part = [&](double from, double to) {
    const auto begin = std::lower_bound(items_.begin(), items_.end(), Item{row, from, 0}, less);
    const auto end = std::upper_bound(begin, items_.end(), Item{row, to, 0}, less);
    see(static_cast<std::size_t>(begin - items_.begin()), static_cast<std::size_t>(end - items_.begin()));
  };
  if (east - west >= 360) return part(-180, 180);
  part(std::max(west, -180.0), std::min(east, 180.0));
  if (west < -180) part(west + 360, 180);
  if (east > 180) part(-180, east - 360);
}

void Clusters::find_cells() {
  for (std::size_t begin = 0; begin < items_.size();) {
    const Item& first = items_[begin];
    const double side = width(first.row, step_);
    std::size_t end = begin;
    while (end < items_.size() && items_[end].row == first.row &&
           items_[end].longitude - first.longitude <= side)
      ++end;
    Cell cell;
    cell.begin = static_cast<std::uint32_t>(begin);
    cell.end = static_cast<std::uint32_t>(end);
    const double reach = kRowsAround * side;
    for (std::int32_t row = first.row - kRowsAround; row <= first.row + kRowsAround; ++row) {
      between(row, first.longitude - reach, items_[end - 1].longitude + reach,
              [&](std::size_t from, std::size_t to) { cell.density += to - from; });
    }
    cells_.push_back(cell);
    begin = end;
  }
  std::sort(cells_.begin(), cells_.end(), [](const Cell& a, const Cell& b) {
    return a.density != b.density ? a.density > b.density : a.begin < b.begin;
  });
}

void Clusters::collect(PlacePosition centre, PlaceCluster& cluster) {
  const Vector at = vector_of(centre);
  const double reach = angle_ / kToRadians;
  const std::int32_t last = row_of(centre.latitude + reach);
  for (std::int32_t row = row_of(centre.latitude - reach); row <= last; ++row) {
    const double half = width(row, angle_);
    between(row, centre.longitude - half, centre.longitude + half, [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i) {
        if (taken_[i] || chord_squared(at, vector_of(points_[items_[i].point])) > chord_squared_) continue;
        taken_[i] = true;
        cluster.members.push_back(items_[i].point);
      }
    });
  }
}

// The mean of what the cell still holds; one of its points where that is too far off (a cell at a pole).
std::optional<PlacePosition> Clusters::centre_of(const Cell& cell) const {
  PlacePosition sum;
  std::size_t count = 0;
  const PlacePosition* first = nullptr;
  for (std::size_t i = cell.begin; i < cell.end; ++i) {
    if (taken_[i]) continue;
    const PlacePosition& point = points_[items_[i].point];
    if (!first) first = &point;
    sum.latitude += point.latitude;
    sum.longitude += items_[i].longitude;
    ++count;
  }
  if (!first) return std::nullopt;
  const PlacePosition mean{sum.latitude / static_cast<double>(count),
                           sum.longitude / static_cast<double>(count)};
  return chord_squared(vector_of(mean), vector_of(*first)) <= chord_squared_ ? mean : *first;
}

std::vector<PlaceCluster> Clusters::take(std::size_t least) {
  std::vector<PlaceCluster> clusters;
  for (const Cell& cell : cells_) {
    while (const std::optional<PlacePosition> centre = centre_of(cell)) {
      PlaceCluster cluster;
      cluster.centre = *centre;
      collect(cluster.centre, cluster);
      if (cluster.members.size() < least) continue;
      std::sort(cluster.members.begin(), cluster.members.end());
      clusters.push_back(std::move(cluster));
    }
  }
  std::sort(clusters.begin(), clusters.end(), [](const PlaceCluster& a, const PlaceCluster& b) {
    return a.members.size() != b.members.size() ? a.members.size() > b.members.size() : a.members < b.members;
  });
  return clusters;
}

}  // namespace

double distance_m(PlacePosition a, PlacePosition b) {
  const double half_chord = std::sqrt(chord_squared(vector_of(a), vector_of(b))) / 2;
  return 2 * kEarthRadius * std::asin(std::min(1.0, half_chord));
}

std::vector<PlaceCluster> place_clusters(const std::vector<PlacePosition>& points, double radius_m,
                                         std::size_t least) {
  return Clusters(points, radius_m).take(least);
}

}  // namespace ulika
