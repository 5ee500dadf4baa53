"""Workers that are killed in the middle of a mail: nothing is lost, and what goes out twice says so."""

import pytest

from home.notify import notify
from tests.home.processes import PATIENCE, Site
from tests.home.smtp_sink import Sink

STATES = "SELECT status, count(*) FROM home_notification GROUP BY status ORDER BY status"


@pytest.fixture
def sink():
    with Sink() as sink:
        yield sink


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_mailing_loses_nothing(tmp_path, sink):
    mails = [notify("mail_check", f"lan{n}@example.vn", {"name": "Lan"}, f"check/{n}").message_id for n in range(5)]
    site = Site(tmp_path, sink.port)
    sink.silent = 1
    try:
        victim = site.worker()
        assert sink.one_was_read.wait(PATIENCE)
        assert site.rows(STATES) == [("queued", 4), ("sending", 1)]
        victim.kill()
        rescuers = [site.worker(), site.worker()]
        site.wait_until(lambda: site.rows(STATES) == [("sent", 5)])
        assert [worker.terminate() for worker in rescuers] == [0, 0]
    finally:
        site.close()
    twice = sink.read[0]
    assert sorted(sink.taken) == sorted(mails), "every mail was taken, none twice"
    assert sorted(sink.read) == sorted([*mails, twice]), "the one read twice bears one Message-ID"
    assert [len(worker.events("rescued")) for worker in rescuers] in ([0, 1], [1, 0])
    attempts = dict(site.rows("SELECT attempts, count(*) FROM home_notification GROUP BY attempts"))
    assert attempts == {1: 4, 2: 1}
    assert site.rows("SELECT count(*) FROM home_jobworker") == [(0,)], "all dead or signed off"
