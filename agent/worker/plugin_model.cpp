#include "worker/plugin_model.hpp"

#include <algorithm>
#include <utility>

#include "core/frame.hpp"
#include "core/utf8.hpp"

namespace hearth::worker {

namespace {

constexpr std::size_t kReplyBytes = 65'536;  // most replies fit; others are fetched again
constexpr std::size_t kErrorBytes = 2000;

// Memory for one reply or error text.
class Buffer {
public:
    explicit Buffer(std::size_t capacity) { grow(capacity); }
    hearth_buffer* get() { return &view_; }
    std::size_t needed() const { return view_.size; }
    void grow(std::size_t capacity) {
        bytes_.resize(capacity);
        view_ = {bytes_.data(), bytes_.size(), 0};
    }
    std::string text() const { return bytes_.substr(0, std::min(view_.size, bytes_.size())); }

private:
    std::string bytes_;
    hearth_buffer view_{};
};

Answer failed(std::string text) { return {HEARTH_FAILED, std::move(text), {}}; }

}  // namespace

const char* to_string(hearth_status status) {
    switch (status) {
        case HEARTH_OK: return "ok";
        case HEARTH_CANCELLED: return "cancelled";
        case HEARTH_NO_DATA: return "no_data";
        case HEARTH_BAD_INPUT: return "bad_input";
        case HEARTH_BAD_WEIGHTS: return "bad_weights";
        case HEARTH_BUFFER_TOO_SMALL:
        case HEARTH_FAILED: return "failed";
    }
    return "failed";
}

Result<PluginModel> PluginModel::create(const hearth_plugin& plugin, const hearth_host* host) {
    hearth_model* model = nullptr;
    Buffer error(kErrorBytes);
    if (plugin.create(host, &model, error.get()) != HEARTH_OK || model == nullptr)
        return Error{ErrorCode::kInternal,
                     "the plugin cannot start: " + utf8_excerpt(error.text(), kErrorBytes)};
    return PluginModel(plugin, model);
}

PluginModel::PluginModel(PluginModel&& other) noexcept
    : plugin_(other.plugin_), model_(std::exchange(other.model_, nullptr)) {}

PluginModel::~PluginModel() {
    if (model_ != nullptr) plugin_->destroy(model_);
}

Answer PluginModel::call(Function function, const Json& request) {
    const std::string text = dump_json(request);
    Buffer reply(kReplyBytes), error(kErrorBytes);
    Answer out;
    out.status = function(model_, text.data(), text.size(), reply.get(), error.get());
    if (out.status == HEARTH_BUFFER_TOO_SMALL) {
        if (reply.needed() > kMaxFrameBytes) return failed("the plugin's reply is too large");
        reply.grow(reply.needed());
        out.status = plugin_->last_reply(model_, reply.get());
    }
    if (out.status != HEARTH_OK) {
        out.error = utf8_excerpt(error.text(), kErrorBytes);
        return out;
    }
    auto parsed = parse_json(reply.text(), {kMaxFrameBytes, 60});
    if (!parsed) return failed("the plugin's reply cannot be read: " + parsed.error().text);
    out.reply = std::move(*parsed);
    return out;
}

Answer PluginModel::explain(const Json& request) {
    if (plugin_->explain == nullptr)
        return {HEARTH_BAD_INPUT, "this plugin cannot explain itself", {}};
    return call(plugin_->explain, request);
}

Answer PluginModel::evaluate(const Json& request) {
    if (plugin_->size < sizeof(hearth_plugin) || plugin_->evaluate == nullptr)
        return {HEARTH_BAD_INPUT, "this plugin has no protocol of its own to be judged by", {}};
    return call(plugin_->evaluate, request);
}

Answer PluginModel::observe(const Json& sample) {
    const std::string text = dump_json(sample);
    Buffer error(kErrorBytes);
    Answer out;
    out.status = plugin_->observe(model_, text.data(), text.size(), error.get());
    if (out.status != HEARTH_OK) out.error = utf8_excerpt(error.text(), kErrorBytes);
    return out;
}

}  // namespace hearth::worker
