// Every payload that Hearth makes is one that Home Assistant accepts.
#include "discovery/device_config.hpp"

#include <boost/test/unit_test.hpp>

#include "discovery/published.hpp"
#include "discovery/topics.hpp"
#include "support/discovery_validator.hpp"
#include "support/home_assistant_view.hpp"

using namespace hearth;
using namespace hearth::discovery;
using hearth::test::discovery::entities_of;
using hearth::test::discovery::entity_of;
using hearth::test::discovery::problems_of;

namespace {

AgentView agent_with(std::vector<ModelView> models) {
    AgentView agent;
    agent.version = "1.2.3";
    agent.suggestion_domains = {"light", "input_boolean"};
    agent.models = std::move(models);
    return agent;
}

std::vector<ModelView> six_models() {
    std::vector<ModelView> out;
    for (const char* name : {"pattern_detection", "gnn_synergy", "yaml_generation", "soft_prompt",
                             "home_type", "device_intelligence"})
        out.push_back({name, out.size() % 2 == 0, 25, 1000});
    return out;
}

struct Case {
    const char* what;
    AgentView agent;
};

std::vector<Case> cases() {
    std::vector<Case> out = {
        {"no model", agent_with({})},
        {"one model", agent_with({{"pattern_detection", true, 50, 2000}})},
        {"six models", agent_with(six_models())},
        {"models called like the agent's own entities", agent_with({{"learning", true, 1, 2},
                                                                    {"memory", false, 1, 2},
                                                                    {"worker", true, 1, 2},
                                                                    {"a", true, 1, 2},
                                                                    {"a_worker", true, 1, 2}})}};
    for (const char* id : {"Hearth.Upstairs", "...", "-", "_x_", "0", "a-b.c_d"}) {
        out.push_back({id, agent_with(six_models())});
        out.back().agent.client_id = id;
    }
    out.push_back({"longest id", agent_with({{std::string(64, 'm'), true, 1, 1000000}})});
    out.back().agent.client_id = std::string(64, 'c');
    out.push_back({"other topics", agent_with(six_models())});
    out.back().agent.prefix = "ha/discovery";
    out.back().agent.base_topic = "häuser/küche";
    out.back().agent.simulated = true;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(device_config_suite)

BOOST_AUTO_TEST_CASE(every_payload_is_accepted) {
    for (const Case& c : cases()) {
        const std::string payload = dump_json(device_config(c.agent));
        for (const std::string& problem :
             problems_of(config_topic(c.agent), payload, c.agent.prefix))
            BOOST_ERROR(c.what << ": " << problem);
    }
}

BOOST_AUTO_TEST_CASE(every_entity_has_an_id_of_its_own) {
    for (const Case& c : cases()) {
        const Json config = device_config(c.agent);
        std::set<std::string> unique_ids, entity_ids;
        std::size_t count = 0;
        for (const auto& entity : entities_of(config)) {
            ++count;
            BOOST_TEST(unique_ids.insert(entity.unique_id).second,
                       c.what << ": " << entity.unique_id);
            entity_ids.insert(entity.entity_id);
        }
        BOOST_TEST(entity_ids.size() == count, c.what);
        std::size_t expected = 17 + c.agent.suggestion_domains.size();
        for (const ModelView& model : c.agent.models) expected += model.serves ? 17 : 15;
        BOOST_TEST(count == expected, c.what);
    }
}

BOOST_AUTO_TEST_CASE(ids_come_from_the_client_id_and_the_model_alone) {
    AgentView agent = agent_with({{"pattern_detection", true, 50, 2000}});
    const Json before = device_config(agent);
    agent.version = "9.9.9";
    agent.base_topic = "elsewhere";
    agent.simulated = true;
    agent.models.insert(agent.models.begin(), {"another", true, 1, 2});
    const Json after = device_config(agent);
    for (const auto& entity : entities_of(before)) {
        const auto same = entity_of(after, entity.key);
        BOOST_TEST(same.unique_id == entity.unique_id);
        BOOST_TEST(same.entity_id == entity.entity_id);
    }
    const auto state = entity_of(before, "pattern_detection_state");
    BOOST_TEST(state.unique_id == "hearth_pattern_detection_state");
    BOOST_TEST(state.entity_id == "sensor.hearth_pattern_detection_state");
    BOOST_TEST(config_topic(agent) == "homeassistant/device/hearth/config");
}

BOOST_AUTO_TEST_CASE(install_approves_the_version_that_is_shown_and_no_other) {
    AgentView agent = agent_with({{std::string(60, 'm'), true, 50, 2000}});
    std::set<std::string> ids;
    for (const std::int64_t version : {7, 8}) {
        agent.models[0].waiting_version = version;
        const auto update = entity_of(device_config(agent), agent.models[0].name + "_update");
        BOOST_TEST(update.platform == "update");
        BOOST_TEST(update.config["command_topic"] == "hearth/command/approve");
        const Json command = *parse_json(test::discovery::command_of(update, "", 0));
        BOOST_TEST(command["model"] == agent.models[0].name);
        BOOST_TEST(command["version"] == version);
        const std::string id = command["id"];
        BOOST_TEST(id.size() <= 64U);
        ids.insert(id);
    }
    BOOST_TEST(ids.size() == 2U);  // a second press would be taken for the first one come twice
}

BOOST_AUTO_TEST_CASE(what_is_gone_is_named_once_more_and_then_not_at_all) {
    const AgentView before =
        agent_with({{"pattern_detection", true, 50, 2000}, {"home_type", false, 1, 2}});
    const AgentView now = agent_with({{"pattern_detection", true, 50, 2000}});
    const Json config = device_config(now);
    const CleanUp clean =
        clean_up(published_by(before, device_config(before)), published_by(now, config));
    BOOST_TEST(clean.clear == std::vector<std::string>({model_topic(before, "home_type")}));
    BOOST_TEST(clean.gone.size() == 15U);
    const Json parting = device_config(now, clean.gone);
    BOOST_TEST(parting["components"]["home_type_state"].dump() == R"({"platform":"sensor"})");
    BOOST_TEST(parting["components"]["home_type_enabled"].dump() == R"({"platform":"switch"})");
    BOOST_TEST(problems_of(config_topic(now), dump_json(parting)).empty());
    BOOST_TEST(!config["components"].contains("home_type_state"));
    BOOST_TEST(entities_of(parting).size() == entities_of(config).size());
}

BOOST_AUTO_TEST_CASE(another_prefix_or_client_id_takes_the_old_device_away) {
    AgentView before = agent_with(six_models());
    const Published old = published_by(before, device_config(before));
    for (const bool prefix : {true, false}) {
        AgentView now = before;
        (prefix ? now.prefix : now.client_id) = "another";
        const CleanUp clean = clean_up(old, published_by(now, device_config(now)));
        BOOST_TEST(clean.clear == std::vector<std::string>({config_topic(before)}));
        BOOST_TEST(clean.gone.empty());
    }
    const CleanUp off = clean_up(old, {});
    BOOST_TEST(off.clear.size() == 1 + old.states.size());
    BOOST_TEST(clean_up(old, old).clear.empty());
}

BOOST_AUTO_TEST_CASE(what_was_published_is_stored_and_read_again) {
    const AgentView agent = agent_with(six_models());
    const Published published = published_by(agent, device_config(agent));
    BOOST_TEST((published_from_json(to_json(published)) == published));
    for (const char* odd : {"null", "[]", "{}", R"({"configs":{"t":{"k":1}},"states":[1,"s"]})",
                            R"({"configs":{"t":"x"}})"}) {
        const Published read = published_from_json(*parse_json(odd));
        for (const auto& [topic, keys] : read.configs) BOOST_TEST(keys.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
