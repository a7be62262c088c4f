"""Every name that a notebook imports from this package exists, and every call gives its function arguments that it takes,
in cells that no test runs too.

`python .ci/check_calls.py` prints the imports and calls that fail, and exits 1 if there are any.
"""
import ast, inspect, json
from pathlib import Path

root = Path(__file__).resolve().parent.parent


def code_of(cell):
    "The cell as plain Python: without the lines that only IPython understands"
    lines = ''.join(cell['source']).splitlines()
    return '\n'.join('pass' if o.lstrip().startswith(('!', '%')) else o for o in lines)


def imported(tree):
    "Names that a cell imports from the package, and what they are: an `ImportError` if the package has no such name"
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or (node.module or '').split('.')[0] != 'yolo_prune': continue
        for o in node.names:
            scope = {}
            try: exec(f'from {node.module} import {o.name}', scope)
            except ImportError as e: yield f'{node.module}.{o.name}', e
            else: yield o.asname or o.name, scope.get(o.name)


def fault(call, function):
    "Why a call cannot work, or None"
    starred = any(isinstance(o, ast.Starred) for o in call.args) or any(o.arg is None for o in call.keywords)
    try: signature = inspect.signature(function)
    except (TypeError, ValueError): return None
    args = [None for o in call.args if not isinstance(o, ast.Starred)]
    named = {o.arg: None for o in call.keywords if o.arg}
    try: (signature.bind_partial if starred else signature.bind)(*args, **named)
    except TypeError as e: return str(e)


def expected_to_fail(tree):
    "Calls inside `test_fail` and `ExceptionExpected`"
    outer = [o for o in ast.walk(tree) if isinstance(o, ast.Call) and getattr(o.func, 'id', '') == 'test_fail']
    return {id(o) for call in outer for o in ast.walk(call)}


def faults(path):
    "Imports and calls of a notebook that cannot work"
    cells = [o for o in json.loads(path.read_text(encoding='utf-8'))['cells'] if o['cell_type'] == 'code']
    trees = []
    for cell in cells:
        if ''.join(cell['source']).startswith('%%'): continue
        trees.append(ast.parse(code_of(cell)))
    names = [item for o in trees for item in imported(o)]
    yield from (f'{path.relative_to(root)}: cannot import {k}' for k,v in names if isinstance(v, ImportError))
    known = {k: v for k,v in names if callable(v)}
    own = {o.name for t in trees for o in ast.walk(t) if isinstance(o, (ast.FunctionDef, ast.ClassDef))}
    own |= {o.id for t in trees for o in ast.walk(t) if isinstance(o, ast.Name) and isinstance(o.ctx, ast.Store)}
    own |= {o.arg for t in trees for o in ast.walk(t) if isinstance(o, ast.arg)}
    for tree in trees:
        meant = expected_to_fail(tree)
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or id(call) in meant: continue
            name = getattr(call.func, 'id', '')
            if name not in known or name in own: continue
            if why := fault(call, known[name]): yield f'{path.relative_to(root)}: {ast.unparse(call)[:100]}: {why}'


def main():
    pages = sorted((root/'nbs').rglob('*.ipynb'))
    found = [o for page in pages for o in faults(page)]
    print('\n'.join(found) or f'{len(pages)} notebooks: all imports exist, and every call has arguments that its function takes')
    if found: raise SystemExit(1)


if __name__ == '__main__': main()
