// Search words as a person types them, as an expression for the full-text index that also finds their Russian
// and Kazakh forms.
#pragma once

#include <string>
#include <string_view>

namespace ulika {

// An FTS5 expression: every word must occur, in any of its forms; "words in quotes" must occur as they stand.
// Endings are cut by a list of Russian and Kazakh ones as long as four letters stay, consonants that change
// before endings (кітап, кітабы) are tried in both shapes, ё counts as е, and Kazakh letters also as the
// Russian ones that people type for them. Nothing in the text is read as syntax. Empty where no letter or
// digit was given.
std::string search_expression(std::string_view typed);

}  // namespace ulika
