# Every library that Hearth uses, found once. docs/dependencies.md says why each is there.
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS unit_test_framework)
find_package(OpenSSL REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(date REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(LibLZMA REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
if(NOT TARGET yaml-cpp::yaml-cpp)  # before yaml-cpp 0.8 the target had no namespace
    add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

# No CMake files of its own.
find_library(NETTLE nettle REQUIRED)
add_library(hearth_nettle INTERFACE)
target_link_libraries(hearth_nettle INTERFACE ${NETTLE})

# Paho's CMake files differ between Debian releases; the libraries do not.
find_library(PAHO_MQTTPP paho-mqttpp3 REQUIRED)
find_library(PAHO_MQTT_C paho-mqtt3as REQUIRED)
add_library(hearth_paho INTERFACE)
target_link_libraries(hearth_paho INTERFACE ${PAHO_MQTTPP} ${PAHO_MQTT_C} OpenSSL::SSL)
