// What a picture shows: how it looks (PDQ), a thumbnail, and what codes in it say.
#pragma once

#include <string>
#include <string_view>

#include "triage/base/byte_source.h"
#include "triage/model/file_result.h"

namespace ulika {

struct PictureOptions {
  bool thumbnails = true;
};

// Decodes the picture in `file` (result.mime says which kind) and appends a record `picture` and what follows
// from it; sets result.thumbnail. Pictures too small to show anything are left out. A picture that cannot be
// decoded gets a problem of stage "picture". `whole` is the content where it is in memory, else empty;
// `source` the name of the evidence.
void look_at_picture(ByteSource& file, Bytes whole, std::string_view source, std::string_view recovered,
                     const PictureOptions& options, FileResult& result);

// True for the kinds that are decoded.
bool is_picture(std::string_view mime);

}  // namespace ulika
