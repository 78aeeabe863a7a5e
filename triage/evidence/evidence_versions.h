// Which versions of the image and file system libraries this program runs with.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ulika {

// ("libdeflate", "1.14"), ("libewf", "20140813"), ("libtsk", "4.11.1").
std::vector<std::pair<std::string, std::string>> evidence_library_versions();

}  // namespace ulika
