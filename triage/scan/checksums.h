// Check digits of bank, tax and personal numbers: what tells a real number from a row of digits.
#pragma once

#include <string>
#include <string_view>

namespace ulika {

// Each takes plain ASCII digits (no separators) and is false for anything else.

// ISO/IEC 7812 Luhn check digit (cards, IMEI, ICCID).
bool luhn_valid(std::string_view digits);

// Kazakhstan IIN or BIN: 12 digits, mod 11 in two passes of weights; all zeros are refused although they sum
// up.
bool kz_number_valid(std::string_view digits);
// "bin" when the fifth digit says legal entity, "iin" when date and century digits are plausible, "iin_odd"
// when only the check digit holds (since 2013 the date need not match), empty when the number is not valid.
std::string_view kz_number_kind(std::string_view digits);

// Russian INN of 10 or 12 digits.
bool ru_inn_valid(std::string_view digits);
// Russian BIK: nine digits that start with 04.
bool ru_bik_valid(std::string_view digits);
// Russian account of 20 digits against the BIK of its bank (weights 7, 1, 3 modulo 10).
bool ru_account_valid(std::string_view bik, std::string_view account);

// ISO 13616: upper-case letters and digits, the country's length (`length`), mod 97 = 1. Kazakhstan's bank
// code must be three digits.
bool iban_valid(std::string_view iban, std::size_t length);

}  // namespace ulika
