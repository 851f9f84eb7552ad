"""Files in quarantine and the scanner that lets them out."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from registry.files.models import Attachment
from registry.files.services import attachment_sweeps, attachments, scanners
from registry.files.services.scanners import ClamdScanner, Finding, ScannerUnavailable
from registry.mines.models import MineDocument
from tests import clamd
from tests.factories import attachments as files
from tests.factories.users import UserFactory

State = Attachment.State


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


class TestClamd:
    @pytest.mark.parametrize("kind", ["tcp", "unix"])
    def test_it_sends_everything_and_reads_the_verdict(self, kind: str, tmp_path: Path) -> None:
        content = b"harmless " * 50_000
        with clamd.running(unix_path=str(tmp_path / "s") if kind == "unix" else "") as server:
            verdict = ClamdScanner(server.address).scan(io.BytesIO(content))
        assert verdict.finding is Finding.CLEAN
        assert server.received == [content]

    def test_a_virus_is_named(self) -> None:
        with clamd.running() as server:
            verdict = ClamdScanner(server.address).scan(io.BytesIO(clamd.EICAR))
        assert (verdict.finding, verdict.detail) == (Finding.INFECTED, "Eicar-Signature")

    def test_a_file_beyond_the_limit_cannot_be_judged(self) -> None:
        with clamd.running(limit=100_000) as server:
            verdict = ClamdScanner(server.address).scan(io.BytesIO(b"x" * 5_000_000))
        assert verdict.finding is Finding.UNSCANNABLE

    @pytest.mark.parametrize("answer", ["", "stream: Can't allocate memory ERROR", "UNKNOWN COMMAND", "OK"])
    def test_any_other_answer_is_none(self, answer: str) -> None:
        with clamd.running(answer=answer) as server, pytest.raises(ScannerUnavailable):
            ClamdScanner(server.address).scan(io.BytesIO(b"x"))

    @pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.sock", "clamd", ""])
    def test_a_server_that_is_not_there(self, address: str) -> None:
        with pytest.raises(ScannerUnavailable):
            ClamdScanner(address, timeout=2).scan(io.BytesIO(b"x"))

    def test_a_server_that_does_not_answer(self) -> None:
        import socket

        with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ScannerUnavailable):
            ClamdScanner(f"127.0.0.1:{silent.getsockname()[1]}", timeout=0.2).scan(io.BytesIO(b"x"))

    def test_the_setting_chooses_the_scanner(self, settings: Any) -> None:
        settings.CLAMD_ADDRESS = ""
        assert isinstance(scanners.configured(), scanners.AcceptingScanner)
        settings.CLAMD_ADDRESS = "127.0.0.1:3310"
        assert isinstance(scanners.configured(), ClamdScanner)


@pytest.mark.django_db
class TestQuarantine:
    def test_a_clean_file_comes_out(self, settings: Any) -> None:
        with clamd.running() as server:
            settings.CLAMD_ADDRESS = server.address
            kept = attachments.store(files.upload(), by=UserFactory())
            assert kept.state == State.QUARANTINED
            assert attachment_sweeps.sweep_quarantine() == 1
        kept.refresh_from_db()
        assert (kept.state, kept.state_reason) == (State.CLEAN, "scanned")
        assert kept.scanned_at is not None

    def test_an_infected_file_loses_its_content(self, settings: Any, django_capture_on_commit_callbacks: Any) -> None:
        with clamd.running() as server:
            settings.CLAMD_ADDRESS = server.address
            kept = attachments.store(files.upload("a.txt", clamd.EICAR), by=UserFactory())
            path = Path(kept.file.path)
            assert path.exists()
            with django_capture_on_commit_callbacks(execute=True):
                attachment_sweeps.sweep_quarantine()
        kept.refresh_from_db()
        assert kept.state == State.REJECTED
        assert "Eicar-Signature" in kept.reason
        told = kept.uploaded_by.notifications.get()
        assert (told.kind, told.params["name"]) == ("attachments.rejected", "a.txt")
        assert not kept.file
        assert not path.exists()

    def test_while_the_scanner_is_down_files_wait(self, settings: Any) -> None:
        settings.CLAMD_ADDRESS = "127.0.0.1:1"
        rows = [attachments.store(files.upload(), by=UserFactory()) for _ in range(5)]
        assert attachment_sweeps.sweep_quarantine() == 0
        assert Attachment.objects.filter(state=State.QUARANTINED).count() == len(rows)

    def test_one_file_without_an_answer_does_not_hold_up_the_others(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.CLAMD_ADDRESS = "127.0.0.1:1"
        first, second = (attachments.store(files.upload(), by=UserFactory()) for _ in range(2))

        class Moody(scanners.AcceptingScanner):
            def scan(self, file: Any) -> scanners.Verdict:
                if file.name == first.file.name:
                    raise ScannerUnavailable("not now")
                return scanners.Verdict(Finding.CLEAN, "scanned")

        monkeypatch.setattr(scanners, "configured", Moody)
        assert attachment_sweeps.sweep_quarantine() == 1
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == (State.QUARANTINED, State.CLEAN)

    def test_a_file_that_vanished_is_rejected(self, settings: Any) -> None:
        settings.CLAMD_ADDRESS = "127.0.0.1:1"
        kept = attachments.store(files.upload(), by=UserFactory())
        Path(kept.file.path).unlink()
        attachment_sweeps.sweep_quarantine()
        kept.refresh_from_db()
        assert (kept.state, kept.state_reason) == (State.REJECTED, "content_missing")


@pytest.mark.django_db
class TestCleanUp:
    LATER = timezone.now() + dt.timedelta(hours=49)

    def test_what_nobody_linked_goes_after_two_days(self, django_capture_on_commit_callbacks: Any) -> None:
        kept = attachments.store(files.upload(), by=UserFactory())
        path = Path(kept.file.path)
        assert attachment_sweeps.sweep_unlinked() == 0
        with django_capture_on_commit_callbacks(execute=True):
            assert attachment_sweeps.sweep_unlinked(now=self.LATER) == 1
        assert not path.exists()
        assert not Attachment.objects.exists()

    def test_what_is_linked_stays(self) -> None:
        from tests.factories.mines import MineFactory

        kept = files.AttachmentFactory()
        MineDocument.objects.create(mine=MineFactory(), attachment=kept, kind="report", title="报告")
        assert attachment_sweeps.sweep_unlinked(now=self.LATER) == 0
        assert Attachment.objects.filter(pk=kept.pk).exists()

    def test_a_file_without_a_row_goes_after_two_days(self, settings: Any) -> None:
        kept = attachments.store(files.upload(), by=UserFactory())
        stray = Path(kept.file.path).with_name("stray.pdf")
        stray.write_bytes(b"x")
        assert attachment_sweeps.sweep_stray_files() == 0
        assert attachment_sweeps.sweep_stray_files(now=self.LATER) == 1
        assert not stray.exists()
        assert Path(kept.file.path).exists()
