#include "serving/model_server.hpp"

#include <algorithm>

#include "core/log.hpp"

namespace hearth::serving {

namespace {

constexpr int kLongestPauseS = 300;

}  // namespace

ModelServer::ModelServer(asio::io_context& loop, const Clock& clock, store::Store& store,
                         training::VersionKeeper& versions, Manifest manifest,
                         ServerSettings settings, ServerHandlers handlers)
    : loop_(loop),
      clock_(clock),
      store_(store),
      versions_(versions),
      manifest_(std::move(manifest)),
      settings_(std::move(settings)),
      handlers_(std::move(handlers)),
      restart_timer_(loop),
      idle_timer_(loop),
      active_scorer_([this](const Sample&, LiveScore score, std::optional<LiveScore> fallback) {
          on_active_score(score, fallback);
      }),
      shadow_scorer_([this](const Sample&, LiveScore score, const std::optional<LiveScore>&) {
          on_shadow_score(score);
      }) {}

ModelServer::~ModelServer() { stop(); }

void ModelServer::stop() {
    stopped_ = true;
    restart_timer_.cancel();
    idle_timer_.cancel();
    waiting_.clear();
    for (auto* slot : {&current_, &starting_, &shadow_}) {
        if (*slot) (*slot)->stop();
        slot->reset();
    }
}

SlotRequest ModelServer::slot_request(const char* use) const {
    SlotRequest out;
    out.manifest = manifest_;
    out.worker = settings_.worker;
    out.options = settings_.options;
    out.history_path = settings_.folder + "/" + manifest_.name + "." + use + ".jsonl";
    out.time_zone = settings_.time_zone;
    out.simulated = settings_.simulated;
    out.context = settings_.context;
    return out;
}

// ---- the version that answers -----------------------------------------------------------------

void ModelServer::reload() {
    if (stopped_ || !(manifest_.serve || manifest_.on_request())) return;
    if (starting_) {
        reload_again_ = true;
        return;
    }
    // The next question finds the version that is active then.
    const bool asked = !waiting_.empty() || (current_ && current_->busy());
    if (manifest_.on_request() && !asked) return end_current();
    // Too little has happened for even the fallback to say anything; observe() comes back to it.
    if (too_few_samples()) return refuse_waiting(no_answer_yet());
    start_active();
    if (manifest_.judged_live()) reload_shadow();
}

bool ModelServer::too_few_samples() const {
    return store_.samples().count(manifest_.samples.kind) < manifest_.fallback_after;
}

void ModelServer::end_current() {
    idle_timer_.cancel();
    refreshing_ = false;
    if (current_) current_->stop();
    current_.reset();
}

void ModelServer::restart() {
    refreshing_ = false;
    for (auto* slot : {&current_, &starting_, &shadow_}) {
        if (*slot) (*slot)->stop();
        slot->reset();
    }
    active_scorer_.skip();
    shadow_scorer_.skip();
    pairs_.clear();
    reload_again_ = false;
    reload();
}

void ModelServer::start_active(bool anew) {
    const auto active = versions_.sound_active(manifest_.name);
    if (!active) return start_failed(active.error().text);
    const bool as_wanted =
        !anew && current_ &&
        current_->version() == (*active ? std::optional((*active)->version) : std::nullopt);
    if (as_wanted) return;
    SlotRequest request = slot_request("history");
    request.version = *active;
    if (*active) {
        request.weights_path = versions_.path_of(**active);
        request.fallback_beside = manifest_.fallback_beside;
    }
    starting_ = WorkerSlot::start(
        loop_, store_, std::move(request),
        {[this] { take_over(); }, [this](const std::string& reason) { start_failed(reason); }});
}

void ModelServer::take_over() {
    end_current();
    current_ = std::move(starting_);
    starting_.reset();
    current_->set_on_failed([this](const std::string& reason) { on_current_ended(reason); });
    active_scorer_.skip();
    pairs_.clear();
    failures_ = 0;
    log::info("serving model={} version={} fallback={}", manifest_.name,
              current_->version().value_or(0), current_->fallback());
    answer_waiting();
    if (std::exchange(reload_again_, false)) reload();
}

void ModelServer::start_failed(const std::string& why) {
    log::error("a serving worker did not start model={} reason=\"{}\"", manifest_.name, why);
    if (starting_) refuse_weights(*starting_, why);
    starting_.reset();
    refuse_waiting({ErrorCode::kUnavailable, manifest_.name + " could not be started: " + why});
    schedule_restart();
}

// With the version out of the way, an earlier one or the fallback answers next.
void ModelServer::refuse_weights(const WorkerSlot& slot, const std::string& why) {
    if (!slot.weights_refused() || !slot.version()) return;
    if (const Status refused = versions_.refuse(manifest_.name, *slot.version(), why); !refused)
        log::error("cannot put the version aside model={} error=\"{}\"", manifest_.name,
                   refused.error().text);
}

void ModelServer::on_current_ended(const std::string& reason) {
    log::error("the serving worker ended model={} reason=\"{}\"", manifest_.name, reason);
    current_.reset();
    refreshing_ = false;
    refuse_waiting({ErrorCode::kUnavailable, manifest_.name + " ended: " + reason});
    schedule_restart();
}

void ModelServer::schedule_restart() {
    failures_ = std::min(failures_ + 1, 16);
    restart_timer_.expires_after(
        std::chrono::seconds(std::min(kLongestPauseS, 1 << std::min(failures_, 9))));
    restart_timer_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) reload();
    });
}

// ---- the version in shadow --------------------------------------------------------------------

void ModelServer::reload_shadow() {
    const auto wanted = versions_.in_shadow(manifest_.name);
    if (!wanted)
        return log::error("cannot look up the version in shadow model={} error=\"{}\"",
                          manifest_.name, wanted.error().text);
    if (!*wanted) return end_shadow();
    if (shadow_ && shadow_->version() == (*wanted)->version) return;
    end_shadow();
    SlotRequest request = slot_request("shadow");
    request.version = *wanted;
    request.weights_path = versions_.path_of(**wanted);
    shadow_ = WorkerSlot::start(loop_, store_, std::move(request),
                                {[this] { shadow_scorer_.skip(); },
                                 [this](const std::string& reason) {
                                     log::error("the shadow's worker ended model={} reason=\"{}\"",
                                                manifest_.name, reason);
                                     refuse_weights(*shadow_, reason);
                                     shadow_.reset();
                                     schedule_restart();
                                 }});
}

void ModelServer::end_shadow() {
    if (shadow_) shadow_->stop();
    shadow_.reset();
    shadow_scorer_.skip();
    pairs_.clear();
}

bool ModelServer::busy() const {
    return starting_ || refreshing_ || (current_ && current_->busy()) ||
           (shadow_ && shadow_->busy());
}

std::int64_t ModelServer::resident_bytes() const {
    std::int64_t bytes = 0;
    for (const auto* slot : {&current_, &starting_, &shadow_})
        if (*slot) bytes += (*slot)->resident_bytes();
    return bytes;
}

}  // namespace hearth::serving
