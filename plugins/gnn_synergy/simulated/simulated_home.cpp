#include "gnn_synergy/simulated/simulated_home.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "gnn_synergy/home/name_pieces.hpp"
#include "gnn_synergy/protocol/random.hpp"

namespace hearth::synergy {
namespace {

constexpr std::size_t kLanguages = 4;  // English, German, French, Spanish
constexpr std::size_t kAreas = 14;
constexpr std::array<std::array<const char*, kAreas>, kLanguages> kAreaNames{{
    {"kitchen", "living room", "bedroom", "bathroom", "hall", "office", "garage", "garden",
     "nursery", "cellar", "attic", "dining room", "guest room", "laundry"},
    {"Küche", "Wohnzimmer", "Schlafzimmer", "Bad", "Flur", "Büro", "Garage", "Garten",
     "Kinderzimmer", "Keller", "Dachboden", "Esszimmer", "Gästezimmer", "Waschküche"},
    {"cuisine", "salon", "chambre", "bain", "couloir", "bureau", "garage", "jardin", "enfant",
     "cave", "grenier", "manger", "amis", "buanderie"},
    {"cocina", "salón", "dormitorio", "baño", "pasillo", "oficina", "garaje", "jardín", "niños",
     "sótano", "ático", "comedor", "invitados", "lavadero"},
}};

enum Thing : std::size_t {
    kMotion,
    kCeiling,
    kLamp,
    kDoor,
    kWindow,
    kTemperature,
    kLux,
    kPlug,
    kTelevision,
    kSpeaker,
    kBlind,
    kHeating,
    kButton,
    kFan,
    kHumidity,
    kPower,
    kThings
};
struct ThingKind {
    const char* domain;
    const char* kind;
    double chance;  // that an area has it
    std::array<const char*, kLanguages> words;
};
constexpr std::array<ThingKind, kThings> kThingKinds{{
    {"binary_sensor", "motion", .65, {"motion", "Bewegung", "mouvement", "movimiento"}},
    {"light", "light", .95, {"ceiling light", "Deckenlicht", "plafonnier", "techo luz"}},
    {"light", "light", .55, {"lamp", "Lampe", "lampe", "lámpara"}},
    {"binary_sensor", "door", .35, {"door", "Tür", "porte", "puerta"}},
    {"binary_sensor", "window", .5, {"window", "Fenster", "fenêtre", "ventana"}},
    {"sensor", "temperature", .6, {"temperature", "Temperatur", "température", "temperatura"}},
    {"sensor", "illuminance", .3, {"illuminance", "Helligkeit", "luminosité", "luminosidad"}},
    {"switch", "", .5, {"plug", "Steckdose", "prise", "enchufe"}},
    {"media_player", "tv", .25, {"tv", "Fernseher", "télé", "tele"}},
    {"media_player", "speaker", .3, {"speaker", "Lautsprecher", "enceinte", "altavoz"}},
    {"cover", "blind", .4, {"blind", "Rollladen", "volet", "persiana"}},
    {"climate", "thermostat", .5, {"heating", "Heizung", "chauffage", "calefacción"}},
    {"sensor", "button", .3, {"button", "Taster", "bouton", "botón"}},
    {"fan", "fan", .2, {"fan", "Lüfter", "ventilateur", "ventilador"}},
    {"sensor", "humidity", .3, {"humidity", "Feuchte", "humidité", "humedad"}},
    {"sensor", "power", .25, {"power", "Leistung", "puissance", "potencia"}},
}};

// What people automate: the trigger, the target, how usual it is, and how often both are of one
// area.
struct Custom {
    Thing trigger, target;
    double chance, same_area;
};
constexpr std::array<Custom, 16> kCustoms{{
    {kMotion, kCeiling, .8, .93},
    {kMotion, kLamp, .4, .93},
    {kMotion, kFan, .4, .95},
    {kDoor, kCeiling, .4, .7},
    {kDoor, kLamp, .2, .5},
    {kWindow, kHeating, .7, .97},
    {kTemperature, kHeating, .4, .95},
    {kTemperature, kFan, .4, .95},
    {kLux, kBlind, .5, .9},
    {kLux, kLamp, .3, .8},
    {kButton, kCeiling, .5, .9},
    {kButton, kLamp, .5, .9},
    {kButton, kSpeaker, .4, .85},
    {kTelevision, kLamp, .4, .9},
    {kHumidity, kFan, .6, .97},
    {kPower, kSpeaker, .2, .3},
}};

class Simulation {
public:
    explicit Simulation(std::uint64_t seed) : random_(seed ^ 0x51a7edULL) {}

    SimulatedHome run(bool has_events) {
        knows_areas_ = random_.fraction() < .8 ? .9 : 0;
        furnish();
        automate();
        if (has_events) live();
        shuffle();
        return std::move(out_);
    }

private:
    bool happens(double chance) { return random_.fraction() < chance; }

