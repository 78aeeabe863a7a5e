// SelectorMerge: brings the sightings of many devices together by selector, in bounded memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "triage/leads/selectors.h"
#include "triage/leads/sorted_runs.h"

namespace ulika {

// Everything that one device knows of one selector.
struct DeviceSighting {
  static constexpr std::size_t kMostChats = 32;   // more are not told apart
  static constexpr std::size_t kMostRecords = 3;  // examples that are kept

  std::uint16_t device = 0;
  std::uint8_t roles = 0;  // SightingRole bits
  bool speaks = false;
  std::uint32_t count = 0, in = 0, out = 0;
  std::vector<std::uint32_t> chats;     // numbers of conversations, sorted, up to kMostChats
  std::string label;                    // the longest name that stands with it
  std::vector<std::string> record_ids;  // sorted, up to kMostRecords

  // Adds what was seen of the same selector on the same device; the order of adding makes no difference.
  void merge(const DeviceSighting& other);
};

class SelectorMerge {
 public:
  // Temporary files are made in `dir`; about `memory_bytes` are held before they are.
  explicit SelectorMerge(const std::filesystem::path& dir, std::size_t memory_bytes = std::size_t{64} << 20);

  // Precondition: fewer than 65,536 devices.
  void add(std::uint16_t device, const Sighting& sighting);

  // Selectors in the order of kind and value, each with its devices in their order. Once, after the last
  // add().
  using Visit = std::function<void(const SelectorForm&, const std::vector<DeviceSighting>&)>;
  void for_each(const Visit& visit);

  std::uint64_t rows() const { return runs_.rows(); }

 private:
  void flush();

  SortedRuns runs_;
  std::size_t most_held_;
  std::unordered_map<std::string, DeviceSighting> held_;  // by kind, 0, value, 0, device; sorted by the runs
};

}  // namespace ulika
