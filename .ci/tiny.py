"""Save an untrained network that is as small as they get, for what needs any weights of the shapes' classes: `python .ci/tiny.py FILE.pt`."""
import sys

from yolo_prune.data.shapes import SHAPES
from yolo_prune.models.checkpoint import TINY, new_model, save_model

save_model(new_model(spec=TINY, names=SHAPES), sys.argv[1])
