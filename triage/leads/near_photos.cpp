#include "triage/leads/near_photos.h"

#include <algorithm>

#include "triage/base/text.h"
#include "triage/leads/selectors.h"
#include "triage/media/near_pictures.h"

namespace ulika {
namespace {

std::int64_t integer_of(const Record& record, std::string_view key) {
  const Value* value = record.find(key);
  const auto* held = value != nullptr ? std::get_if<std::int64_t>(value) : nullptr;
  return held != nullptr ? *held : 0;
}

}  // namespace

void NearPhotos::add(std::uint16_t device, const ItemReader& item) {
  item.for_each_record("picture", [&](const StoredRecord& stored) {
    const Record& record = stored.record;
    if (integer_of(record, "pdq_quality") < std::int64_t{kPdqQuality} ||
        std::min(integer_of(record, "width"), integer_of(record, "height")) < kLeastSide ||
        !is_media_path(record.from.path)) {
      return;
    }
    const auto forms = parse_pdq_forms(record.text("pdq"), record.text("pdq_turns"));
    if (!forms) return;
    if (photos_.size() >= kMost) {
      ++left_out_;
      return;
    }
    const std::string_view path = record.from.path;
    photos_.push_back({device, stored.id, stored.file_sha256,
                       std::string(clip_utf8(path.substr(path.rfind('/') + 1), 96))});
    forms_.push_back(*forms);
  });
}

void NearPhotos::for_each_shared(const Visit& visit) const {
  for (const PictureGroup& found : group_pictures(forms_)) {
    std::vector<NearPhoto> group = {photos_[found.first]};
    unsigned farthest = 0;
    bool devices = false, files = false;
    for (const PictureMatch& other : found.others) {
      group.push_back(photos_[other.index]);
      farthest = std::max(farthest, other.distance);
      devices = devices || group.back().device != group.front().device;
      files = files || group.back().sha256 != group.front().sha256;
    }
    if (devices && files) visit(to_text(forms_[found.first][0]), group, farthest);
  }
}

}  // namespace ulika
