# One function for each kind of target, so that the CMakeLists.txt of a room is a few lines.

# hearth_module(NAME [ASIO] LIBS …): static library hearth_NAME from every .cpp in this folder.
# ASIO: the room uses Boost.Asio and shares its precompiled header.
function(hearth_module name)
    cmake_parse_arguments(arg "ASIO" "" "LIBS;SOURCES" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    add_library(hearth_${name} STATIC ${sources} ${arg_SOURCES})
    target_include_directories(hearth_${name} PUBLIC ${CMAKE_SOURCE_DIR}/agent)
    target_link_libraries(hearth_${name} PUBLIC ${arg_LIBS})
    hearth_precompiled(hearth_${name} "${arg_ASIO}")
endfunction()

function(hearth_precompiled target asio)
    if(asio AND NOT target STREQUAL hearth_asio_pch)
        target_link_libraries(${target} PRIVATE Threads::Threads)
        target_precompile_headers(${target} REUSE_FROM hearth_asio_pch)
    elseif(NOT target STREQUAL hearth_core)
        target_precompile_headers(${target} REUSE_FROM hearth_core)
    endif()
endfunction()

# hearth_unit_test(ROOM [ASIO] LIBS …): test program unit_ROOM from every .cpp in this folder (Boost.Test).
function(hearth_unit_test room)
    cmake_parse_arguments(arg "ASIO" "" "LIBS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    hearth_test_program(unit_${room} SOURCES ${sources} LIBS ${arg_LIBS})
    add_test(NAME unit_${room} COMMAND unit_${room} --log_level=test_suite --report_level=short)
endfunction()

# A test needs its own code to be built soon rather than to be fast. Not -O0: what it shares with the code that it tests,
# templates above all, would be slow there too.
function(hearth_test_code target)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # Seeing less than with -O2, GCC takes more for uninitialised.
        target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)
    endif()
endfunction()

# hearth_test_program(NAME SOURCES … LIBS …): a Boost.Test program, not yet a test.
function(hearth_test_program name)
    cmake_parse_arguments(arg "" "" "SOURCES;LIBS" ${ARGN})
    add_executable(${name} ${arg_SOURCES} ${CMAKE_SOURCE_DIR}/tests/support/test_main.cpp)
    target_link_libraries(${name} PRIVATE ${arg_LIBS} hearth_test_support)
    hearth_test_code(${name})
    target_precompile_headers(${name} REUSE_FROM hearth_test_pch)
    if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # A fixture without a name outside its file, which GCC then takes for a header.
        target_compile_options(${name} PRIVATE -Wno-subobject-linkage)
    endif()
endfunction()
