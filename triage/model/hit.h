// Hit: a rule that matched bytes or an artefact's text.
#pragma once

#include <cstdint>
#include <string>

namespace ulika {

struct Hit {
  std::string rule;      // id of the rule: "kw:закладк", "detector:card"
  std::string category;  // of the lexicon, or the detector's kind
  std::string value;     // what matched, normalised where the rule says so; UTF-8
  std::string context;   // readable text around it, the match between U+2039 and U+203A marks
  std::string encoding;  // of the bytes ("utf-8", "windows-1251", …); empty for an artefact's text
  double weight = 0;
  std::uint64_t offset = 0;  // bytes from the start of the content (of the text, for an artefact's text)
  std::uint64_t length = 0;  // bytes
  std::int64_t image_offset = -1;  // of the first byte in the image; -1 where it has none
  std::string path;                // evidence path
  std::string record_id;           // of the artefact whose text matched; empty for bytes
};

}  // namespace ulika
