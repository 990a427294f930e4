// Is this a build with a sanitizer? Such a build takes several times the memory and time, so limits
// that are made for the real one do not fit it.
#pragma once

namespace hearth {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace hearth
