// Opens one evidence database to read: the ItemReader behind CaseReader.
#pragma once

#include <filesystem>
#include <memory>

#include "triage/case/case_reader.h"

namespace ulika {

// Read-only, also while a run is writing to it. Throws DatabaseError.
std::unique_ptr<ItemReader> open_item(const std::filesystem::path& file);

}  // namespace ulika
