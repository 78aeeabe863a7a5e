// JoinDevices: reads every item once for what devices share, and hands over links, persons and drops.
#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>
#include <vector>

#include "triage/case/case_reader.h"
#include "triage/leads/selector_forms.h"

namespace ulika {

// Pairs of selectors that an examiner wants kept apart.
using PersonSplits = std::vector<std::pair<SelectorForm, SelectorForm>>;

// Those of table `splits` (kind_a, value_a, kind_b, value_b) of the examiner's review.db in the case folder;
// none where there is no such file or table.
PersonSplits read_splits(const std::filesystem::path& case_dir);

struct Joined {
  std::vector<std::pair<std::string, Record>> links, persons, drops;  // ids and findings, in their rank
  std::uint64_t left_out = 0;  // selectors, events and links beyond the limits of memory
};

// `items` in the order of their names; temporary files are made in `scratch_dir`. Throws std::runtime_error
// where they cannot be written.
Joined join_devices(const std::vector<const ItemReader*>& items, const std::filesystem::path& scratch_dir,
                    const PersonSplits& splits = {});

}  // namespace ulika
