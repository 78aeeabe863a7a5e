// What an iTunes backup says about its phone before its files are listed.
#pragma once

#include "triage/evidence/evidence.h"

namespace ulika {

// Where the evidence folder is itself a backup: sets the kind, the time of the backup and the facts of its
// Info.plist, Manifest.plist and Status.plist; what cannot be read is left out. Any other folder stays as it
// is.
void add_backup_facts(Evidence& folder, SourceInfo& info);

}  // namespace ulika
