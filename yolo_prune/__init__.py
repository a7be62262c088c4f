__version__ = "0.0.1"

from . import threads  # before anything loads torch, see nbs/00a_threads.ipynb
