"""Use a pruned best.pt with Ultralytics alone: open, predict, validate, export. It makes sure that yolo_prune cannot be imported."""
import argparse, csv, sys
from pathlib import Path

sys.modules['yolo_prune'] = None  # whoever imports it from here on gets an ImportError, as where it is not installed

from ultralytics import YOLO
from ultralytics.data.utils import check_det_dataset

def first_image(split):
    "An image of data set `split`: a folder, a list of images in a .txt, or several of these"
    p = Path(split[0] if isinstance(split, list) else split)
    if p.is_dir(): return min(o for o in p.rglob('*') if o.suffix.lower() in {'.jpg', '.jpeg', '.png', '.bmp'})
    line = next(filter(None, map(str.strip, p.read_text().splitlines())))
    return p.parent/line

def main(best, data, img, summary, tol):
    assert not any(o.startswith('yolo_prune.') for o in sys.modules), 'yolo_prune has been imported: this checks nothing'
    with open(summary, newline='', encoding='utf-8') as f: *_, want = csv.DictReader(f)
    params = sum(o.numel() for o in YOLO(best).model.parameters())
    assert params == int(float(want['params'])), f"{params} parameters, {want['params']} in the summary"
    shot = YOLO(best).predict(first_image(check_det_dataset(str(data))['val']), imgsz=img, device='cpu', save=False, verbose=False)
    print(f'predict: {len(shot[0].boxes)} boxes')
    map50 = YOLO(best).val(data=str(data), imgsz=img, device='cpu', workers=0, plots=False, verbose=False).box.map50
    print(f"val: mAP50 {map50:.4f}, {want['map50']} in the summary")
    assert abs(map50 - float(want['map50'])) <= tol, f"mAP50 {map50:.4f} is not {want['map50']} within {tol}"
    onnx = Path(YOLO(best).export(format='onnx', imgsz=img, device='cpu'))
    again = YOLO(onnx, task='detect').predict(first_image(check_det_dataset(str(data))['val']), imgsz=img, device='cpu', save=False, verbose=False)
    print(f'export: {onnx.name}, {onnx.stat().st_size/1e6:.1f} MB, {len(again[0].boxes)} boxes')

if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('best', type=Path)
    p.add_argument('data', type=Path, help='the data set\'s YAML file')
    p.add_argument('img', type=int, help='image size')
    p.add_argument('summary', type=Path, help='summary.csv of the run: its last row is what to find again')
    p.add_argument('--tol', type=float, default=0.005, help='how far the mAP50 may be from it')
    main(**vars(p.parse_args()))
