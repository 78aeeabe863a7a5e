// Reads QR and bar codes in pictures, behind a gate that costs an ordinary photo well under a millisecond.
#pragma once

#include <string>
#include <vector>

#include "triage/media/picture.h"

namespace ulika {

struct Code {
  std::string format;  // "qr", "micro_qr", "aztec", "data_matrix", "pdf417", "code128", "ean13"
  std::string text;    // UTF-8, as the code says it
  bool operator==(const Code&) const = default;
};

// True where a brightness picture shows the corner marks of a QR code (dark and light runs of 1:1:3:1:1 along
// both axes, three of one size as corners) or the same bars in rows near each other. A picture of 256–512
// pixels a side is enough; of codes smaller than about an eighth of that nothing is seen.
bool may_hold_codes(const Picture& grey);

// Every code in a brightness picture, sorted by its text; at most sixteen.
std::vector<Code> read_codes(const Picture& grey);

}  // namespace ulika
