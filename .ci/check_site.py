"""Check what can be checked of the website without Quarto: its configuration, the notebooks as nbdev hands them to Quarto, every link.

Prints what it counted; lists what is wrong and exits 1 if anything is. Needs neither data nor weights; leaves the processed notebooks in _proc.
"""
import ast, importlib, inspect, json, os, re, subprocess, sys
from collections import Counter
from dataclasses import is_dataclass
from operator import attrgetter
from pathlib import Path
from urllib.parse import unquote

import yaml
from fastcore.docments import docments

import llms
from badge import badge
from quarto_options import misfits, page, quarto

root, nbs, proc = llms.root, llms.nbs, llms.root/'_proc'
made_later = {'explanations/pruning_implementation.pdf'}  # by Quarto, in the deploy workflow

def read(fn): return json.loads(fn.read_text(encoding='utf-8'))

def src(cell): return ''.join(cell['source'])

def notebooks(folder=nbs):
    "All notebooks as nbdev finds them, by path relative to `folder`"
    return {o.relative_to(folder).as_posix(): o for o in sorted(folder.rglob('*.ipynb')) if not any(p[0] in '._' for p in o.relative_to(folder).parts)}

def front_matter(text):
    "The dict that a raw cell with YAML between two lines of --- holds; raises `yaml.YAMLError`"
    m = re.fullmatch(r'---\s*\n(.*?)\n---\s*', text.strip(), re.DOTALL)
    res = yaml.safe_load(m[1]) if m else None
    if not isinstance(res, dict): raise yaml.YAMLError('a raw cell that is no front matter')
    return res

def check_front_matter(name, nb):
    "Its raw cells can be read, and say only what Quarto understands; a page that is also a PDF says so"
    fms = []
    for o in nb['cells']:
        if o['cell_type'] != 'raw': continue
        try: fms.append(front_matter(src(o)))
        except yaml.YAMLError as e: yield f'{name}: front matter: {e}'
    for o in fms: yield from misfits(o, page, f'{name}: front matter')
    pdf = Path(name).with_suffix('.pdf')
    if pdf.as_posix() in made_later and not any(o.get('format', {}).get('typst', {}).get('output-file') == pdf.name for o in fms):
        yield f'{name}: its front matter asks for no {pdf.name}'

def check_start(name, nb, cfg):
    "Title, description, badge and front matter"
    cells = [o for o in nb['cells'] if o['cell_type'] != 'raw']
    for what,found in zip(('H1 title', '> description'), llms.title(nbs/name)):
        if not found or cells[0]['cell_type'] != 'markdown': yield f'{name}: no {what} in the first cell'
    if [src(o) for o in cells[1:2]] != [badge(cfg, name)]:
        yield f'{name}: the second cell is not the Colab badge of this notebook: run `python .ci/badge.py`'
    yield from check_front_matter(name, nb)

def check_outputs(name, nb, cfg):
    "No errors, no widgets without a picture"
    for i,cell in enumerate(nb['cells']):
        for o in cell.get('outputs', []):
            if o['output_type'] == 'error': yield f"{name}, cell {i}: its output is an error, {o['ename']}: {o['evalue']}"
            kinds = o.get('data', {})
            if any('widget-view' in k for k in kinds) and not any(k.startswith('image/') for k in kinds): yield f'{name}, cell {i}: a widget without a picture'

def check_details(name, nb, cfg):
    "<details> are closed in their own cell, and the Python in them is Python"
    for i,cell in enumerate(nb['cells']):
        if cell['cell_type'] != 'markdown': continue
        text = src(cell)
        if len(re.findall('<details', text)) != len(re.findall('</details>', text)): yield f'{name}, cell {i}: <details> is not balanced'
        for block in re.findall(r'<details.*?</details>', text, re.DOTALL):
            for code in re.findall(r'^```(?:python|\{\.python.*?\})\n(.*?)^```', block, re.DOTALL | re.MULTILINE):
                try: ast.parse(code)
                except SyntaxError as e: yield f'{name}, cell {i}: code in <details> is no Python: {e}'

def check_sidebar(cfg, names):
    "Each notebook once, nothing else; the navigation bar leads to pages"
    count = Counter(o for _,files in llms.sections(cfg) for o in files)
    yield from (f'_quarto.yml: the sidebar lists {o} {n} times' for o,n in count.items() if n > 1)
    yield from (f'_quarto.yml: the sidebar lists {o}, which does not exist' for o in count if o not in names)
    yield from (f'_quarto.yml: {o} is not in the sidebar' for o in names if o not in count)
    bar = [o['href'] for side in ('left', 'right') for o in cfg['website']['navbar'][side] if isinstance(o, dict)]
    yield from (f'_quarto.yml: the navigation bar leads to {o}, which does not exist' for o in bar if '://' not in o and o not in names)

