# LibTorch, and the one function that builds a plugin.

# Debian's TorchConfig.cmake asks for the development files of protobuf, glog and gflags, none of which is needed to use
# LibTorch; so the shared libraries are found directly. The same files exist in Debian 12 (1.13) and 13 (2.6).
find_library(TORCH_LIBRARY torch REQUIRED)
find_library(TORCH_CPU_LIBRARY torch_cpu REQUIRED)
find_library(TORCH_C10_LIBRARY c10 REQUIRED)
find_path(TORCH_API_INCLUDE torch/torch.h PATH_SUFFIXES torch/csrc/api/include REQUIRED)
find_path(TORCH_INCLUDE ATen/ATen.h REQUIRED)
add_library(hearth_torch INTERFACE)
target_include_directories(hearth_torch SYSTEM INTERFACE ${TORCH_API_INCLUDE} ${TORCH_INCLUDE})
# libtorch.so itself holds no symbols, but registers the operators: it must not be dropped by --as-needed.
target_link_libraries(hearth_torch INTERFACE -Wl,--push-state,--no-as-needed ${TORCH_LIBRARY} -Wl,--pop-state
    ${TORCH_CPU_LIBRARY} ${TORCH_C10_LIBRARY} Threads::Threads)

# hearth_torch_code(TARGET): the target uses LibTorch; it shares the SDK's precompiled torch header.
function(hearth_torch_code target)
    target_link_libraries(${target} PUBLIC hearth_torch)
    set_target_properties(${target} PROPERTIES JOB_POOL_COMPILE torch JOB_POOL_PRECOMPILE_HEADER torch
        CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
        UNITY_BUILD OFF)  # several at once would take too much memory of a small computer
    if(NOT target STREQUAL hearth_sdk_torch)
        target_precompile_headers(${target} REUSE_FROM hearth_sdk_torch)
    endif()
endfunction()

# One shared object of a plugin in FOLDER; only its ENTRY function is visible from outside.
function(hearth_plugin_library target folder is_installed)
    cmake_parse_arguments(arg "" "ENTRY" "SOURCES;LIBS" ${ARGN})
    set(exports ${CMAKE_CURRENT_BINARY_DIR}/${target}_exports.map)
    file(CONFIGURE OUTPUT ${exports} CONTENT "{ global: ${arg_ENTRY}; local: *; };\n")
    add_library(${target} MODULE ${arg_SOURCES})
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/plugins)
    # The plugin's own libraries come first: a static library is searched for what was missing before it.
    target_link_libraries(${target} PUBLIC ${arg_LIBS} hearth_sdk)
    target_link_options(${target} PRIVATE -Wl,--version-script=${exports})
    set_target_properties(${target} PROPERTIES LINK_DEPENDS ${exports}
        PREFIX lib LIBRARY_OUTPUT_DIRECTORY ${folder} CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    if(NOT HEARTH_SANITIZE)  # the sanitizer's runtime comes from the program that loads the plugin
        target_link_options(${target} PRIVATE -Wl,--no-undefined)
    endif()
    if(is_installed)
        install(TARGETS ${target} LIBRARY DESTINATION lib/hearth/plugins/${name})
    endif()
endfunction()

# hearth_plugin(NAME SOURCES … [LIBS …] [FIT_SOURCES … FIT_LIBS …] [FOLDER dir]): lib<NAME>.so with manifest.yaml beside
# it, in <build>/plugins/NAME. With FIT_SOURCES the plugin itself does without LibTorch, and lib<NAME>_fit.so, which it
# loads when it needs it, is linked with it. With FOLDER it goes there and is not installed.
function(hearth_plugin name)
    cmake_parse_arguments(arg "" "FOLDER" "SOURCES;LIBS;FIT_SOURCES;FIT_LIBS" ${ARGN})
    set(is_installed ON)
    if(arg_FOLDER)
        set(is_installed OFF)
    else()
        set(arg_FOLDER ${CMAKE_BINARY_DIR}/plugins/${name})
    endif()
    if(arg_FIT_SOURCES)
        hearth_plugin_library(${name} ${arg_FOLDER} ${is_installed} ENTRY hearth_plugin_entry SOURCES ${arg_SOURCES} LIBS ${arg_LIBS})
        target_precompile_headers(${name} REUSE_FROM hearth_sdk)
        hearth_plugin_library(${name}_fit ${arg_FOLDER} ${is_installed} ENTRY hearth_plugin_fit_entry
            SOURCES ${arg_FIT_SOURCES} LIBS ${arg_FIT_LIBS} hearth_sdk_torch)
        hearth_torch_code(${name}_fit)
        add_dependencies(${name} ${name}_fit)
    else()
        hearth_plugin_library(${name} ${arg_FOLDER} ${is_installed} ENTRY hearth_plugin_entry SOURCES ${arg_SOURCES}
            LIBS ${arg_LIBS} hearth_sdk_torch)
        hearth_torch_code(${name})
    endif()
    set_property(GLOBAL APPEND PROPERTY HEARTH_PLUGINS ${name})
    configure_file(manifest.yaml ${arg_FOLDER}/manifest.yaml COPYONLY)
    if(is_installed)
        install(FILES manifest.yaml DESTINATION lib/hearth/plugins/${name})
    endif()
endfunction()
