// Keyword: one term to look for, as the lists of hashsets/ give it.
#pragma once

#include <string>

namespace ulika {

struct Keyword {
  std::string id;        // stable, unique in its list, e.g. "kw:закладчик"
  std::string text;      // UTF-8; matched case-folded, ё and е alike
  std::string category;  // of the lexicon
  double weight = 0;
  bool whole_word = false;  // letters or digits next to it clear the match
  bool prefix = false;      // a stem: letters may follow (implies an edge before it)
};

}  // namespace ulika
