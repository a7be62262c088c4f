"""Make HTML pages of the notebooks without Quarto, close to what Quarto makes of them, for .ci/check_html.py to look at.

`python .ci/pages.py FOLDER` writes the pages of all notebooks in _proc, where .ci/check_site.py or `nbdev_proc_nbs` leave them.
Markdown is turned into HTML by pandoc, as Quarto does it (pip install pypandoc_binary); elements and classes are those of Quarto 1.7.
"""
import argparse, json, re, shutil
from html import escape
from os.path import relpath
from pathlib import Path

import pypandoc, yaml
from nbdev.doclinks import _nbpath2html

import llms

here, proc = Path(__file__).resolve().parent, llms.root/'_proc'
LIGHTBOX = re.compile(r'<p><a\s+href="[^"]*">(<img\s+src="([^"]*)"[^>]*/>)</a></p>')  # of Quarto: a linked picture in Markdown loses its link
PICTURES = ('image/svg+xml', 'image/png', 'image/jpeg')

PAGE = '''<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
{head}
<script>
window.quartoToggleColorScheme = () => {{
  const dark = document.body.classList.toggle("quarto-dark");
  document.body.classList.toggle("quarto-light", !dark);
  document.querySelectorAll("[data-mode]").forEach(o => o.media = (o.dataset.mode == "dark") == dark ? "all" : "not all");
}}
</script></head>
<body class="nav-sidebar floating nav-fixed quarto-light">
<div id="quarto-content" class="quarto-container page-columns page-rows-contents page-layout-article page-navbar">
<nav id="quarto-sidebar" class="sidebar collapse collapse-horizontal sidebar-navigation floating overflow-auto">
<div class="sidebar-menu-container"><ul class="list-unstyled mt-1"><li class="sidebar-item"><div class="sidebar-item-container">
<a href="#" class="sidebar-item-text sidebar-link"><span class="menu-text">Another page</span></a></div></li></ul></div></nav>
<div id="quarto-margin-sidebar" class="sidebar margin-sidebar"></div>
<main class="content" id="quarto-document-content">
<header id="title-block-header" class="quarto-title-block default">
<nav class="quarto-page-breadcrumbs quarto-title-breadcrumbs d-none d-lg-block" aria-label="breadcrumb"><ol class="breadcrumb">
<li class="breadcrumb-item"><a href="#">{section}</a></li><li class="breadcrumb-item"><a href="#">{title}</a></li></ol></nav>
<div class="quarto-title"><h1 class="title">{title}</h1></div><div><div class="description">{about}</div></div></header>
{body}
</main>
<nav class="page-navigation"><div class="nav-page nav-page-previous"><a href="#" class="pagination-link"><span class="nav-page-text">The page before</span></a></div>
<div class="nav-page nav-page-next"><a href="#" class="pagination-link"><span class="nav-page-text">The page after</span></a></div></nav>
</div></body></html>
'''

def src(cell): return ''.join(cell['source'])

def options(cell):
    "What a code cell says to Quarto, and its code without that"
    lines = re.findall(r'^#\|\s*([\w-]+:.*)$', src(cell), re.MULTILINE)
    return {k: v for o in lines for k,v in yaml.safe_load(o).items()}, re.sub(r'^#\|.*\n?', '', src(cell), flags=re.MULTILINE).strip()

def block(classes, text): return f'\n\n::::: {{{classes}}}\n\n{text}\n\n:::::\n\n'

def raw(html): return f'\n\n```````{{=html}}\n{html}\n```````\n\n'

def printed(text): return raw(f'<pre><code>{escape(text)}</code></pre>')

def picture(data, kind, alt):
    "A picture as Quarto shows it; without `fig-alt` it has no alternative text"
    text = ''.join(data[kind])
    if kind.endswith('xml'): return raw(text)
    attr = f' alt="{escape(alt)}"' if alt else ''
    return raw(f'<div><figure class="figure"><p><img src="data:{kind};base64,{text.strip()}" class="img-fluid figure-img"{attr}></p></figure></div>')

