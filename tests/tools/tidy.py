#!/usr/bin/env python3
"""Runs clang-tidy over C++ files, each only when it or a header of ours that it includes has changed
since it was last found clean.

    tidy.py --build build/lint [--jobs N] < list-of-files

One file takes some twenty seconds, nearly all of them for the headers of libraries. So files that are
compiled alike are checked together, included into one unit; where they do not go together (two of them
have a name of their own in common), one half after the other.

What was clean is remembered in BUILD/clean/ by a hash of the file, those of ours that it includes,
and .clang-tidy. Exit 1 when a file is not clean.

Of tests one check less is asked: it takes half of the time there, and speed is not what they are for.
"""
import argparse
import concurrent.futures
import hashlib
import itertools
import json
import os
import re
import shlex
import subprocess
import sys

TOGETHER = 10  # files in one unit
NOT_OF_TESTS = "-performance-unnecessary-value-param"


INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


class Includes:
    """Which files of ours a file includes, through others too, itself among them."""

    def __init__(self, root, folders):
        self.root, self.folders, self.direct = root, folders, {}

    def of(self, file):
        found, open_ends = {file}, [file]
        while open_ends:
            for other in self.named_in(open_ends.pop()) - found:
                found.add(other)
                open_ends.append(other)
        return found

    def named_in(self, file):
        if file not in self.direct:
            with open(os.path.join(self.root, file)) as content:
                names = INCLUDE.findall(content.read())
            self.direct[file] = {path for path in (self.path_of(name, file) for name in names) if path}
        return self.direct[file]

    def path_of(self, name, file):
        """None: generated, or a library's."""
        for folder in (os.path.dirname(file), *self.folders):
            path = os.path.normpath(os.path.join(folder, name))
            if os.path.isfile(os.path.join(self.root, path)):
                return path
        return None


def stamp_of(file, includes, salt, folder):
    digest = hashlib.sha256(salt)
    for path in sorted(includes.of(file)):
        with open(path, "rb") as content:
            digest.update(path.encode() + b"\0" + hashlib.sha256(content.read()).digest())
    return os.path.join(folder, digest.hexdigest())


def compile_flags(build, root):
    """For each source file, how it is compiled, without its own name."""
    flags = {}
    with open(os.path.join(build, "compile_commands.json")) as commands:
        for entry in json.load(commands):
            words = shlex.split(entry["command"])[1:]
            end = words.index("-o")
            flags[os.path.relpath(entry["file"], root)] = tuple(words[:end])
    return flags


def units(files, flags):
    """Files that are compiled alike, TOGETHER at a time, those of one folder side by side."""
    out = []
    for _, alike in itertools.groupby(sorted(files, key=lambda file: (flags[file], file)), key=flags.get):
        alike = list(alike)
        out += [alike[i:i + TOGETHER] for i in range(0, len(alike), TOGETHER)]
    return out


def tidy(file, leave_out, arguments):
    """leave_out: checks, in clang-tidy's own form."""
    found = subprocess.run(["clang-tidy", "--quiet", f"--checks={','.join(leave_out)}", file, *arguments],
                           capture_output=True, text=True)
    return found.returncode == 0, found.stdout


def check(files, options, flags, root, number):
    """What clang-tidy says of them; empty: they are clean."""
    leave_out = [NOT_OF_TESTS] if files[0].startswith("tests/") else []
    if len(files) == 1:
        clean, text = tidy(files[0], leave_out, ["-p", options.build])
        return "" if clean else text
    unit = os.path.join(options.build, f"unit_{number}.cpp")
    with open(unit, "w") as out:
        out.writelines(f'#include "{os.path.join(root, file)}"\n' for file in files)
    clean, text = tidy(unit, [*leave_out, "-bugprone-suspicious-include"],
                       ["--config-file=.clang-tidy", "--", *flags[files[0]]])
    os.remove(unit)
    if clean or "clang-diagnostic-" not in text:
        return "" if clean else text
    half = len(files) // 2
    return "".join(check(part, options, flags, root, number) for part in (files[:half], files[half:]))


def main():
    arguments = argparse.ArgumentParser(description="clang-tidy over what has changed")
    arguments.add_argument("--build", required=True, help="folder with compile_commands.json")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count())
    options = arguments.parse_args()
    root = os.getcwd()
    with open(".clang-tidy", "rb") as checks:
        salt = checks.read() + subprocess.run(["clang-tidy", "--version"], capture_output=True).stdout
    includes = Includes(root, ["agent", "plugins", "tests", "bench"])
    flags = compile_flags(options.build, root)
    folder = os.path.join(options.build, "clean")
    os.makedirs(folder, exist_ok=True)
    files = sys.stdin.read().split()
    stamps = {file: stamp_of(file, includes, salt, folder) for file in files}
    work = units([file for file in files if not os.path.exists(stamps[file])], flags)
    print(f"{sum(map(len, work))} of {len(files)} files to check, in {len(work)} units", flush=True)
    unclean = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as workers:
        runs = {workers.submit(check, unit, options, flags, root, number): unit
                for number, unit in enumerate(work)}
        for done, run in enumerate(concurrent.futures.as_completed(runs), 1):
            unit, text = runs[run], run.result()
            print(f"[{done}/{len(work)}] {' '.join(unit)}{': not clean' if text else ''}", flush=True)
            if text:
                unclean += 1
                print(text, flush=True)
                continue
            for file in unit:
                open(stamps[file], "w").close()
    if unclean:
        print(f"{unclean} units are not clean")
    return 1 if unclean else 0


if __name__ == "__main__":
    sys.exit(main())
