"""The launcher's parts that need no server: stamps, advice, socket places, step lines."""

import os
import signal
import subprocess
import sys

import pytest

from config.local import advice, commands, paths, postgres, processes, progress, stamps


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("[Errno 98] Address already in use", "PORT=8100"),
        ("PermissionError: [Errno 13] Permission denied: '.venv'", "make clean"),
        ("socket.gaierror: Temporary failure in name resolution", "network"),
        ("npm error code EAI_AGAIN", "network"),
        ("Could not find a version that satisfies amqp==5 (from versions: none)", "network"),
        ("Could not find a version that satisfies amqp==5 (from versions: 4.0)", "does not exist"),
        ("Max retries exceeded (SSLError: CERTIFICATE_VERIFY_FAILED)", "PIP_CERT"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "proxy or mirror"),
        ("The virtual environment was not created: ensurepip is not available", "python3-venv"),
        ("/lib/libc.so.6: version `GLIBC_2.28' not found", "DATABASE_URL"),
        ("something nobody has seen", "Run the command again"),
    ],
)
def test_a_failure_comes_with_what_to_do(output, word):
    assert word in advice.explain("Step", output).split("What to do:")[1]


def test_a_failed_program_shows_its_last_words(capsys, tmp_path):
    with pytest.raises(progress.StepFailed, match=r"(?s)Speaking failed:.*the reason"):
        progress.command("Speaking", [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"], cwd=tmp_path)
    assert "Speaking" in capsys.readouterr().out


def test_a_stamp_is_fresh_only_for_the_same_sources(tmp_path):
    source, stamp = tmp_path / "source", tmp_path / "made" / "stamp"
    source.write_text("one")
    key = stamps.fingerprint([source])
    stamps.write(stamp, key)
    assert stamps.fresh(stamp, stamps.fingerprint([source]))
    source.write_text("two")
    assert not stamps.fresh(stamp, stamps.fingerprint([source]))


def test_a_long_path_gets_a_short_socket_place(tmp_path):
    folder = tmp_path / ("long" * 40)
    place = postgres.socket_folder(folder)
    assert place != folder
    assert len(os.fsencode(place / ".s.PGSQL.5432")) <= 103
    assert place != postgres.socket_folder(folder / "other")


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", ""])
def test_an_impossible_port_is_refused(text, capsys):
    with pytest.raises(SystemExit):
        commands.main(["demo", "--port", text])
    assert "port" in capsys.readouterr().err


def test_a_child_dies_with_its_parent(tmp_path):
    """The parent is killed, as `kill -9` or an out-of-memory killer would; the kernel ends the child."""
    program = (
        "import os, signal, sys; from pathlib import Path; from config.local import processes\n"
        "child = processes.spawn(['sleep', '60'], log=None, cwd=Path('/'), env=dict(os.environ),"
        " death_signal=signal.SIGTERM)\n"
        "print(child.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    if sys.platform != "linux":
        pytest.skip("Only Linux lets the kernel tie a child to its parent.")
    done = subprocess.run([sys.executable, "-c", program], cwd=paths.ROOT, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    assert processes.wait_until(lambda: not processes.is_alive(int(done.stdout), "sleep"), 10)


def test_leftovers_are_ended_only_when_they_are_the_same_process(tmp_path):
    child = subprocess.Popen(["sleep", "60"])
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        processes.note(tmp_path, "web", child.pid)
        (tmp_path / "worker").write_text(f"{stranger.pid} 1.0")
        processes.end_leftovers(tmp_path)
        assert not processes.is_alive(child.pid, "sleep")
        assert stranger.poll() is None
        assert not list(tmp_path.iterdir())
    finally:
        stranger.kill()
        stranger.wait()


def test_bytecode_is_kept_whatever_the_shell_says(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in paths.with_tools()
    assert os.environ["PYTHONDONTWRITEBYTECODE"] == "1"
