"""The rules of the house that a machine can keep."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("core", "crawler", "checks", "commands", "console", "ledger", "reports", "demo")
DOORS = sorted(ROOT.glob("*.py"))
FILES = (path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
PRODUCT = sorted([*DOORS, *(path for path in FILES if path.parent.name != "migrations")])
CHECKS = sorted(path.stem for path in (ROOT / "checks").glob("*.py") if not path.stem.startswith("_"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
SECTIONS = ("Clause", "Pass", "Fail", "Unsure", "Fix")
UNWANTED = {"utils", "helpers", "common", "base", "manager", "misc", "lib"}
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [path for path in PRODUCT if path.relative_to(ROOT).parts[0] != "demo"], ids=name)
def test_files_are_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_functions_are_small(path: Path) -> None:
    assert [f"{function.name}: {length}" for function, length in functions(path) if length > LONGEST_FUNCTION] == []


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Each function with its lines, signature included, docstring not."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield node, lines - len((ast.get_docstring(node, clean=False) or "").splitlines())


def test_names_of_files_say_what_is_in_them() -> None:
    names = {part.removesuffix(".py") for path in PRODUCT for part in path.relative_to(ROOT).parts}
    assert names & UNWANTED == set()


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_public_modules_say_what_they_are_for(path: Path) -> None:
    source = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(source)) or not source.strip()


def test_a_check_is_one_name_in_three_places() -> None:
    rows = sorted(path.stem for path in (ROOT / "catalogue" / "checks").glob("*.toml"))
    tests = sorted(path.stem.removeprefix("test_") for path in (ROOT / "tests" / "checks").glob("test_*.py"))
    private = [test for test in tests if test.startswith("_") or (ROOT / "checks" / f"_{test}.py").exists()]
    assert rows == CHECKS
    assert [test for test in tests if test not in private] == CHECKS


@pytest.mark.parametrize("check", CHECKS)
def test_the_docstring_of_a_check_says_when_it_speaks(check: str) -> None:
    said = ast.get_docstring(ast.parse((ROOT / "checks" / f"{check}.py").read_text("utf-8"))) or ""
    assert said.partition("\n")[0].endswith(".")
    assert [word for word in SECTIONS if not re.search(rf"(^|  ){word}\b", said, re.M)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "checks").glob("*.py")), ids=name)
def test_checks_speak_through_the_catalogue(path: Path) -> None:
    assert CHINESE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_locks_name_no_address_and_hash_everything(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    packages = re.findall(r"^[a-z0-9][^\n]*==.*?(?=^[a-z0-9]|\Z)", text, re.M | re.S)
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.M)
    assert packages
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_the_development_lock_contains_the_runtime_lock() -> None:
    runtime, development = (
        set(re.findall(r"^[a-z0-9].*==\S+", (ROOT / lock).read_text("utf-8"), re.M))
        for lock in ("requirements.txt", "requirements-dev.txt")
    )
    assert runtime <= development


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_tells_how_to_start(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    told = set(re.findall(r"\bmake ([a-z]+)\b", text))
    assert {"demo", "test"} <= told
    assert told <= targets


def test_floors_stand_as_the_contracts_say() -> None:
    linted = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr
