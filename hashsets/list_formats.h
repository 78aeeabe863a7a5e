// One reader for each family of hash lists; read_hash_list chooses among them by content.
#pragma once

#include "hashsets/hash_list.h"
#include "hashsets/input_file.h"

namespace ulika {

// Each reads `input` to the point where the list ends and fills in all but the SHA-256.
// Lines: sums, BSD tags, hashdeep, hfind's indexes, plain lists.
Result<HashList> read_sum_list(InputFile& input, const RowSink& sink);
// A header line that names digest columns, then one line an entry.
Result<HashList> read_csv_list(InputFile& input, const RowSink& sink);
bool is_csv_header(std::string_view line);
// {"value":[{"MD5":…,"SHA1":…,"Category":…}]}, also below "Media"; Project VIC's data model.
Result<HashList> read_vics_json(InputFile& input, const RowSink& sink);
// "HASH\r\n\xFF\0", the hashes from byte 1152 on, each 16 bytes of MD5 and 2 of a check.
Result<HashList> read_encase_hash(InputFile& input, const RowSink& sink);
bool is_encase_hash(Bytes head);
// The database of NSRL RDSv3, opened by its path.
Result<HashList> read_rds_database(const std::filesystem::path& file, const RowSink& sink);
// The SQL script by which NIST publishes the difference to an earlier RDSv3.
Result<HashList> read_rds_delta(InputFile& input, const RowSink& sink);
bool is_rds_delta(Bytes head);

}  // namespace ulika
