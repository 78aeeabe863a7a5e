// DropEvents: what on one device may be part of a drop – places that were sent, texts, pictures, payments –
// in order of time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "triage/base/time.h"
#include "triage/case/case_reader.h"
#include "triage/leads/spoken_texts.h"

namespace ulika {

// A place that stands in a message or note, or was sent as a point of the map.
struct PlaceEvent {
  double latitude = 0, longitude = 0;
  TimeMs at = 0;
  std::uint32_t chat = 0;  // conversation_number(); 0 for a note
  std::uint8_t side = 0;   // 0 unknown, 1 in, 2 out
  std::string record_id;   // of the location
  std::string message_id;  // of what it was drawn from
};
// A message of a conversation in which places were sent.
struct TalkEvent {
  TimeMs at = 0;
  std::uint32_t chat = 0;
  bool picture = false;
  std::string record_id;
  std::vector<std::string> categories;  // of the text, best first
};
struct PhotoEvent {
  double latitude = 0, longitude = 0;
  TimeMs at = 0;
  bool zone_known = true;
  std::string record_id, path;
};
struct PaymentEvent {
  TimeMs at = 0;
  std::uint32_t chat = 0;
  std::string record_id;
};

struct DropEvents {
  static constexpr std::size_t kMostEvents = 500'000;  // of each kind; more are counted and left out

  std::string source;  // evidence name
  std::vector<PlaceEvent> places;
  std::vector<TalkEvent> talk;
  std::vector<PhotoEvent> photos;
  std::vector<PaymentEvent> payments;
  std::uint64_t left_out = 0;
};

// Gathers them with one reading of the messages, which others may share.
class DropGatherer {
 public:
  // Reads places, photos and payments. Both must outlive this.
  DropGatherer(const ItemReader& item, const SpokenTexts& spoken);
  ~DropGatherer();
  // Every message of the item, in their order.
  void see(const StoredRecord& message);
  // After the last message; once.
  DropEvents take();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The same with a reading of its own.
DropEvents gather_drop_events(const ItemReader& item, const SpokenTexts& spoken);

}  // namespace ulika
