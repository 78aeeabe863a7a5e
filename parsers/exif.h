// Reads what pictures say about themselves: camera, time, place, comments.
#pragma once

#include <optional>
#include <string>

#include "parsers/parser_set.h"
#include "triage/base/bytes.h"
#include "triage/base/time.h"

namespace ulika {

inline constexpr std::string_view kExifId = "exif";
inline constexpr std::string_view kExifVersion = "1";

struct ExifData {
  std::string make, model, software;
  std::optional<TimeMs> taken_at;  // UTC where `zone_known`, else the camera's clock taken as UTC
  bool zone_known = false;
  std::optional<double> latitude, longitude;  // degrees; both or none
  std::optional<double> altitude_m, accuracy_m;
  std::optional<TimeMs> gps_at;  // UTC
  std::optional<std::int64_t> width, height;
  std::string text;  // ImageDescription, UserComment and Windows' comments, a line each
};

// Reads a TIFF structure with Exif directories. Values that make no sense (a zero denominator, 91 degrees)
// are left out.
ExifData read_exif(Bytes tiff);

// Makes a `photo` record of a picture that says anything, a `location` where it has coordinates; comments go
// to `outcome.text`. The outcome is claimed where the file is a picture of a known container.
void read_picture(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
