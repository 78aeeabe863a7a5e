// The user of a device to whom a file belongs, as its path says.
#pragma once

#include <string>
#include <string_view>

namespace ulika {

// Android keeps each user, work profile and twin of an app below a number of its own ("data/user/10/…",
// "data/media/999/…", "storage/emulated/10/…"): that number, as "user 10". Windows, macOS and Linux keep a
// folder for each ("Users/NAME/…", "home/NAME/…"): its name. Empty for Android's main user (0), for what is
// shared by all, and for everything else.
std::string profile_of(std::string_view path);

}  // namespace ulika
