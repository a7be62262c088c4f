"""Make README.md from nbs/index.ipynb with nbdev's own processors, no Quarto needed.

`python .ci/readme.py` writes README.md; `python .ci/readme.py --check` only compares, and exits 1 if it differs.
"""
import os, posixpath, re, sys
from pathlib import Path

from nbdev.process import NBProcessor
from nbdev.processors import (populate_language, insert_warning, strip_ansi, hide_line, filter_stream_,
                              rm_header_dash, rm_export, clean_magics, hide_)

root = Path(__file__).resolve().parent.parent
procs = [populate_language, strip_ansi, hide_line, filter_stream_, rm_header_dash, rm_export, clean_magics, hide_]
re_code = re.compile(r'(```.*?```|`[^`\n]*`)', re.DOTALL)
re_link = re.compile(r'(\]\(|\b(?:src|href)=")(?![a-z]+:|[#/])([^)\s"]+)')

def fence(text, lang=''):
    "`text` as a fenced block"
    return f'```{lang}\n{text.strip(chr(10))}\n```' if text.strip() else ''

def from_root(md, folder):
    "`md` with the relative links of a notebook in `folder` made relative to the repository's root"
    link = lambda m: m[1] + posixpath.normpath(posixpath.join(folder, m[2]))
    return ''.join(o if o.startswith('`') else re_link.sub(link, o) for o in re_code.split(md))

def output_md(out, asis):
    "One cell output as markdown"
    if out.output_type == 'error': raise SystemExit(f'README: the notebook holds an error output: {out.ename}: {out.evalue}')
    if out.output_type == 'stream': return ''.join(out.text) if asis else fence(''.join(out.text))
    data = out.data
    if 'text/markdown' in data: return ''.join(data['text/markdown'])
    if any(k.startswith('application/vnd.jupyter.widget') for k in data): return ''
    if any(k.startswith('image/') for k in data):
        raise SystemExit('README: pictures in outputs are not supported: save the picture in nbs/images, link to it '
                         'from a markdown cell, and mark the cell that draws it with `#| output: false` or `#| hide`')
    return fence(''.join(data.get('text/plain', '')))

def option(cell, name, default='true'): return (cell.directives_.get(f'{name}:') or [default])[0].lower()

def cell_md(cell, folder):
    "One processed cell as markdown"
    if cell.cell_type == 'markdown': return from_root(cell.source.strip(), folder)
    if cell.cell_type != 'code' or option(cell, 'include') == 'false': return ''
    code = re.sub(r'^\s*#\s*\|.*\n?', '', cell.source, flags=re.MULTILINE)
    parts = [] if option(cell, 'echo') == 'false' else [fence(code, cell.metadata.language)]
    output = option(cell, 'output')
    if output != 'false': parts += [from_root(output_md(o, output == 'asis'), folder) for o in cell.get('outputs', [])]
    return '\n\n'.join(filter(None, parts))

def readme(fn):
    "The README that notebook `fn` stands for"
    nbp = NBProcessor(fn, procs=procs, process=True)
    parts = [cell_md(c, fn.parent.relative_to(root).as_posix()) for c in nbp.nb.cells]
    return '\n\n'.join([insert_warning.content] + [o.strip() for o in parts if o.strip()]) + '\n'

def main(check):
    dest, text = root/'README.md', readme(root/'nbs'/'index.ipynb')
    if dest.exists() and dest.read_text(encoding='utf-8') == text: return
    if check: raise SystemExit('README.md differs from nbs/index.ipynb: run `python .ci/readme.py`')
    tmp = dest.with_name('.README.md.tmp')
    tmp.write_text(text, encoding='utf-8')
    os.replace(tmp, dest)

if __name__ == '__main__': main('--check' in sys.argv[1:])