def check_titles(cfg):
    "No two pages have a name that a reader takes for the same, such as trust and Trust"
    seen = {}
    for o in (o for _,files in llms.sections(cfg) for o in files if (nbs/o).exists()):
        if other := seen.get(title := (llms.title(nbs/o)[0] or '').casefold()): yield f'{o}: its title is that of {other}'
        seen[title] = o

def check_shown(name, stored, fresh):
    "What `show_doc` shows in the notebook is what it shows today; links and numbers of lines apart"
    old, new = ({k: re.sub(r'\]\([^)]*\)(\{[^}]*\})?', '', t).replace('[', '').split() for k,t in shown(nb).items()} for nb in (stored, fresh))
    yield from (f'{name}: what is shown of {k} is not what `show_doc` makes today: execute its cell' for k in old if old[k] != new.get(k))

def process():
    "What nbdev complains of when it processes all notebooks, as the deploy workflow does: without data and weights"
    env = {k:v for k,v in os.environ.items() if k not in ('YOLO_PRUNE_VOC', 'YOLO_PRUNE_WEIGHTS')}
    r = subprocess.run([sys.executable, '-c', 'from nbdev.serve import proc_nbs; proc_nbs(force=True)'], cwd=root, env=env, capture_output=True, text=True)
    said = (r.stdout + r.stderr).strip()
    if r.returncode or re.search(r'warning|error|traceback', said, re.IGNORECASE): yield f'nbdev cannot process the notebooks, exit code {r.returncode}:\n{said[-3000:]}'

def texts(nb):
    "All markdown of a notebook, written or put out, with its cell"
    for cell in nb['cells']:
        if cell['cell_type'] == 'markdown': yield cell, src(cell)
        yield from ((cell, ''.join(o['data']['text/markdown'])) for o in cell.get('outputs', []) if 'text/markdown' in o.get('data', {}))

def no_blocks(text): return re.sub(r'^(`{3,}|~{3,}).*?^\1`*\s*$', '', text, flags=re.DOTALL | re.MULTILINE)

def links(text):
    "Targets of links and pictures; what stands in code is none"
    text = re.sub(r'(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)', '', no_blocks(text), flags=re.DOTALL)
    found = re.findall(r'\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|\b(?:src|href)="([^"]+)"|<(https?://[^>\s]+)>', text)
    return [next(filter(None, o)) for o in found]

def slug(heading):
    "The identifier that pandoc gives a heading"
    if m := re.search(r'\{[^}]*#([\w.:-]+)[^}]*\}\s*$', heading): return m[1]
    text = re.sub(r'!?\[([^\]]*)\]\([^)]*\)', r'\1', re.sub(r'\s*\{[^}]*\}\s*$', '', heading))
    text = re.sub(r'[^\w\s.-]', '', re.sub(r'(?<![\w.])_([^_]+)_(?!\w)', r'\1', text)).strip()
    return re.sub(r'^[\W\d_]+', '', re.sub(r'\s+', '-', text).lower()) or 'section'

def anchors(nb):
    "The identifiers of a page"
    res, seen = set(), Counter()
    for _,text in texts(nb):
        for h in re.findall(r'^#{1,6}\s+(.+?)\s*#*$', no_blocks(text), re.MULTILINE):
            s = slug(h)
            res.add(f'{s}-{seen[s]}' if seen[s] else s)
            seen[s] += 1
        res.update(o for pair in re.findall(r'\bid="([^"]+)"|\{#([\w.:-]+)', text) for o in pair if o)
    return res

class Links:
    "Knows where a link leads; `pages` are the processed notebooks by their path in nbs"
    def __init__(self, cfg, pages):
        web = cfg['website']
        self.cfg, self.pages, self.site, self.n = cfg, pages, web['site-url'], 0
        self.ids, self.urls = {k: anchors(nb) for k,nb in pages.items() if (proc/k).exists()}, {llms.url(cfg, k): k for k in pages}
        repo = re.escape(web['repo-url'].removeprefix('https://github.com/'))
        self.blob = re.compile(rf"https://(?:github\.com/{repo}/(?:blob|tree|raw)|raw\.githubusercontent\.com/{repo}|colab\.research\.google\.com/github/{repo}/blob)/{web['repo-branch']}/([^?]*)")

    def wrong(self, link, name, base=nbs, cell=None):
        "What is wrong with a link in the file `name` of folder `base`, or None"
        target, _, anchor = unquote(link).partition('#')
        if target.startswith('attachment:'): return None if target[11:] in (cell or {}).get('attachments', {}) else 'no such attachment'
        if m := self.blob.match(target): return None if (root/m[1]).exists() else 'no such file in the repository'
        if target.startswith(self.site):
            rel = target.removeprefix(self.site).strip('/') or 'index.html'
            return self.no_page(self.urls.get(f'{self.site}/{rel}', rel), anchor)
        if re.match(r'[a-z][a-z0-9+.-]*:', target): return None  # another site
        path = Path(os.path.normpath(base/name/'..'/target if target else base/name))
        if path.is_relative_to(nbs): return self.no_page(path.relative_to(nbs).as_posix(), anchor)
        return None if base == root and path.exists() else 'leads out of the site'

    def no_page(self, name, anchor):
        if name not in self.pages: return None if name in made_later or (nbs/name).is_file() else 'no such file'
        return f'{name} has no heading #{anchor}' if anchor and anchor not in self.ids.get(name, [anchor]) else None

    def check(self, name, found, base=nbs):
        "Problems with the links of a file; `found` are its texts, with their cells"
        for cell,text in found:
            for o in links(text):
                self.n += 1
                if bad := self.wrong(o, name, base, cell): yield f'{name}: link {o}: {bad}'

