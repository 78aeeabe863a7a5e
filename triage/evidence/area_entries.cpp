#include "triage/evidence/area_entries.h"

#include <fmt/format.h>

#include <algorithm>

namespace ulika {
namespace {

constexpr std::uint64_t kPieceBytes = std::uint64_t{64} << 20;
constexpr std::size_t kPieceExtents = 16384;
constexpr std::size_t kSeamsInPiece = 4096;

struct Piece {
  std::vector<Extent> extents;
  std::uint64_t size = 0;
  std::uint64_t overlap = 0;
};

std::vector<Piece> cut(const std::vector<Extent>& runs) {
  std::vector<Piece> pieces(1);
  for (Extent run : runs) {
    while (run.length > 0) {
      Piece& piece = pieces.back();
      std::uint64_t room = kPieceBytes - piece.size;
      // A run is cut only where it is longer than a whole piece; a shorter one begins the next piece.
      bool begins_next = run.length > room && !piece.extents.empty() && run.length <= kPieceBytes;
      if (room == 0 || begins_next || piece.extents.size() == kPieceExtents) {
        pieces.emplace_back();
        continue;
      }
      std::uint64_t length = std::min(room, run.length);
      piece.extents.push_back({run.offset, length});
      piece.size += length;
      run.offset += static_cast<std::int64_t>(length);
      run.length -= length;
      if (run.length > 0) {
        std::uint64_t overlap = std::min<std::uint64_t>(kAreaOverlap, length);
        run.offset -= static_cast<std::int64_t>(overlap);
        run.length += overlap;
        pieces.emplace_back();
        pieces.back().overlap = overlap;
      }
    }
  }
  return pieces;
}

std::vector<Extent> merged(const std::vector<Extent>& runs) {
  std::vector<Extent> out;
  for (const Extent& run : runs) {
    if (run.length == 0) continue;
    if (!out.empty() && out.back().offset + static_cast<std::int64_t>(out.back().length) == run.offset) {
      out.back().length += run.length;
    } else {
      out.push_back(run);
    }
  }
  return out;
}

FileEntry extent_entry(std::string path, EntryKind kind, std::vector<Extent> extents, std::uint64_t size) {
  FileEntry entry;
  entry.path = std::move(path);
  entry.kind = kind;
  entry.state = FileState::unallocated;
  entry.size = size;
  entry.first_offset = extents.front().offset;
  entry.content.kind = ContentRef::Kind::extents;
  entry.content.extents = std::move(extents);
  return entry;
}

std::string numbered(const std::string& path, std::size_t index, std::size_t count) {
  return count == 1 ? path : fmt::format("{}/{:08}", path, index + 1);
}

}  // namespace

void emit_area(const std::string& path, const std::vector<Extent>& runs, const WalkSink& sink) {
  std::vector<Extent> whole = merged(runs);
  if (whole.empty()) return;
  std::vector<Piece> pieces = cut(whole);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Piece& piece = pieces[i];
    FileEntry entry =
        extent_entry(numbered(path, i, pieces.size()), EntryKind::area, std::move(piece.extents), piece.size);
    entry.content.meta = piece.overlap;
    sink.entry(std::move(entry));
  }
}

std::vector<Extent> gaps_between(std::vector<Extent> taken, std::uint64_t start, std::uint64_t end) {
  std::sort(taken.begin(), taken.end(), [](const Extent& a, const Extent& b) { return a.offset < b.offset; });
  std::vector<Extent> gaps;
  std::uint64_t at = start;
  for (const Extent& extent : taken) {
    if (extent.offset < 0) continue;
    std::uint64_t from = static_cast<std::uint64_t>(extent.offset);
    if (from >= end) break;
    if (from > at) gaps.push_back({static_cast<std::int64_t>(at), from - at});
    at = std::max(at, from + extent.length);
  }
  if (at < end) gaps.push_back({static_cast<std::int64_t>(at), end - at});
  return gaps;
}

void emit_seams(const std::string& path, std::vector<std::uint64_t> boundaries, std::uint64_t image_size,
                const WalkSink& sink) {
  std::sort(boundaries.begin(), boundaries.end());
  boundaries.erase(std::unique(boundaries.begin(), boundaries.end()), boundaries.end());
  auto in_reach = [&](std::uint64_t at) {
    return at >= kSeamReach && at <= image_size && image_size - at >= kSeamReach;
  };
  boundaries.erase(
      std::remove_if(boundaries.begin(), boundaries.end(), [&](std::uint64_t at) { return !in_reach(at); }),
      boundaries.end());
  std::size_t count = (boundaries.size() + kSeamsInPiece - 1) / kSeamsInPiece;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<Extent> extents;
    std::size_t end = std::min(boundaries.size(), (i + 1) * kSeamsInPiece);
    for (std::size_t k = i * kSeamsInPiece; k < end; ++k) {
      extents.push_back({static_cast<std::int64_t>(boundaries[k] - kSeamReach), 2 * kSeamReach});
      extents.push_back({-1, kSeamGap});
    }
    std::uint64_t size = extents.size() / 2 * kSeamStride;
    sink.entry(extent_entry(numbered(path, i, count), EntryKind::seam, std::move(extents), size));
  }
}

}  // namespace ulika
