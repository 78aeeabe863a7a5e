// The strong terms of a lexicon, written out for the search through raw bytes.
#pragma once

#include <vector>

#include "triage/lexicon/lexicon.h"
#include "triage/model/keyword.h"

namespace ulika {

// Bytes have no context, so only terms are taken that mean something alone: a lone weight of at least 4 with
// at most two fifths of innocent uses, for words of the dead drop itself (ACT_DROP) at least 3 with at most
// half. Fewer than four letters come up in random bytes as well and are left to the pass over texts, as is a
// phrase whose words are inflected in the middle. Alternatives are written out. In order of text, each once,
// ids "kw:TEXT".
std::vector<Keyword> byte_keywords(const Lexicon& lexicon);

}  // namespace ulika
