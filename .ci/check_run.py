"""Check a run folder by its summary.csv: columns, stages, size kept, mAP kept, and the files beside it."""
import argparse, csv, sys
from pathlib import Path

columns = 'stage,params,macs,size_mb,map50,map50_95,latency_ms'.split(',')
files = ['weights/best.pt', 'plan.json', 'args.yaml', 'channels.png', 'summary.png', 'report.html']

def expected(steps):
    "Columns, stages and files of a run: of a one-shot run if `steps` is 0"
    if not steps: return columns, ['base', 'pruned', 'retrained'], files
    names = [f'step{k+1}' for k in range(steps)]
    return columns + ['map50_pruned', 'seconds'], ['base', *names], files + [o for n in names for o in (f'weights/{n}.pt', f'plans/{n}.json')]

def problems(summary, kept, tol, min_base_map=None, min_keep=None, steps=0):
    "Print the figures of `summary`, and yield what is wrong with them"
    want, stages, there = expected(steps)
    with open(summary, newline='', encoding='utf-8') as f: header, *lines = csv.reader(f)
    if header != want: return (yield f'columns are {header}, not {want}')
    rows = [dict(zip(header, o)) for o in lines]
    if [r['stage'] for r in rows] != stages: return (yield f"stages are {[r['stage'] for r in rows]}, not {stages}")
    base, *_, pruned, retrained = [{c: float(r[c] or 'nan') for c in want[1:]} for r in rows]
    size = retrained['params'] / base['params']
    keep = retrained['map50'] / base['map50'] if base['map50'] else float('nan')
    print(f"parameters {base['params']:.0f} -> {retrained['params']:.0f} ({size:.4f}); mAP50 base {base['map50']:.4f}, "
          f"{rows[-2]['stage']} {pruned['map50']:.4f}, {rows[-1]['stage']} {retrained['map50']:.4f} ({keep:.3f} of base)")
    if not abs(size - kept) <= tol: yield f'{size:.4f} of the parameters is left, not {kept} within {tol}'
    if not steps and pruned['params'] != retrained['params']: yield 'retraining changed the number of parameters'
    if min_base_map is not None and not base['map50'] >= min_base_map: yield f"base mAP50 {base['map50']:.4f} is under {min_base_map}"
    if min_keep is not None and not keep >= min_keep: yield f'{keep:.3f} of the base mAP50 is left, under {min_keep}'
    yield from (f'{o} is missing or empty' for o in there if not ((p := summary.parent/o).is_file() and p.stat().st_size))

if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('summary', type=Path)
    p.add_argument('--kept', type=float, required=True, help='share of the parameters that should be left')
    p.add_argument('--tol', type=float, required=True, help='how far from it is still right')
    p.add_argument('--min-base-map', type=float, help='least mAP50 of the base model')
    p.add_argument('--steps', type=int, default=0, help='steps of an iterative run; 0 for a one-shot run')
    p.add_argument('--min-keep', type=float, help='least retrained mAP50, as a share of the base')
    a = p.parse_args()
    if not a.summary.is_file(): sys.exit(f'no {a.summary}')
    if found := list(problems(**vars(a))): sys.exit('\n'.join(f'- {o}' for o in found))
