"""Make nbs/llms.txt (https://llmstxt.org), the site's table of contents for language models, from the sidebar and the notebooks' titles.

`python .ci/llms.py` writes nbs/llms.txt; `python .ci/llms.py --check` only compares, and exits 1 if it differs.
"""
import json, os, re, sys
from pathlib import Path

import yaml
from nbdev.doclinks import _nbpath2html

root = Path(__file__).resolve().parent.parent
nbs, dest = root/'nbs', root/'nbs'/'llms.txt'

NOTES = '''Each page is a notebook: it can be opened in Colab, and its outputs are those of that code. A page of the API is the source of the module of that name (page `plan`: `yolo_prune.plan`), so what it shows and tests is what is installed.

- Install: `pip install git+https://github.com/yolo-prune/yolo_prune`. Commands: `yolo_prune_one_shot`, `yolo_prune_iterative`, `yolo_prune_evaluate`; each has `--help` and works without arguments but `yolo_prune_evaluate`, which needs `--weights`.
- `prune_ratio` is the share of parameters (or of MACs, bytes or latency, see `target`) that is removed, not the share of channels.
- The result is an ordinary Ultralytics checkpoint: `YOLO('best.pt')` opens it where `yolo_prune` is not installed.
- Retrain pruned models with this package or its `PrunedTrainer`: `YOLO('best.pt').train()` builds the full-width network anew.'''

def config():
    "What _quarto.yml says"
    return yaml.safe_load((root/'_quarto.yml').read_text(encoding='utf-8'))

def sections(cfg):
    "The sidebar as (title, files) pairs"
    return [(o['section'], o['contents']) for o in cfg['website']['sidebar']['contents']]

def title(fn):
    "The H1 and the one-line description in a notebook's first markdown cell; None for what is not there"
    cells = json.loads(fn.read_text(encoding='utf-8'))['cells']
    text = next((''.join(o['source']) for o in cells if o['cell_type'] == 'markdown'), '')
    return [m and m[1] for m in (re.search(rf'^{k}\s+(\S.*?)\s*$', text, re.MULTILINE) for k in '#>')]

def url(cfg, file):
    "The address of a notebook's page"
    return f"{cfg['website']['site-url']}/{_nbpath2html(Path(file)).as_posix()}"

def entry(cfg, file):
    "A line for one page; a file that does not exist is for check_site.py to report"
    if not (nbs/file).exists(): return ''
    name, about = title(nbs/file)
    return f'- [{name}]({url(cfg, file)}): {about}\n'

def llms():
    "The whole text"
    cfg, (name, about) = config(), title(nbs/'index.ipynb')
    parts = [f'## {k}\n\n' + ''.join(entry(cfg, o) for o in files) for k,files in sections(cfg)]
    return '\n'.join([f'# {name}\n\n> {about}\n\n{NOTES}\n', *parts])

def main(check):
    text = llms()
    if dest.exists() and dest.read_text(encoding='utf-8') == text: return
    if check: raise SystemExit('nbs/llms.txt differs from the sidebar and the notebooks: run `python .ci/llms.py`')
    tmp = dest.with_name('.llms.txt.tmp')
    tmp.write_text(text, encoding='utf-8')
    os.replace(tmp, dest)

if __name__ == '__main__': main('--check' in sys.argv[1:])
