// Words that column names are made of, in English and Russian, and what they say about the column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/column_guess.h"

namespace ulika {

// The words of a column's name in lower case: "ZMESSAGEDATE", "messageDate" and "message_date" all end in
// "date". A run of capitals behind Core Data's Z is one word without the Z.
std::vector<std::string> words_of(std::string_view column);

// How strongly the words speak for a role: 0 not at all, 1 where the last or only word says it, less where
// another does.
double word_score(const std::vector<std::string>& words, ColumnRole role);

}  // namespace ulika
