#include "parsers/exif.h"

#include <fmt/core.h>
#include <libexif/exif-data.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "parsers/picture_scan.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

// Tags of the Exif 2.32 standard, by number: libexif names GPS tags by numbers that Interoperability shares.
enum Tag : unsigned {
  kImageDescription = 0x010E,
  kMake = 0x010F,
  kModel = 0x0110,
  kSoftware = 0x0131,
  kDateTime = 0x0132,
  kDateTimeOriginal = 0x9003,
  kOffsetTime = 0x9010,
  kOffsetTimeOriginal = 0x9011,
  kSubSecTimeOriginal = 0x9291,
  kUserComment = 0x9286,
  kXpTitle = 0x9C9B,
  kXpComment = 0x9C9C,
  kPixelX = 0xA002,
  kPixelY = 0xA003,
  kGpsLatitudeRef = 1,
  kGpsLatitude = 2,
  kGpsLongitudeRef = 3,
  kGpsLongitude = 4,
  kGpsAltitudeRef = 5,
  kGpsAltitude = 6,
  kGpsTimeStamp = 7,
  kGpsDateStamp = 0x1D,
  kGpsHPositioningError = 0x1F,
};

class Directories {
 public:
  explicit Directories(Bytes tiff) : data_(exif_data_new()) {
    if (!data_) return;
    // The evidence is read as it is: nothing is corrected, nothing unknown is dropped.
    exif_data_unset_option(data_, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
    exif_data_unset_option(data_, EXIF_DATA_OPTION_IGNORE_UNKNOWN_TAGS);
    exif_data_set_option(data_, EXIF_DATA_OPTION_DONT_CHANGE_MAKER_NOTE);
    std::string block("Exif\0\0", 6);
    block.append(as_text(tiff));
    exif_data_load_data(data_, reinterpret_cast<const unsigned char*>(block.data()),
                        static_cast<unsigned>(block.size()));
    order_ = exif_data_get_byte_order(data_);
  }
  ~Directories() {
    if (data_) exif_data_unref(data_);
  }
  Directories(const Directories&) = delete;
  Directories& operator=(const Directories&) = delete;

  bool little() const { return order_ == EXIF_BYTE_ORDER_INTEL; }

  std::string bytes(ExifIfd ifd, Tag tag) const {
    const ExifEntry* entry = find(ifd, tag);
    if (!entry || !entry->data) return {};
    return {reinterpret_cast<const char*>(entry->data), entry->size};
  }

  // Text up to its first NUL, without spaces at its end.
  std::string text(ExifIfd ifd, Tag tag) const {
    std::string out = bytes(ifd, tag);
    out.resize(std::min(out.find('\0'), out.size()));
    while (!out.empty() && (out.back() == ' ' || out.back() == '\n' || out.back() == '\r')) out.pop_back();
    return to_valid_utf8(out);
  }

  std::optional<std::int64_t> whole(ExifIfd ifd, Tag tag) const {
    const ExifEntry* entry = find(ifd, tag);
    if (!entry || entry->components < 1) return std::nullopt;
    if (entry->format == EXIF_FORMAT_SHORT && entry->size >= 2) return exif_get_short(entry->data, order_);
    if (entry->format == EXIF_FORMAT_LONG && entry->size >= 4) return exif_get_long(entry->data, order_);
    if (entry->format == EXIF_FORMAT_BYTE && entry->size >= 1) return entry->data[0];
    return std::nullopt;
  }

  std::optional<double> rational(ExifIfd ifd, Tag tag, unsigned index = 0) const {
    const ExifEntry* entry = find(ifd, tag);
    if (!entry || entry->format != EXIF_FORMAT_RATIONAL || entry->size < 8 * (index + 1)) return std::nullopt;
    const ExifRational value = exif_get_rational(entry->data + 8 * static_cast<std::size_t>(index), order_);
    if (value.denominator == 0) return std::nullopt;
    return static_cast<double>(value.numerator) / value.denominator;
  }

 private:
  const ExifEntry* find(ExifIfd ifd, Tag tag) const {
    return data_ ? exif_content_get_entry(data_->ifd[ifd], static_cast<ExifTag>(tag)) : nullptr;
  }

  ::ExifData* data_;
  ExifByteOrder order_ = EXIF_BYTE_ORDER_INTEL;
};

// Degrees, minutes and seconds; missing or broken minutes and seconds count as none.
std::optional<double> angle(const Directories& exif, Tag tag, Tag ref, char negative, double limit) {
  const auto degrees = exif.rational(EXIF_IFD_GPS, tag, 0);
  if (!degrees) return std::nullopt;
  const double value = *degrees + exif.rational(EXIF_IFD_GPS, tag, 1).value_or(0) / 60 +
                       exif.rational(EXIF_IFD_GPS, tag, 2).value_or(0) / 3600;
  if (!std::isfinite(value) || value > limit) return std::nullopt;
  return exif.text(EXIF_IFD_GPS, ref) == std::string(1, negative) ? -value : value;
}

// "2026:03:01 04:05:06"
std::optional<TimeMs> civil(const std::string& text, int ms) {
  std::array<int, 6> part{};
  if (std::sscanf(text.c_str(), "%4d%*1c%2d%*1c%2d %2d:%2d:%2d", &part[0], &part[1], &part[2], &part[3],
                  &part[4], &part[5]) != 6) {
    return std::nullopt;
  }
  if (part[0] < 1900) return std::nullopt;  // cameras write zeros for "not set"
  return from_civil(part[0], part[1], part[2], part[3], part[4], part[5], ms);
}

// "+05:00" in minutes.
std::optional<int> zone_minutes(const std::string& text) {
  char sign = 0;
  int hours = 0;
  int minutes = 0;
  if (std::sscanf(text.c_str(), "%c%2d:%2d", &sign, &hours, &minutes) != 3) return std::nullopt;
  if ((sign != '+' && sign != '-') || hours > 15 || minutes > 59) return std::nullopt;
  return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
}

int milliseconds(const std::string& subseconds) {
  int ms = 0;
  int scale = 100;
  for (char c : subseconds.substr(0, 3)) {
    if (c < '0' || c > '9') break;
    ms += (c - '0') * scale;
    scale /= 10;
  }
  return ms;
}

void read_times(const Directories& exif, ExifData& out) {
  const std::string original = exif.text(EXIF_IFD_EXIF, kDateTimeOriginal);
  const bool has_original = !original.empty();
  out.taken_at = civil(has_original ? original : exif.text(EXIF_IFD_0, kDateTime),
                       has_original ? milliseconds(exif.text(EXIF_IFD_EXIF, kSubSecTimeOriginal)) : 0);
  const auto zone = zone_minutes(exif.text(EXIF_IFD_EXIF, has_original ? kOffsetTimeOriginal : kOffsetTime));
  if (out.taken_at && zone) {
    *out.taken_at -= static_cast<TimeMs>(*zone) * 60000;
    out.zone_known = true;
  }
  std::array<int, 3> day{};
  const std::string date = exif.text(EXIF_IFD_GPS, kGpsDateStamp);
  const auto hour = exif.rational(EXIF_IFD_GPS, kGpsTimeStamp, 0);
  const auto minute = exif.rational(EXIF_IFD_GPS, kGpsTimeStamp, 1);
  const auto second = exif.rational(EXIF_IFD_GPS, kGpsTimeStamp, 2);
  if (!hour || !minute || !second || *hour >= 24 || *minute >= 60 || *second >= 61) return;
  if (std::sscanf(date.c_str(), "%4d%*1c%2d%*1c%2d", &day[0], &day[1], &day[2]) != 3 || day[0] < 1980) return;
  const auto midnight = from_civil(day[0], day[1], day[2], 0, 0, 0);
  if (midnight) out.gps_at = *midnight + std::llround((*hour * 3600 + *minute * 60 + *second) * 1000);
}

// Eight bytes name the character code, then comes the text.
std::string user_comment(const Directories& exif) {
  const std::string raw = exif.bytes(EXIF_IFD_EXIF, kUserComment);
  if (raw.size() <= 8) return {};
  std::string_view body = std::string_view(raw).substr(8);
  if (raw.compare(0, 7, "UNICODE") == 0)
    return decode(as_bytes(body), exif.little() ? Encoding::utf16le : Encoding::utf16be);
  body = body.substr(0, body.find('\0'));
  return to_valid_utf8(body);
}

void add_line(std::string& text, std::string line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\0' || line.back() == '\n')) line.pop_back();
  if (line.empty() || text == line) return;
  if (!text.empty()) text += '\n';
  text += line;
}

void set_zone(Record& record, bool known) {
  if (!known) record.set("zone", std::string("unknown"));
}

Value text_or_null(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}

}  // namespace

