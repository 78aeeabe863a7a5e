// RecordPlaces and RecordMoney: which records of an item carry a place or tell of a payment, a small row
// each.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/base/sqlite.h"
#include "triage/leads/lead_counts.h"

namespace ulika {

// A number for a cell of 0.0001 degrees on each side.
std::uint64_t place_cell(double latitude, double longitude);

class RecordPlaces {
 public:
  // Places that were drawn from other records. Throws DatabaseError.
  explicit RecordPlaces(Database& db);
  std::optional<std::uint64_t> find(std::string_view record_id) const;

 private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> rows_;  // short_id() and cell, sorted
};

class RecordMoney {
 public:
  enum class Way : std::uint8_t { unknown, in, out };
  // Payments; those that were drawn from a message are found by it. Throws DatabaseError.
  explicit RecordMoney(Database& db);
  std::optional<Way> find(std::string_view record_id) const;
  // Most transfers to others within a week, most receipts, and receipts that were passed on within a day.
  void count(LeadCounts& counts) const;

 private:
  struct Payment {
    std::int64_t at = 0;
    Way way = Way::unknown;
    double amount = 0;
    bool named = false;  // a counterparty stands with it
    std::string id;
  };
  std::vector<std::pair<std::uint64_t, Way>> rows_;
  std::vector<Payment> payments_;  // by time
};

// Pictures with a place: series of at least eight, twenty minutes apart at most, over 100 m to 20 km.
void count_photo_series(Database& db, LeadCounts& counts);

}  // namespace ulika
