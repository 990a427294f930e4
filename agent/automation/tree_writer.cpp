// The tree as JSON.
#include "automation/value_writer.hpp"

namespace hearth::automation {

namespace {

const char* word(Mode mode) {
    static constexpr const char* kWords[] = {"single", "restart", "queued", "parallel"};
    return kWords[static_cast<std::size_t>(mode)];
}

}  // namespace

OrderedJson to_json(const Automation& automation) {
    OrderedJson out = OrderedJson::object();
    put_text(out, "id", automation.id);
    put_text(out, "alias", automation.alias);
    put_text(out, "description", automation.description);
    if (!automation.extra.contains("use_blueprint")) {
        out["triggers"] = list_json(automation.triggers);
        if (!automation.conditions.empty()) out["conditions"] = list_json(automation.conditions);
        out["actions"] = list_json(automation.actions);
    }
    merge(out, automation.extra);
    if (automation.mode != Mode::kSingle) out["mode"] = word(automation.mode);
    if (automation.max) out["max"] = *automation.max;
    return out;
}

}  // namespace hearth::automation
