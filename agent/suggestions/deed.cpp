#include "suggestions/deed.hpp"

#include <algorithm>
#include <string_view>

#include "automation/service_table.hpp"
#include "domain/proposable.hpp"

namespace hearth::suggestions {

namespace {

bool is_risky(std::string_view domain, std::string_view state, std::string_view device_class) {
    if (domain == "lock") return state != "locked";
    const bool lets_in =
        device_class == "garage" || device_class == "gate" || device_class == "door";
    return domain == "cover" && lets_in && state != "closed";
}

bool needs_nothing(const automation::ServiceRow& service) {
    const auto fields = automation::fields_of(service);
    return std::none_of(fields.begin(), fields.end(),
                        [](const automation::FieldRule& field) { return field.required; });
}

bool takes(const automation::FieldRule& field, std::string_view word) {
    return field.words.empty() ||
           std::find(field.words.begin(), field.words.end(), word) != field.words.end();
}

automation::Action call(std::string_view domain, std::string_view service,
                        const std::string& entity_id, Json data = Json::object()) {
    return automation::service_action(std::string(domain) + "." + std::string(service), entity_id,
                                      std::move(data));
}

}  // namespace

Result<automation::Action> deed_for(const std::string& entity_id, const std::string& state,
                                    const std::string& device_class) {
    const std::string_view domain =
        std::string_view(entity_id).substr(0, std::min(entity_id.find('.'), entity_id.size()));
    if (std::find(kProposableDomains.begin(), kProposableDomains.end(), domain) ==
        kProposableDomains.end())
        return Error{ErrorCode::kRefused,
                     "Hearth proposes nothing for '" + std::string(domain) + "' entities"};
    if (is_risky(domain, state, device_class))
        return Error{ErrorCode::kRefused, "'" + state + "' of " + entity_id +
                                              " is too risky to be done without a person"};
    for (const std::string_view name : automation::all_services_of(domain)) {
        const automation::ServiceRow* service = automation::find_service(domain, name);
        if (service != nullptr && service->becomes == state && needs_nothing(*service))
            return call(domain, name, entity_id);
    }
    // A state that the service is told, such as the mode of a heating.
    for (const std::string_view name : automation::all_services_of(domain)) {
        const automation::ServiceRow* service = automation::find_service(domain, name);
        if (service == nullptr || !service->becomes.starts_with('=')) continue;
        const std::string field(service->becomes.substr(1));
        for (const automation::FieldRule& rule : automation::fields_of(*service))
            if (rule.name == field && takes(rule, state))
                return call(domain, name, entity_id, {{field, state}});
    }
    return Error{ErrorCode::kRefused, "no service leads to '" + state + "' of " + entity_id};
}

}  // namespace hearth::suggestions
