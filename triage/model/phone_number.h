// Telephone numbers: the calling codes of countries, and one form in which two spellings of a number meet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ulika {

struct PhoneCountry {
  std::string_view code;
  std::size_t least = 0;  // digits after the code
  std::size_t most = 0;
  bool domestic = false;  // written without '+' too
};

// The country whose calling code `digits` starts with (the longest code wins); null when none does.
const PhoneCountry* phone_country(std::string_view digits);

enum class PhoneForm : std::uint8_t {
  written,        // as people write it: with '+', "00", "8 (7xx)", brackets, spaces
  international,  // digits that begin with the calling code, with or without '+': what messengers store
};

// The number in the form of ITU-T E.164 ("+77001234567"), or empty for what is no complete number. Written
// forms without a calling code are read where only one reading exists: with the trunk prefix 8 of Kazakhstan
// and Russia ("8 700 …"; +7 belongs to both), with "00" or "8 10" for abroad, and without '+' where people
// write the code so. Ten digits alone may be of many countries and give nothing; neither do the short
// numbers of services.
std::string normal_phone(std::string_view text, PhoneForm form = PhoneForm::written);

}  // namespace ulika
