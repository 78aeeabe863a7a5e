// What the media of a Postbox message say: their kind, words, places, calls and files.
#pragma once

#include <vector>

#include "parsers/postbox_message.h"

namespace ulika {

// Of the media of one message; what is single (a place, a call) is taken from the first that has it.
PostboxMedia postbox_media_of(const std::vector<PostboxTree>& media);

}  // namespace ulika
