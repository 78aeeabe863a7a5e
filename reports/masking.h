// Masking for reports that leave the laboratory: card numbers, and people whom no rule and no tag points at.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "triage/case/case_reader.h"

namespace ulika {

// Digits of every card number (13 to 19 digits that pass the Luhn test, single spaces or hyphens between them
// allowed) become "•", but for the last four.
std::string mask_cards(std::string_view text);

// The finding with its card numbers masked.
StoredRecord mask_finding(StoredRecord finding);

// The same items with, in every record and hit:
//   card numbers masked as above, those of `card` records in any case;
//   of conversations without a hit, the texts and who took part: a text becomes "█×" and its length, a name
//   or id "№" and a number that stays the same for one person on one device; of contacts and calls with
//   nobody of the other conversations, names, numbers and addresses likewise.
// Not masked: paths of files, web pages, notes and e-mails, but for the card numbers in them. `items` must
// outlive it.
std::vector<std::unique_ptr<ItemReader>> mask_items(const std::vector<std::unique_ptr<ItemReader>>& items);

}  // namespace ulika
