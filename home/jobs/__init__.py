"""Background work with retries. How it works and why: docs/decisions/0002-jobs.md."""

from .job import GiveUp, Job, job

__all__ = ["GiveUp", "Job", "job"]
