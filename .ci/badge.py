"""Write the "Open in Colab" badge of every notebook: a link in HTML, since Quarto's lightbox makes a picture of one in Markdown.

`python .ci/badge.py` rewrites the badges that differ, and says which; .ci/check_site.py asks for this form.
"""
import json, os

import llms

def badge(cfg, name):
    "The badge of the notebook `name`, a path in nbs"
    web = cfg['website']
    blob = f"{web['repo-url'].removeprefix('https://github.com')}/blob/{web['repo-branch']}/{web['repo-subdir']}/{name}"
    colab = 'https://colab.research.google.com'
    return f'<a href="{colab}/github{blob}"><img src="{colab}/assets/colab-badge.svg" alt="Open in Colab"></a>'

def main():
    cfg = llms.config()
    for fn in sorted(llms.nbs.rglob('*.ipynb')):
        nb, name = json.loads(fn.read_text(encoding='utf-8')), fn.relative_to(llms.nbs).as_posix()
        if any(o[0] in '._' for o in name.split('/')): continue
        old = [o for o in nb['cells'][:4] if o['cell_type'] == 'markdown' and 'colab-badge.svg' in ''.join(o['source'])]
        if not old or ''.join(old[0]['source']) == badge(cfg, name): continue
        old[0]['source'] = [badge(cfg, name)]
        tmp = fn.with_suffix('.tmp')
        tmp.write_text(json.dumps(nb, sort_keys=True, indent=1, ensure_ascii=False) + '\n', encoding='utf-8')
        os.replace(tmp, fn)
        print(name)

if __name__ == '__main__': main()
