"""The served description of the API is valid OpenAPI, and the API answers as it says, whatever it is asked.

Run by `./dev outside`; needs the packages of requirements.txt.
"""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from support import PATIENCE, Checks, demo_library, server

SECONDS = 45
HOLDS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
DESCRIPTION = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def described(address, check):
    """Holds that what is served is valid, is what is committed, and names everything."""
    with urllib.request.urlopen(f"{address}/api/v1/openapi.json", timeout=30) as answer:
        served = json.load(answer)
    validate(served, cls=OpenAPIV31SpecValidator)
    check(served["openapi"].startswith("3.1"), f"the version of OpenAPI is {served['openapi']}")
    check(served == json.loads(DESCRIPTION.read_text(encoding="utf-8")), f"{DESCRIPTION.name} in the repository is what is served")
    for path, methods in served["paths"].items():
        for method, operation in methods.items():
            if method in ("get", "post", "put", "delete"):
                check(operation.get("summary") or operation.get("description"), f"{method} {path} says what it does")
                check(operation.get("operationId"), f"{method} {path} has a name")


def fuzzed(address, env, check):
    """Lets Schemathesis ask what nobody would, always the same, for a bounded time."""
    command = [
        Path(sys.executable).with_name("schemathesis"), "run", f"{address}/api/v1/openapi.json",
        "--checks", HOLDS, "--phases", "examples,coverage,fuzzing", "--max-time", SECONDS, "--max-examples", 20,
        "--seed", 1, "--generation-deterministic", "--suppress-health-check", "all",
        "--rate-limit", "auto", "--no-color",
    ]  # fmt: skip
    done = subprocess.run([str(word) for word in command], env=env, capture_output=True, text=True, timeout=SECONDS + PATIENCE, check=False)
    if not check(done.returncode == 0, "the API answers as its description says"):
        print(done.stdout[-12_000:], done.stderr[-2_000:], file=sys.stderr)


def main():
    """Serves the demo pages and asks."""
    check = Checks("api")
    with demo_library() as (sutradhar, library, env), server(env, sutradhar, "serve", "--library", library, "--port", 0, "--rate", 0) as address:
        described(address, check)
        fuzzed(address, env, check)
        with urllib.request.urlopen(f"{address}/healthz", timeout=30) as answer:
            check.same(answer.status, 200, "health after that")
    check.close()


main()
