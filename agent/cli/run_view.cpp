#include "cli/run_view.hpp"

#include <array>
#include <cstdio>

#include "cli/progress_bar.hpp"
#include "cli/text.hpp"

namespace hearth::cli {

namespace {

std::string format_loss(double loss) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f", loss);
    return text.data();
}

}  // namespace

bool RunView::is_mine(const Json& body) {
    const auto id = json_string(body, "id");
    if (!id) return false;
    if (!run_id_.empty()) return *id == run_id_;
    if (!model_.empty() && json_string(body, "model") != model_) return false;
    run_id_ = *id;
    return true;
}

void RunView::take(const std::string& kind, const Json& body) {
    if ((kind != "run" && kind != "decision") || !is_mine(body)) return;
    if (kind == "decision") {
        decision_ = body;
        active_ = false;
        return;
    }
    const std::string state = json_string(body, "state").value_or("");
    active_ = state == "queued" || state == "running";
    // Progress comes in pieces: what an event leaves out stays as it was.
    last_.update(body);
}

std::string RunView::line() const {
    const std::string state = json_string(last_, "state").value_or("waiting");
    std::string out = printable(json_string(last_, "model").value_or(model_)) + " ";
    out += printable(json_string(last_, "phase").value_or(state));
    const auto fraction = json_number(last_, "fraction");
    if (fraction) out += " " + bar(*fraction, kRunBarWidth);
    const auto epoch = json_integer(last_, "epoch");
    if (epoch) {
        out += "  epoch " + std::to_string(*epoch);
        if (const auto epochs = json_integer(last_, "epochs")) out += "/" + std::to_string(*epochs);
    }
    if (const auto loss = json_number(last_, "train_loss")) out += "  loss " + format_loss(*loss);
    if (const auto loss = json_number(last_, "validation_loss"))
        out += ", val. " + format_loss(*loss);
    return out;
}

}  // namespace hearth::cli
