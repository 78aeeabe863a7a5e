// `ulika lexicon train`: the linear model, from labelled messages.
#pragma once

#include "triage/cli/commands.h"

namespace ulika {

void add_lexicon_train(CLI::App& lexicon, CommandLine& line);

}  // namespace ulika
