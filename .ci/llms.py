"""Make nbs/llms.txt (https://llmstxt.org), the site's table of contents for language models, from the sidebar, the notebooks' titles and what each command says of itself.

`python .ci/llms.py` writes nbs/llms.txt; `python .ci/llms.py --check` only compares, and exits 1 if it differs.
"""
import json, os, re, sys
from configparser import ConfigParser
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path

import yaml
from nbdev.doclinks import _nbpath2html

root = Path(__file__).resolve().parent.parent
nbs, dest = root/'nbs', root/'nbs'/'llms.txt'

NOTES = '''Each page is a notebook: it can be opened in Colab, and its outputs are those of that code. A page of the API is the source of the module of that name (page `plan`: `yolo_prune.plan`), so what it shows and tests is what is installed.

- Install: `pip install git+https://github.com/yolo-prune/yolo_prune`.
- `prune_ratio` is the share of parameters (or of MACs, bytes or latency, see `target`) that is removed, not the share of channels.
- The result is an ordinary Ultralytics checkpoint: `YOLO('best.pt')` opens it where `yolo_prune` is not installed. Checkpoints of the classic repository `ultralytics/yolov5` are pruned too, and stay classic: that repository opens the result.
- Retrain pruned models with `yolo_prune_train`, or with `retrain` from Python: `YOLO('best.pt').train()` builds the full-width network anew.'''

def scripts():
    "Every command of settings.ini, with the function behind it"
    cfg = ConfigParser(interpolation=None)
    cfg.read(root/'settings.ini', encoding='utf-8')
    return dict(o.strip().split('=') for o in cfg['DEFAULT']['console_scripts'].split('\n') if o.strip())

def about(script):
    "What a command says it is for: the description in its --help"
    module, fn = script.split(':')
    said, before = StringIO(), os.environ.get('COLUMNS')
    os.environ['COLUMNS'] = '10000'  # a paragraph is one line
    try:
        with redirect_stdout(said): getattr(import_module(module), fn)(['--help'])
    except SystemExit: pass
    finally: os.environ.pop('COLUMNS') if before is None else os.environ.update(COLUMNS=before)
    parts = said.getvalue().split('\n\n')
    if len(parts)<3: raise SystemExit(f'{script} does not say in its --help what it is for: give its parser a description')
    return parts[1].strip()

def commands():
    "A line for each command"
    return ''.join(f'- `{k}`: {about(v)}\n' for k,v in scripts().items())

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
    cfg, (name, what) = config(), title(nbs/'index.ipynb')
    parts = [f'## {k}\n\n' + ''.join(entry(cfg, o) for o in files) for k,files in sections(cfg)]
    return '\n'.join([f'# {name}\n\n> {what}\n\n{NOTES}\n\nCommands, each with `--help`:\n\n{commands()}', *parts])

def main(check):
    text = llms()
    if dest.exists() and dest.read_text(encoding='utf-8') == text: return
    if check: raise SystemExit('nbs/llms.txt differs from the sidebar and the notebooks: run `python .ci/llms.py`')
    tmp = dest.with_name('.llms.txt.tmp')
    tmp.write_text(text, encoding='utf-8')
    os.replace(tmp, dest)

if __name__ == '__main__': main('--check' in sys.argv[1:])
