// Files that are part of the program: parser definitions, rule tables, the report's front end.
#pragma once

#include <span>
#include <string_view>

namespace ulika {

struct EmbeddedFile {
  std::string_view name;  // path below the folder that embeds it, e.g. "android/sms_android.sql"
  std::string_view content;
};

}  // namespace ulika
