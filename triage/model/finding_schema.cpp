#include "triage/model/finding_schema.h"

#include <algorithm>

namespace ulika {
namespace {

using K = FieldKind;

constexpr FieldSpec kLead[] = {
    {"source", K::text, "evidence name, for a device or a chat"},
    {"target_kind", K::text, "device, chat, person"},
    {"target", K::text, "the evidence name, chat id or person id"},
    {"name", K::text, "name of the chat or person"},
    {"app", K::text, "messenger of the chat"},
    {"rank", K::integer, "place among the targets of its kind, from 1"},
    {"score", K::real, "0 to 100: where to look first, never a verdict"},
    {"role", K::text, "organiser, operator, warehouse, courier, buyer, mule, recruiter, uninvolved, unknown"},
    {"reasons", K::json, "array of {code, points, text, values, ids}: what speaks for it"},
    {"against", K::json, "array of {code, points, text, values, ids}: what speaks against it"},
};
constexpr FieldSpec kLink[] = {
    {"kind", K::text, "phone, account, handle, card_tail, wallet, photo, place, wifi, text, …"},
    {"value", K::text, "the selector in its normal form"},
    {"sources", K::json, "array of the evidence names that share it"},
    {"weight", K::real, "0 to 1: rare is strong"},
    {"reasons", K::json, "array of {code, factor, numbers}: what the weight is made of"},
    {"devices", K::json, "array of {source, roles, name, in, out, chats}: how each device knows it"},
    {"records", K::json, "array of ids of records that show it"},
};
constexpr FieldSpec kDrop[] = {
    {"source", K::text, "evidence name"},
    {"latitude", K::real, "degrees north, WGS 84"},
    {"longitude", K::real, "degrees east, WGS 84"},
    {"at", K::time, "when"},
    {"zone", K::text, "\"unknown\" where the clock's zone is not known"},
    {"parts", K::json, "array of ids: the photo, the coordinates, the payment, the messages"},
    {"score", K::real, "0 to 100"},
    {"reasons", K::json, "array of {code, points, numbers, ids}: the rules that joined the parts"},
    {"sources", K::json, "array of the evidence names that hold a part"},
};
constexpr FieldSpec kPerson[] = {
    {"name", K::text, "the name that most devices use"},
    {"names", K::json, "array of every name"},
    {"sources", K::json, "array of the evidence names that know the person"},
    {"identifiers", K::json, "array of {kind, value}: the selectors that are one person's"},
    {"devices", K::json,
     "array of {source, roles, names, in, out}: what each device has to do with the person"},
    {"reasons", K::json, "array of {code, a, b, source, ids}: why the selectors are one person's"},
};

constexpr RecordSpec kSpecs[] = {
    {"drop", "a photo, a place, messages and a payment that seem to belong together", kDrop},
    {"lead", "a scored, explained suggestion of where to look first", kLead},
    {"link", "a selector that two or more devices share", kLink},
    {"person", "selectors that seem to be one person's", kPerson},
};

}  // namespace

std::span<const RecordSpec> finding_specs() {
  return kSpecs;
}

const RecordSpec* find_finding_spec(std::string_view type) {
  const auto* it =
      std::find_if(std::begin(kSpecs), std::end(kSpecs), [&](const RecordSpec& s) { return s.type == type; });
  return it == std::end(kSpecs) ? nullptr : it;
}

}  // namespace ulika