ExifData read_exif(Bytes tiff) {
  const Directories exif(tiff);
  ExifData out;
  out.make = exif.text(EXIF_IFD_0, kMake);
  out.model = exif.text(EXIF_IFD_0, kModel);
  out.software = exif.text(EXIF_IFD_0, kSoftware);
  out.width = exif.whole(EXIF_IFD_EXIF, kPixelX);
  out.height = exif.whole(EXIF_IFD_EXIF, kPixelY);
  read_times(exif, out);
  const auto latitude = angle(exif, kGpsLatitude, kGpsLatitudeRef, 'S', 90);
  const auto longitude = angle(exif, kGpsLongitude, kGpsLongitudeRef, 'W', 180);
  // Phones write 0, 0 where they have no fix.
  if (latitude && longitude && (*latitude != 0 || *longitude != 0)) {
    out.latitude = latitude;
    out.longitude = longitude;
    out.altitude_m = exif.rational(EXIF_IFD_GPS, kGpsAltitude);
    if (out.altitude_m && exif.whole(EXIF_IFD_GPS, kGpsAltitudeRef) == 1) out.altitude_m = -*out.altitude_m;
    out.accuracy_m = exif.rational(EXIF_IFD_GPS, kGpsHPositioningError);
  }
  add_line(out.text, exif.text(EXIF_IFD_0, kImageDescription));
  add_line(out.text, user_comment(exif));
  for (const Tag tag : {kXpTitle, kXpComment}) {
    const std::string raw = exif.bytes(EXIF_IFD_0, tag);
    std::string text = decode(as_bytes(raw), Encoding::utf16le);
    add_line(out.text, text.substr(0, text.find('\0')));
  }
  return out;
}