    void furnish() {
        const std::size_t language = random_.below(kLanguages), areas = 4 + random_.below(9);
        std::vector<std::size_t> names(kAreas);
        for (std::size_t i = 0; i < kAreas; ++i) names[i] = i;
        random_.shuffle(names);
        of_.resize(areas);
        for (std::size_t area = 0; area < areas; ++area)
            for (std::size_t thing = 0; thing < kThings; ++thing)
                if (happens(kThingKinds[thing].chance)) {
                    add(thing, area, kAreaNames[language][names[area]], language);
                    if (thing == kCeiling && happens(.3))
                        add(thing, area, kAreaNames[language][names[area]], language);
                }
    }

    void add(std::size_t thing, std::size_t area, const char* area_name, std::size_t language) {
        const ThingKind& kind = kThingKinds[thing];
        Entity entity;
        entity.domain = domain_of(kind.domain);
        entity.kind = happens(.85) ? kind_of(kind.kind, "") : 0;
        entity.area = happens(knows_areas_) ? static_cast<int>(area) : -1;
        const bool is_sensor =
            thing == kMotion || thing == kTemperature || thing == kLux || thing == kHumidity;
        // One device often measures several things.
        entity.device = is_sensor && happens(.6) ? static_cast<int>(area) : 1000 + next_device_++;
        const std::string name = std::string(happens(.85) ? area_name : "") + " " +
                                 (happens(.8) ? kind.words[language] : "x") + " " +
                                 std::to_string(out_.home.entities.size());
        entity.id = std::string(kind.domain) + ".s" + std::to_string(out_.home.entities.size());
        entity.pieces = name_pieces(name);
        of_[area].emplace_back(thing, out_.home.size());
        out_.home.entities.push_back(std::move(entity));
    }

    std::vector<int> all_of(std::size_t area, Thing thing) const {
        std::vector<int> found;
        for (const auto& [kind, entity] : of_[area])
            if (kind == thing) found.push_back(entity);
        return found;
    }

    // Every custom in every area, by chance; now and then with things of another area.
    void automate() {
        for (std::size_t area = 0; area < of_.size(); ++area)
            for (const Custom& custom : kCustoms) {
                const std::vector<int> triggers = all_of(area, custom.trigger);
                const std::size_t other =
                    happens(custom.same_area) ? area : random_.below(of_.size());
                std::vector<int> targets = all_of(other, custom.target);
                if (triggers.empty() || targets.empty() || !happens(custom.chance * .7)) continue;
                if (targets.size() > 1 && happens(.4)) targets.resize(1);
                out_.home.automations.push_back({{triggers.front()}, targets});
            }
        // A person's doing that has no rule.
        for (std::size_t i = random_.below(4); i > 0; --i) {
            const int x = any(), y = any();
            if (x != y) out_.home.automations.push_back({{x}, {y}});
        }
    }

    int any() { return static_cast<int>(random_.below(out_.home.entities.size())); }

    // Some weeks: background by chance, and a part of the pairs done by hand again and again.
    void live() {
        std::vector<std::pair<TimeUs, int>> changes;
        const TimeUs span = static_cast<TimeUs>(7 + random_.below(22)) * kMicrosPerDay;
        const auto moment = [&] {
            return static_cast<TimeUs>(random_.fraction() * static_cast<double>(span));
        };
        for (int i = 0; i < out_.home.size(); ++i)
            for (std::size_t n = random_.below(60); n > 0; --n) changes.emplace_back(moment(), i);
        for (const Pair& pair : pairs_of(out_.home)) {
            if (!happens(.6)) continue;
            for (std::size_t n = 2 + random_.below(30); n > 0; --n) {
                const TimeUs at = moment();
                changes.emplace_back(at, pair.trigger);
                changes.emplace_back(
                    at + static_cast<TimeUs>((2 + random_.below(120)) * kMicrosPerSecond),
                    pair.target);
            }
        }
        std::sort(changes.begin(), changes.end());
        for (const auto& [time, entity] : changes) {
            const int domain = out_.home.entities[static_cast<std::size_t>(entity)].domain;
            out_.events.observe(
                entity, time,
                domain != domain_of("sensor") && domain != domain_of("binary_sensor"));
        }
    }

    void shuffle() {
        for (Automation& automation : out_.home.automations)
            std::sort(automation.targets.begin(), automation.targets.end());
        random_.shuffle(out_.home.automations);
    }

    Random random_;
    double knows_areas_ = 0;
    int next_device_ = 0;
    std::vector<std::vector<std::pair<std::size_t, int>>> of_;  // of an area: thing, entity
    SimulatedHome out_;
};

}  // namespace

SimulatedHome simulate_home(std::uint64_t seed, bool has_events) {
    return Simulation(seed).run(has_events);
}

}  // namespace hearth::synergy
