"""The compose file parses, and every part a real installation needs is in it."""

import os
import shutil
import subprocess

import pytest

from tests.structure import sources

SECRETS = {"SECRET_KEY": "one", "POSTGRES_PASSWORD": "two", "VALKEY_PASSWORD": "three"}


def _compose() -> list[str]:
    if tool := shutil.which("docker-compose"):
        return [tool]
    if (docker := shutil.which("docker")) and not subprocess.run(
        [docker, "compose", "version"], capture_output=True
    ).returncode:
        return [docker, "compose"]
    if os.environ.get("CI"):
        pytest.fail("CI must parse the compose file, and there is no docker-compose.")
    pytest.skip("Neither docker-compose nor docker compose is on this machine.")


@pytest.fixture
def configure(tmp_path):
    """Return a function that gives the file as compose understands it, with no .env but these values."""
    (tmp_path / "empty").touch()
    command = [*_compose(), "--env-file", str(tmp_path / "empty"), "--file", "docker-compose.yml", "config"]

    def run(**environment: str) -> "subprocess.CompletedProcess[str]":
        env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)} | environment
        return subprocess.run(command, cwd=sources.ROOT, env=env, capture_output=True, text=True)

    return run


def test_it_parses_and_holds_every_part(configure):
    done = configure(**SECRETS)
    assert done.returncode == 0, done.stderr
    yaml = pytest.importorskip("yaml")
    services = yaml.safe_load(done.stdout)["services"]
    assert set(services) == {"migrate", "web", "worker", "beat", "postgres", "valkey", "proxy"}
    assert "ports" not in services["web"]
    environment = services["worker"]["environment"]
    assert environment["DATABASE_URL"] == "postgresql://xiezhi@postgres:5432/xiezhi"
    assert (environment["PGPASSWORD"], environment["REDIS_PASSWORD"]) == ("two", "three")


def test_own_servers_take_the_place_of_the_containers(configure):
    done = configure(**SECRETS, DATABASE_URL="postgresql://db.example/x")
    assert "postgresql://db.example/x" in done.stdout


@pytest.mark.parametrize("name", SECRETS)
def test_it_refuses_to_start_without_a_secret(configure, name):
    done = configure(**{key: value for key, value in SECRETS.items() if key != name})
    assert done.returncode != 0
    assert name in done.stderr + done.stdout or "set it in .env" in done.stderr
