"""What `run.py` does before and around Django: environment, preparation, server and worker, tests.

Standard library only: it runs before anything is installed.
"""
