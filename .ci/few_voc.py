"""Print the YAML of a part of Pascal VOC (240 training and 300 test images), so that a run on real photographs takes minutes: `python .ci/few_voc.py FOLDER`."""
import sys
from contextlib import redirect_stdout

with redirect_stdout(sys.stderr):  # also what Ultralytics logs, to the stream that is stdout when it is imported
    from yolo_prune.data.dataset import get_data, take_images
    data = take_images(get_data('VOC.yaml'), sys.argv[1], 240, 300)
print(data['yaml_file'])
