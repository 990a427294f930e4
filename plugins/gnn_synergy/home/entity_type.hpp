// What kind of thing an entity is: its domain ("light") and its kind ("motion"), a small closed
// list each, so that counts of one home mean something in another.
#pragma once

#include <cstddef>
#include <string_view>

namespace hearth::synergy {

inline constexpr int kDomains = 32;  // the last: any other domain
inline constexpr int kKinds = 29;    // the first: none known
inline constexpr int kTypes = kDomains * kKinds;

// "light.hall" or "light" -> number of the domain.
int domain_of(std::string_view entity);
// From a device class of Home Assistant or, where it says nothing, from words in the entity's name.
int kind_of(std::string_view device_class, std::string_view name);
const char* domain_word(int domain);  // "light"; "other" for the last
const char* kind_word(int kind);      // "motion"; "" for the first

inline int type_of(int domain, int kind) { return domain * kKinds + kind; }
inline int domain_of_type(int type) { return type / kKinds; }
inline int kind_of_type(int type) { return type % kKinds; }

}  // namespace hearth::synergy
