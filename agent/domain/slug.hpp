// Names as parts of entity ids, the way Home Assistant makes them. Pure.
#pragma once

#include <string>
#include <string_view>

namespace hearth {

// Lower case, letters of Latin and Cyrillic alphabets without their accents, runs of anything but
// letters and digits as one '_': "Küche / Lampe 1" becomes "kuche_lampe_1". A letter of another
// alphabet becomes 'u' and its code in hex, so that two names never become one. At most 200
// characters; "unnamed" if nothing is left.
std::string slug(std::string_view name);

}  // namespace hearth
