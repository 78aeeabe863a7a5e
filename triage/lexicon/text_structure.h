// What a text has besides its words: places, phones, prices, links.
#pragma once

#include <cstdint>
#include <string_view>

#include "triage/lexicon/normalise.h"

namespace ulika {

// TextStructure bits of `text`, whose words are `normal`. For scores only: what becomes a record is found by
// the detectors, which check more.
std::uint32_t text_structure(std::string_view text, const NormalText& normal);

}  // namespace ulika
