#include "parsers/column_words.h"

#include <algorithm>
#include <span>

#include "triage/base/text.h"

namespace ulika {
namespace {

using Words = std::span<const std::string_view>;

// Words that stand for a role by themselves; a name that ends in one of at least four letters counts too
// ("messagedate").
constexpr std::string_view kText[] = {"text",  "body",        "message", "msg",      "content",    "comment",
                                      "note",  "description", "caption", "snippet",  "memo",       "reply",
                                      "текст", "сообщение",   "заметка", "описание", "комментарий"};
constexpr std::string_view kTitle[] = {"title", "subject", "heading", "topic", "тема", "заголовок"};
constexpr std::string_view kTime[] = {"time",  "date",     "timestamp", "datetime",   "created",
                                      "sent",  "received", "ts",        "at",         "when",
                                      "start", "started",  "dt",        "stamp",      "дата",
                                      "время", "создано",  "создан",    "отправлено", "получено"};
constexpr std::string_view kSender[] = {"sender", "from", "author", "creator", "от", "отправитель", "автор"};
// A party without a direction: the address of an SMS, the other user of a row.
constexpr std::string_view kParty[] = {"address", "user", "party",  "peer", "jid",
                                       "number",  "uid",  "userid", "owner"};
constexpr std::string_view kRecipient[] = {"recipient", "to", "receiver", "кому", "получатель"};
constexpr std::string_view kChat[] = {"chat",    "conversation", "thread", "dialog", "room",
                                      "channel", "group",        "чат",    "беседа", "группа"};
constexpr std::string_view kName[] = {"name", "nickname", "nick", "fullname",
                                      "имя",  "название", "фио",  "фамилия"};
constexpr std::string_view kPhone[] = {"phone",  "phonenumber", "msisdn",  "mobile", "tel",
                                       "number", "telephone",   "телефон", "номер",  "тел"};
constexpr std::string_view kEmail[] = {"email", "mail", "почта"};
constexpr std::string_view kHandle[] = {"username", "login", "handle", "логин"};
constexpr std::string_view kLatitude[] = {"lat", "latitude", "lat_e6", "latitudee7", "широта"};
constexpr std::string_view kLongitude[] = {"lon", "lng", "long", "longitude", "longitudee7", "долгота"};
constexpr std::string_view kAccuracy[] = {"accuracy", "precision", "точность"};
constexpr std::string_view kAddress[] = {"address", "place", "location", "street", "addr", "адрес", "место"};
constexpr std::string_view kUrl[] = {"url", "uri", "link", "href", "ссылка"};
constexpr std::string_view kDuration[] = {"duration", "длительность"};
constexpr std::string_view kCard[] = {"card", "pan", "cardnumber", "карта", "карты"};
// Not the time of the row itself.
constexpr std::string_view kLaterTimes[] = {"modified", "updated", "update",   "changed", "expires",
                                            "expiry",   "expire",  "last",     "read",    "seen",
                                            "sync",     "birth",   "birthday", "end"};

Words words_for(ColumnRole role) {
  switch (role) {
    case ColumnRole::text:
      return kText;
    case ColumnRole::title:
      return kTitle;
    case ColumnRole::time:
      return kTime;
    case ColumnRole::sender:
      return kSender;
    case ColumnRole::recipient:
      return kRecipient;
    case ColumnRole::party:
      return kParty;
    case ColumnRole::chat:
      return kChat;
    case ColumnRole::name:
      return kName;
    case ColumnRole::phone:
      return kPhone;
    case ColumnRole::email:
      return kEmail;
    case ColumnRole::handle:
      return kHandle;
    case ColumnRole::latitude:
      return kLatitude;
    case ColumnRole::longitude:
      return kLongitude;
    case ColumnRole::accuracy:
      return kAccuracy;
    case ColumnRole::address:
      return kAddress;
    case ColumnRole::url:
      return kUrl;
    case ColumnRole::duration:
      return kDuration;
    case ColumnRole::card:
      return kCard;
  }
  return {};
}

bool is_among(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// 1 for a word of the list, 0.8 for one that ends in a longer word of it.
double match(Words words, std::string_view word) {
  if (is_among(words, word)) return 1;
  const bool ends = std::any_of(words.begin(), words.end(), [&](std::string_view known) {
    return known.size() >= 4 && word.size() > known.size() && word.ends_with(known);
  });
  return ends ? 0.8 : 0;
}

// The best of the words; the last one that is no mere "id", "e6", … says most.
double best_of(const std::vector<std::string>& words, Words list) {
  static constexpr std::string_view kTails[] = {"id", "ms", "utc", "e6", "e7", "value", "key", "s", "str"};
  double best = 0;
  bool last = true;
  for (auto word = words.rbegin(); word != words.rend(); ++word) {
    best = std::max(best, match(list, *word) * (last ? 1 : 0.6));
    last = last && is_among(kTails, *word);
  }
  return best;
}

}  // namespace

std::vector<std::string> words_of(std::string_view column) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  char32_t before = 0;
  for (std::size_t at = 0; at < column.size();) {
    const char32_t c = next_code_point(column, at);
    const char32_t folded = fold_case(c);
    const bool is_letter = (folded >= U'a' && folded <= U'z') || (folded >= 0x80 && folded != 0xFFFD);
    const bool is_digit = c >= U'0' && c <= U'9';
    const bool begins = c != folded && before != 0 && before == fold_case(before);  // "sentAt"
    if (!is_letter && !is_digit) {
      finish();
      before = 0;
      continue;
    }
    if (begins && is_letter) finish();
    append_utf8(word, folded);
    before = c;
  }
  finish();
  const bool capitals =
      std::none_of(column.begin(), column.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (capitals && column.size() > 3 && column.front() == 'Z' && !words.empty()) words.front().erase(0, 1);
  return words;
}

double word_score(const std::vector<std::string>& words, ColumnRole role) {
  const double score = best_of(words, words_for(role));
  const bool is_later =
      std::any_of(words.begin(), words.end(), [](const std::string& w) { return is_among(kLaterTimes, w); });
  if (role == ColumnRole::time) {
    return is_later ? std::max(score, 0.5) * 0.6 : score;
  }
  return score;
}

}  // namespace ulika