def shown(out, alt):
    "One output, as Markdown"
    if out['output_type'] == 'stream': return block(f".cell-output .cell-output-{out['name']}", printed(''.join(out['text'])))
    data = out.get('data', {})
    kind = next((k for k in ('text/html', *PICTURES, 'text/markdown', 'text/plain') if k in data), None)
    if not kind: return ''
    text = ''.join(data[kind])
    made = {'text/html': lambda: raw(text), 'text/markdown': lambda: text, 'text/plain': lambda: printed(text)}
    return block('.cell-output .cell-output-display', made[kind]() if kind in made else picture(data, kind, alt))

def code_md(cell):
    "A code cell, as Markdown"
    opts, code = options(cell)
    if opts.get('include') is False: return ''
    alts, outs = opts.get('fig-alt', ''), cell['outputs'] if opts.get('output') is not False else []
    alts = iter(alts if isinstance(alts, list) else [alts]*99)
    of = [next(alts, '') if any(k in o.get('data', {}) for k in PICTURES) else '' for o in outs]
    if opts.get('output') == 'asis': return '\n\n' + '\n\n'.join(''.join(o.get('text') or o['data'].get('text/markdown', '')) for o in outs) + '\n\n'
    fold = f'<details class="code-fold" open><summary>Code</summary><pre class="sourceCode code-overflow-wrap"><code class="sourceCode">{escape(code)}</code></pre></details>'
    return block('.cell', ('' if opts.get('echo') is False or not code else raw(fold)) + ''.join(map(shown, outs, of)))

def body(nb):
    "The HTML of all cells"
    md = ''.join(f'\n\n{src(c)}\n\n' if c['cell_type'] == 'markdown' else code_md(c) for c in nb['cells'] if c['cell_type'] != 'raw')
    kept, pictures = [], re.compile(r'data:image/[a-z+]+;base64,[A-Za-z0-9+/=\s]{200,}')  # pandoc need not read these
    md = pictures.sub(lambda m: kept.append(m[0]) or f'picture-{len(kept)-1}.', md)
    html = pypandoc.convert_text(md, 'html', 'markdown+autolink_bare_uris', extra_args=['--mathml', '--syntax-highlighting=none', '--wrap=none'])
    html = LIGHTBOX.sub(r'<p><a href="\2" class="lightbox">\1</a></p>', html)
    return re.sub(r'picture-(\d+)\.', lambda m: kept[int(m[1])], html)

def head(out, file, themes):
    "The style sheets of a page: Quarto's, or our short form of them, and the site's own"
    up = relpath(out, file.parent)
    css = [f'<link rel="stylesheet" href="{up}/{m}.css" data-mode="{m}" media="{a}">' for m,a in (('light', 'all'), ('dark', 'not all'))] if themes \
        else [f'<link rel="stylesheet" href="{up}/frame.css">']
    return '\n'.join([*css, f'<link rel="stylesheet" href="{up}/styles.css">'])

def write(out, themes=None, names=None):
    "Write the pages of a folder; `themes` holds Quarto's compiled light.css and dark.css, where they are at hand"
    out.mkdir(parents=True, exist_ok=True)
    for o in ([themes/'light.css', themes/'dark.css'] if themes else [here/'frame.css']) + [llms.nbs/'styles.css']: shutil.copy(o, out)
    shutil.copytree(llms.nbs/'images', out/'images', dirs_exist_ok=True)
    for section,files in llms.sections(llms.config()):
        for name in files:
            if names and name not in names: continue
            file = out/_nbpath2html(Path(name))
            file.parent.mkdir(parents=True, exist_ok=True)
            title, about = llms.title(llms.nbs/name)
            text = body(json.loads((proc/name).read_text(encoding='utf-8')))
            file.write_text(PAGE.format(title=escape(title), about=escape(re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', about)), section=escape(section), head=head(out, file, themes), body=text), encoding='utf-8')

if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('out', type=Path, help='the folder to write to')
    p.add_argument('names', nargs='*', help='only these notebooks, by their path in nbs')
    p.add_argument('--themes', type=Path, help='a folder with light.css and dark.css, compiled by Quarto')
    write(**vars(p.parse_args()))
