# Compiler warnings, hardening, sanitizers and ccache: the same for every target.

set(HEARTH_SANITIZE "" CACHE STRING "Sanitizers to build with: 'address,undefined' or 'thread', with clang ',fuzzer-no-link' too; empty for none")

find_program(CCACHE ccache)
if(CCACHE)
    # pch_defines and time_macros let ccache work with precompiled headers.
    set(launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_DEPEND=1  # what is not in it yet is compiled at once, without a preprocessor's run before
        ${CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()

find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Werror -fstack-protector-strong -fno-plt)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees impossible overflows inside std::string (GCC bug 105651).
    add_compile_options(-Wno-stringop-overflow -Wno-restrict)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
if(CMAKE_BUILD_TYPE STREQUAL "Release")
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
add_link_options(-Wl,-z,relro -Wl,-z,now)
# What no program needs is left out: resident memory is one of the budgets.
add_compile_options(-ffunction-sections -fdata-sections)
add_link_options(-Wl,--gc-sections)

if(HEARTH_SANITIZE)
    # Line numbers are all that a report needs; full debug information makes the build half as long again.
    add_compile_options(-fsanitize=${HEARTH_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -O1 -g1)
    add_link_options(-fsanitize=${HEARTH_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # GCC reports impossible overflows and uses of uninitialised values in instrumented code.
        add_compile_options(-Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-restrict)
    endif()
    if(HEARTH_SANITIZE MATCHES thread)
        # GCC warns that it does not instrument std::atomic_thread_fence (used by Asio).
        add_compile_options(-Wno-tsan)
    endif()
endif()
