#include "triage/leads/record_places.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "triage/leads/spoken_texts.h"

namespace ulika {
namespace {

constexpr double kCellsOfADegree = 10'000;
constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = 24 * 60 * kMinute;
constexpr std::size_t kFewestPayments = 3;
constexpr std::size_t kFewestPhotos = 8;
constexpr std::int64_t kPhotoGap = 20 * kMinute;
constexpr double kLeastSpreadM = 100, kMostSpreadM = 20'000, kMetresOfADegree = 111'320;
constexpr int kNightFrom = 22, kNightTo = 6;

double number_in(std::string_view text) {
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::isfinite(number) ? std::fabs(number) : 0;
}

struct Photo {
  std::int64_t at = 0;
  bool local = false;
  double latitude = 0, longitude = 0;
  std::string id;
};

double spread_m(const std::vector<Photo>& photos, std::size_t from, std::size_t to) {
  double south = 90, north = -90, west = 180, east = -180;
  for (std::size_t i = from; i < to; ++i) {
    south = std::min(south, photos[i].latitude);
    north = std::max(north, photos[i].latitude);
    west = std::min(west, photos[i].longitude);
    east = std::max(east, photos[i].longitude);
  }
  const double across = (east - west) * std::cos((south + north) / 2 * 3.14159265358979 / 180);
  return std::hypot(north - south, across) * kMetresOfADegree;
}

}  // namespace

std::uint64_t place_cell(double latitude, double longitude) {
  const auto part = [](double degrees) {
    return static_cast<std::uint64_t>(
        std::llround((std::clamp(degrees, -180.0, 180.0) + 180) * kCellsOfADegree));
  };
  return part(latitude) << 32 | part(longitude);
}

RecordPlaces::RecordPlaces(Database& db) {
  Statement rows = db.prepare(
      "SELECT derived_from, latitude, longitude FROM location WHERE derived_from <> '' AND latitude IS NOT "
      "NULL "
      "AND longitude IS NOT NULL");
  while (rows.step()) {
    if (const std::uint64_t id = short_id(rows.text(0)); id != 0)
      rows_.emplace_back(id, place_cell(rows.real(1), rows.real(2)));
  }
  std::sort(rows_.begin(), rows_.end());
}

std::optional<std::uint64_t> RecordPlaces::find(std::string_view record_id) const {
  const std::uint64_t id = short_id(record_id);
  const auto it = std::lower_bound(rows_.begin(), rows_.end(), std::pair(id, std::uint64_t{0}));
  return it == rows_.end() || it->first != id ? std::nullopt : std::optional(it->second);
}

RecordMoney::RecordMoney(Database& db) {
  Statement rows =
      db.prepare("SELECT id, derived_from, direction, amount, counterparty, at FROM payment ORDER BY row_id");
  while (rows.step()) {
    Payment payment;
    payment.id = rows.text(0);
    payment.way = rows.text(2) == "in" ? Way::in : rows.text(2) == "out" ? Way::out : Way::unknown;
    payment.amount = number_in(rows.text(3));
    payment.named = !rows.text(4).empty();
    payment.at = rows.int64(5);
    if (const std::uint64_t id = short_id(rows.text(1)); id != 0) rows_.emplace_back(id, payment.way);
    payments_.push_back(std::move(payment));
  }
  std::sort(rows_.begin(), rows_.end());
  std::stable_sort(payments_.begin(), payments_.end(),
                   [](const Payment& a, const Payment& b) { return a.at < b.at; });
}

std::optional<RecordMoney::Way> RecordMoney::find(std::string_view record_id) const {
  const std::uint64_t id = short_id(record_id);
  const auto it = std::lower_bound(rows_.begin(), rows_.end(), std::pair(id, Way::unknown));
  return it == rows_.end() || it->first != id ? std::nullopt : std::optional(it->second);
}

void RecordMoney::count(LeadCounts& counts) const {
  std::size_t first = 0, most_out = 0, most_in = 0, outs = 0, ins = 0;
  const auto weighs = [](const Payment& p, Way way) { return p.way == way && (p.named || way == Way::in); };
  for (std::size_t i = 0; i < payments_.size(); ++i) {
    outs += weighs(payments_[i], Way::out) ? 1 : 0;
    ins += weighs(payments_[i], Way::in) ? 1 : 0;
    for (; payments_[first].at + 7 * kDay < payments_[i].at; ++first) {
      outs -= weighs(payments_[first], Way::out) ? 1 : 0;
      ins -= weighs(payments_[first], Way::in) ? 1 : 0;
    }
    most_out = std::max(most_out, outs);
    most_in = std::max(most_in, ins);
  }
  for (const Payment& p : payments_) {
    if (weighs(p, Way::out) && most_out >= kFewestPayments) counts.add("payouts", p.id, 0);
    if (weighs(p, Way::in) && most_in >= kFewestPayments) counts.add("pay_ins", p.id, 0);
  }
  if (most_out >= kFewestPayments) counts.put("payouts", static_cast<double>(most_out));
  if (most_in >= kFewestPayments) counts.put("pay_ins", static_cast<double>(most_in));
  // Money that was hardly in before it was out again.
  for (std::size_t i = 0; i + 1 < payments_.size(); ++i) {
    const Payment& in = payments_[i];
    if (in.way != Way::in || in.amount <= 0 || in.at == 0) continue;
    double out = 0;
    for (std::size_t j = i + 1; j < payments_.size() && j < i + 50 && payments_[j].at <= in.at + kDay; ++j) {
      if (payments_[j].way == Way::out) out += payments_[j].amount;
    }
    if (out >= 0.7 * in.amount && out <= 1.5 * in.amount) counts.add("cashed_out", in.id);
  }
  if (counts.n("cashed_out") < static_cast<double>(kFewestPayments)) counts.erase("cashed_out");
}

void count_photo_series(Database& db, LeadCounts& counts) {
  constexpr std::int64_t kHour = 60 * kMinute;
  Statement rows = db.prepare(
      "SELECT id, at, zone, latitude, longitude FROM location WHERE origin = 'exif' AND at IS NOT NULL AND "
      "latitude IS "
      "NOT NULL AND longitude IS NOT NULL ORDER BY at, id");
  std::vector<Photo> series;
  std::size_t best = 0, best_night = 0;
  const auto end_series = [&] {
    const double spread = spread_m(series, 0, series.size());
    if (series.size() >= kFewestPhotos && spread >= kLeastSpreadM && spread <= kMostSpreadM) {
      std::size_t night = 0;
      for (const Photo& photo : series) {
        // Only a camera's own clock says what time of day it was.
        const auto hour = static_cast<int>(((photo.at % kDay) + kDay) % kDay / kHour);
        if (photo.local && (hour >= kNightFrom || hour < kNightTo)) ++night;
      }
      for (const Photo& photo : series) counts.add("photo_series", photo.id, 0);
      best = std::max(best, series.size());
      best_night = std::max(best_night, night);
    }
    series.clear();
  };
  while (rows.step()) {
    Photo photo{rows.int64(1), rows.text(2) == "unknown", rows.real(3), rows.real(4),
                std::string(rows.text(0))};
    constexpr std::size_t kMostOfSeries = 2000;
    if (!series.empty() && (photo.at - series.back().at > kPhotoGap || series.size() >= kMostOfSeries))
      end_series();
    series.push_back(std::move(photo));
  }
  end_series();
  if (best > 0) counts.put("photo_series", static_cast<double>(best));
  if (best_night > 0) counts.put("photo_night", static_cast<double>(best_night));
}

}  // namespace ulika
