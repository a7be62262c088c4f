__version__ = "0.0.1"

from . import threads  # before anything loads torch, see nbs/01_threads.ipynb
from .front import NAMES as __all__, find as __getattr__  # nothing is loaded until it is asked for, see nbs/02_front.ipynb
