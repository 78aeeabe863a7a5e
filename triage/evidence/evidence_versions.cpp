#include "triage/evidence/evidence_versions.h"

#include <libdeflate.h>
#include <libewf.h>
#include <tsk/libtsk.h>

namespace ulika {

std::vector<std::pair<std::string, std::string>> evidence_library_versions() {
  return {{"libdeflate", LIBDEFLATE_VERSION_STRING},
          {"libewf", libewf_get_version()},
          {"libtsk", tsk_version_get_str()}};
}

}  // namespace ulika
