# hearth_embed(TARGET NAMESPACE n FILES …): compiles text files into the target. Each file a/b.sql becomes
#   namespace n { extern const std::string_view b; }
# declared in the generated header <n>_embedded.hpp.
function(hearth_embed target)
    cmake_parse_arguments(arg "" "NAMESPACE" "FILES" ${ARGN})
    set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    set(header ${out}/${arg_NAMESPACE}_embedded.hpp)
    set(source ${out}/${arg_NAMESPACE}_embedded.cpp)
    add_custom_command(
        OUTPUT ${header} ${source}
        COMMAND ${CMAKE_COMMAND} -DNAMESPACE=${arg_NAMESPACE} -DHEADER=${header} -DSOURCE=${source}
                "-DFILES=${arg_FILES}" -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
        DEPENDS ${arg_FILES} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
        COMMENT "Embedding ${arg_NAMESPACE}" VERBATIM)
    target_sources(${target} PRIVATE ${header} ${source})
    target_include_directories(${target} PRIVATE ${out})
endfunction()