void read_picture(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome) {
  const PictureScan scan = scan_picture(*input.data);
  outcome.claimed = scan.recognised;
  if (!scan.recognised) return;
  if (!scan.damage.empty()) {
    Problem problem;
    problem.path = input.path;
    problem.stage = "parse";
    problem.reason = std::string(kExifId) + ": " + scan.damage;
    sink.problem(std::move(problem));
  }
  std::string comments;
  for (const auto& comment : scan.comments) add_line(comments, comment);
  if (scan.tiff.empty()) {
    outcome.text = comments;
    return;
  }
  ExifData data = read_exif(scan.tiff);
  add_line(data.text, comments);
  const auto make = [&](const char* type) {
    Record record;
    record.type = type;
    record.from.path = input.path;
    record.from.locator = fmt::format("bytes:{}+{}", scan.tiff_offset, scan.tiff.size());
    record.from.parser = kExifId;
    record.from.recovered = input.recovered;
    return record;
  };
  Record photo = make("photo");
  photo.set("make", text_or_null(data.make));
  photo.set("model", text_or_null(data.model));
  if (data.taken_at) {
    photo.set("taken_at", *data.taken_at);
    set_zone(photo, data.zone_known);
  }
  photo.set("software", text_or_null(data.software));
  photo.set("text", text_or_null(data.text));
  const bool says_something = !photo.fields.empty() || data.latitude;
  if (scan.width != 0 && scan.height != 0) {
    photo.set("width", std::int64_t{scan.width});
    photo.set("height", std::int64_t{scan.height});
  } else {
    if (data.width) photo.set("width", *data.width);
    if (data.height) photo.set("height", *data.height);
  }
  if (says_something) sink.record(std::move(photo));
  if (data.latitude) {
    Record place = make("location");
    place.set("latitude", *data.latitude);
    place.set("longitude", *data.longitude);
    if (data.gps_at) {
      place.set("at", *data.gps_at);
    } else if (data.taken_at) {
      place.set("at", *data.taken_at);
      set_zone(place, data.zone_known);
    }
    place.set("origin", std::string("exif"));
    if (data.altitude_m) place.set("altitude_m", *data.altitude_m);
    if (data.accuracy_m) place.set("accuracy_m", *data.accuracy_m);
    sink.record(std::move(place));
  }
  outcome.text = data.text;
}

}  // namespace ulika
