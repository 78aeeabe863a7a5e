// Rows of the table files: their columns by place, and the way between them and FileEntry.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "triage/base/digest.h"
#include "triage/base/sqlite.h"
#include "triage/model/file_result.h"

namespace ulika {

// Places of the columns of `files` in column_list(); binding n is place + 1. A test holds them to the schema.
enum FileColumn : int {
  kFileId,
  kFileParent,
  kFilePath,
  kFileKind,
  kFileStateName,
  kFileSize,
  kFileModified,
  kFileAccessed,
  kFileChanged,
  kFileCreated,
  kFileZoneKnown,
  kFileFirstOffset,
  kFileContent,
  kFileMd5,
  kFileSha1,
  kFileSha256,
  kFileMime,
  kFileKnown,
  kFileHashset,
  kFileExamined,
  kFileLedgerState,
  kFileReason,
  kFileTwin,
};

// True for the kinds that count as files and areas of the evidence.
bool counts_as_file(EntryKind kind);
// True for entries whose content is examined: files and areas, and folders that have bytes of their own.
// Links, special files and other folders are done once they are listed.
bool is_examinable(const FileEntry& entry);

// Binds id (null when 0), parent (null when negative) and the entry; every other column as "not examined
// yet".
void bind_entry(Statement& row, std::int64_t id, std::int64_t parent, const FileEntry& entry);
// Binds what an examination found over what bind_entry bound.
void bind_outcome(Statement& row, const FileResult& result);

// The entry of a row that was selected with column_list(files). Without content reference unless
// `with_content`; throws DatabaseError when the stored reference is damaged.
FileEntry read_entry(const Statement& row, bool with_content);
// What bind_outcome stored: digests, mime, state, reason, twin, known, hashset.
void read_outcome(const Statement& row, FileResult& result);

}  // namespace ulika