def shown(nb):
    "What `show_doc` shows, by name"
    docs = [t for _,t in texts(nb) if t.startswith('---\n') and '\n```python\n' in t]
    return {m[1]: re.sub(r'\[(`[^`]*`)\]\([^)]*\)', r'\1', t) for t in docs if (m := re.search(r'^#+ (\S+)$', t, re.MULTILINE))}

def public(mod, syms):
    "The functions, classes and methods of a module that a reader may use, by name"
    names = {k.removeprefix(mod.__name__ + '.') for k in syms.get(mod.__name__, {})} | {k for k in mod.__all__ if callable(getattr(mod, k))}
    return {k: attrgetter(k)(mod) for k in sorted(names) if not any(p.startswith('_') for p in k.split('.')) or k in mod.__all__}

def params(obj):
    "Parameters that should have a comment, with their comments"
    if not callable(obj) or inspect.isclass(obj) and not (is_dataclass(obj) or '__init__' in vars(obj)): return {}
    named = [k for k,p in inspect.signature(obj).parameters.items() if k != 'self' and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    comments = docments(obj)
    return {k: comments.get(k) for k in named}

def check_docs(name, nb, objs):
    "Every public function, class and method of a notebook's module is documented, with its parameters and its source"
    docs = shown(nb)
    for k,obj in objs.items():
        if k not in docs: yield f'{name}: {k} is not documented'; continue
        if '[source](' not in docs[k]: yield f'{name}: {k} has no link to its source'
        for p,comment in params(obj).items():
            if not comment: yield f'{name}: parameter {p} of {k} has no comment'
            elif not all(o.strip() in docs[k] for o in comment.splitlines()): yield f'{name}: the documentation of {k} does not say what {p} is'

def module(name):
    "The module that a notebook exports, if it does"
    found = (re.search(r'^#\|\s*default_exp\s+(\S+)', src(c), re.MULTILINE) for c in read(nbs/name)['cells'])
    return next((importlib.import_module(f'yolo_prune.{m[1]}') for m in found if m), None)

def main():
    try: cfg, names = llms.config(), notebooks()
    except yaml.YAMLError as e: sys.exit(f'- _quarto.yml cannot be read: {e}')
    bad = [*misfits(cfg, quarto, '_quarto.yml'), *check_sidebar(cfg, names), *check_titles(cfg)]
    for k,fn in names.items(): bad += [p for check in (check_start, check_outputs, check_details) for p in check(k, read(fn), cfg)]
    bad += process()
    pages = {k: read(proc/k if (proc/k).exists() else fn) for k,fn in names.items()}
    to, syms, n = Links(cfg, pages), importlib.import_module('yolo_prune._modidx').d['syms'], 0
    for k,nb in pages.items():
        objs = public(mod, syms) if (proc/k).exists() and (mod := module(k)) else {}
        bad += [*check_front_matter(k, nb), *check_shown(k, read(nbs/k), nb), *to.check(k, texts(nb)), *check_docs(k, nb, objs)]
        n += len(objs)
    for fn,base in ((root/'README.md', root), (llms.dest, nbs)): bad += to.check(fn.name, [(None, fn.read_text(encoding='utf-8'))], base)
    bad += [f'{fn.name} does not name the command {k}' for fn in (root/'README.md', llms.dest) for k in llms.scripts() if not re.search(rf'\b{k}\b', fn.read_text(encoding='utf-8'))]
    if llms.dest.read_text(encoding='utf-8') != llms.llms(): bad.append('nbs/llms.txt is out of date: run `python .ci/llms.py`')
    bad = list(dict.fromkeys(bad))
    print(f'{len(names)} notebooks, {to.n} links, {n} documented names, {len(bad)} problems')
    if bad: sys.exit('\n'.join(f'- {o}' for o in bad))

if __name__ == '__main__': main()
