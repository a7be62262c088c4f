"""Pages with one fault each, of those that .ci/check_html.py looks for, and a page without; for its --selftest."""
import shutil
from html import escape
from pathlib import Path

import pages

BADGE = '<p><a href="https://colab.research.google.com/github/a/b"><img src="images/favicon.svg" alt="Open in Colab"></a></p>'
OURS = 'styles.css'  # pages that lack a rule of it

def output(text): return f'<div class="cell"><div class="cell-output cell-output-stdout"><pre><code>{escape(text)}</code></pre></div></div>'

WORDS = 'so that the line is far longer than the page is wide, on whatever it is read; ' * 4
FORMULA = '<p><math display="block">' + '<mi>x</mi><mo>+</mo>'*60 + '<mi>y</mi></math></p>'
TABLE = '<table><tr>' + ''.join(f'<td>{"column"*4}{i}</td>' for i in range(9)) + '</tr></table>'
FITS = output(WORDS) + FORMULA + TABLE + f'<ul><li><code>{"a_very_long_name."*9}</code></li></ul>'

# name: kind that is to be found (none: nothing), body, and what is cut out of the style sheets
FAULTS = {
    'clean': ('', BADGE + FITS, ''),
    'badge_lightbox': ('colab', '<p><a href="images/favicon.svg" class="lightbox"><img src="images/favicon.svg" alt="Open in Colab"></a></p>', ''),
    'badge_missing': ('colab', '<p>A page.</p>', ''),
    'link_in_signature': ('markdown', BADGE + '<pre class="python"><code>x:int, # As for [`load_model`](https://a.b/c.html#load_model)</code></pre>', ''),
    'link_in_link': ('markdown', BADGE + '<p>[<a href="clean.html"><code>f_x</code></a>](../a.ipynb)</p>', ''),
    'no_wrap': ('wrap', BADGE + output(WORDS), '.cell-output pre, .cell-output pre > code {'),
    'wide_formula': ('overflow', BADGE + FORMULA, 'main p:has(> math'),
    'wide_table': ('overflow', BADGE + TABLE, 'main table {'),
    'wide_code': ('overflow', BADGE + f'<ul><li><code>{"a_very_long_name."*9}</code></li></ul>', 'main :not(pre) > code {'),
    'raw_html': ('html', BADGE + output('<span style="color:#D55E00">prune ratio 0.9</span>'), ''),
    'runs/explorer': ('explorer', BADGE.replace('images/', '../images/'), ''),
    'dark': ('contrast', BADGE + '<details open><summary>Code</summary>x</details>', 'body.quarto-dark details > summary'),
    'light': ('contrast', BADGE + '<p style="color:#999">Faint.</p>', ''),
    'astray': ('astray', BADGE + '<p>Images of <a href="recover/training.html#train"><code>train</code></a></p>', ''),
    'no_alt': ('alt', BADGE + '<p><img src="images/favicon.svg"></p>', ''),
    'no_picture': ('picture', BADGE + '<p><img src="images/none.svg" alt="A picture"></p>', ''),
    'script': ('elsewhere', BADGE + '<script src="https://cdn.example.com/require.min.js"></script>', ''),
}

def without(css, start):
    "A style sheet without the rule that begins like this"
    if not start: return css
    at = css.index(start)
    return css[:at] + css[css.index('}', at)+1:]

def write(out):
    "Write the pages; page to the kind of fault that is to be found"
    shutil.copytree(pages.llms.nbs/'images', out/'images')
    shutil.copy(pages.here/'frame.css', out)
    css, wanted = (pages.llms.nbs/OURS).read_text(encoding='utf-8'), {}
    for name,(kind,body,cut) in FAULTS.items():
        file = out/f'{name}.html'
        file.parent.mkdir(exist_ok=True)
        head = f'<link rel="stylesheet" href="{"../"*name.count("/")}frame.css"><style>{without(css, cut)}</style>'
        file.write_text(pages.PAGE.format(title=name, about='A page.', section='Pages', head=head, body=body), encoding='utf-8')
        wanted[file] = kind
    return wanted
