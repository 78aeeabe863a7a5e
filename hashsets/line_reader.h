// Lines of a rule file, for lists of digests.
#pragma once

#include "triage/base/rule_file.h"
