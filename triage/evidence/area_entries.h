// Entries for space that belongs to no file, cut into pieces of a size that one worker takes well.
#pragma once

#include <string>
#include <vector>

#include "triage/evidence/evidence.h"

namespace ulika {

// Merges neighbours and yields entries of kind area: `path` itself when one piece is enough, else path +
// "/00000001", …. A run that is cut continues in the next piece with kAreaOverlap bytes again; that length is
// in content.meta.
void emit_area(const std::string& path, const std::vector<Extent>& runs, const WalkSink& sink);

// What of [start, end) is in none of `taken`, which may overlap, be unordered, and lie elsewhere.
std::vector<Extent> gaps_between(std::vector<Extent> taken, std::uint64_t start, std::uint64_t end);

// Yields the windows over the places where a text may physically run from one owner of blocks into another,
// as entries of kind seam (layout: evidence.h). `boundaries` are image offsets, in any order.
void emit_seams(const std::string& path, std::vector<std::uint64_t> boundaries, std::uint64_t image_size,
                const WalkSink& sink);

}  // namespace ulika
