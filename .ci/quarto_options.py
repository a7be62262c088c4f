"""The options of Quarto that the site uses, as its reference documents them (https://quarto.org/docs/reference), and a check that nothing else is used.

A type stands for itself, a set for its values, a list for a list of such, a tuple for any of its parts, a dict for keys each of which may be there.
"""
item = {'text': str, 'href': str, 'icon': str, 'aria-label': str}
section = {'section': str, 'contents': [(str, item)]}
html = {'theme': (str, {'light': (str, [str]), 'dark': (str, [str])}), 'respect-user-color-scheme': bool, 'css': (str, [str]), 'toc': bool, 'toc-depth': int,
        'code-fold': (bool, {'show'}), 'code-summary': str, 'code-tools': (bool, {'source': (bool, str), 'toggle': bool, 'caption': str}),
        'code-copy': (bool, {'hover'}), 'code-overflow': {'wrap', 'scroll'}, 'fig-align': {'default', 'left', 'right', 'center'}, 'lightbox': (bool, {'auto'}),
        'output-file': str, 'html-math-method': {'plain', 'webtex', 'gladtex', 'mathml', 'mathjax', 'katex'}}
typst = {'output-file': str, 'toc': bool, 'toc-depth': int, 'papersize': str, 'fontsize': str, 'margin': {k: str for k in ('x', 'y', 'top', 'bottom', 'left', 'right')}}
quarto = {
    'project': {'type': {'website'}, 'output-dir': str, 'preview': {'port': int, 'browser': bool}, 'resources': (str, [str])},
    'website': {
        **dict.fromkeys(('title', 'description', 'favicon', 'site-url', 'repo-url', 'repo-branch', 'repo-subdir'), str), 'repo-actions': [{'edit', 'source', 'issue'}],
        **dict.fromkeys(('open-graph', 'twitter-card', 'page-navigation', 'back-to-top-navigation'), bool),
        'search': (bool, {'location': {'navbar', 'sidebar'}, 'type': {'overlay', 'textbox'}}),
        'navbar': {'background': str, 'search': bool, 'left': [(str, item)], 'right': [(str, item)]},
        'sidebar': {'style': {'docked', 'floating'}, 'contents': [section]}, 'page-footer': {'left': str}},
    'format': {'html': html}}
page = {'title': str, 'description': str, 'output-file': str, 'format': {'html': ({'default'}, html), 'typst': ({'default'}, typst)},
        'format-links': (bool, [(str, {'format': str, 'text': str, 'icon': str})])}

def misfits(o, spec, at):
    "Where `o` is not what `spec` says"
    if isinstance(spec, tuple):
        tries = [list(misfits(o, s, at)) for s in spec]
        if all(tries): yield from next((t for t,s in zip(tries, spec) if isinstance(s, (dict, list)) and isinstance(o, type(s))), [f'{at}: {o!r} is not allowed'])
    elif isinstance(spec, dict):
        if not isinstance(o, dict): return (yield f'{at}: {o!r} should hold keys')
        for k,v in o.items(): yield from misfits(v, spec[k], f'{at}.{k}') if k in spec else [f'{at}: Quarto has no option {k!r} here that we know of']
    elif isinstance(spec, list):
        if not isinstance(o, list): return (yield f'{at}: {o!r} should be a list')
        for i,v in enumerate(o): yield from misfits(v, spec[0], f'{at}[{i}]')
    elif isinstance(spec, set):
        if not isinstance(o, str) or o not in spec: yield f"{at}: {o!r} is none of {', '.join(sorted(spec))}"
    elif type(o) is not spec: yield f'{at}: {o!r} should be {spec.__name__}'
