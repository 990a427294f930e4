// Reads what Home Assistant's mqtt_statestream publishes: one topic per entity and leaf,
// <base>/<domain>/<object_id>/<leaf>, with raw states, raw ISO times and JSON attributes.
//
// One message tells little: ChangeAssembler joins the leaves. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "domain/message.hpp"
#include "home/fact.hpp"

namespace hearth {

// Always one fact. `base` may end in '/'.
// kState with the raw state, kTime with changed_us or updated_us, kAttribute with a JSON value
// (an attribute may be called last_changed: quoted, it is no time); kIgnored for a topic that is
// no leaf, a discovery config, a cleared topic; kQuarantined for a broken id, payload or time.
std::vector<Fact> parse_statestream(std::string_view base, const InboundMessage& message);

// The base that a topic seems to have, for a topic whose source nobody configured: the levels
// before the first known entity domain, else before the last three levels. Empty: not a leaf.
std::string_view guess_statestream_base(std::string_view topic);

}  // namespace hearth
