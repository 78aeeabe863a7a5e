// Attachments: finds, for what messages name as attached, the file in the same evidence.
#pragma once

#include <cstdint>

#include "triage/base/sqlite.h"

namespace ulika {

// Apps name a file as it lay on the device ("/storage/emulated/0/x/IMG_1.jpg"), below a folder of theirs, or
// by its bare name; some state its SHA-256. An attachment found gets `path` (evidence path) and `sha256` of
// the file; what the app had written stays as `stored_path` and, where it differs, `stored_sha256`.
//
// By digest first, then by path: the file that agrees in most names from the end, of which two must agree, or
// one that is hardly there by chance (a bare name, or a long one with digits). Where several agree equally
// and differ in content, none is taken. Runs inside the caller's transaction, safe to repeat; needs the index
// over files.sha256. Returns how many were found. Throws DatabaseError.
std::int64_t find_attachments(Database& db);

}  // namespace ulika
