"""One direction of flow: a module imports only from its own folder and from folders before it, and names, not `*`.
And one thought a line: at most 1 % of the lines are over 120 characters, and none is over 160.

`python .ci/check_flow.py` prints what is wrong, and exits 1 if something is.
"""
import ast
from pathlib import Path

root = Path(__file__).resolve().parent.parent/'yolo_prune'
ORDER = ['threads', 'core', 'site', 'data', 'models', 'scores', 'plans', 'recover', 'measure', 'runs', 'sweeps']


def folder(module):
    "The folder of a dotted module below `yolo_prune`; a module at the top is a folder of its own"
    return module.split('.')[0]


def absolute(node, file):
    "The module that a `from … import` names, below `yolo_prune`; None if it is another package's"
    if node.level:
        parts = file.relative_to(root).parts[:-node.level]
        return '.'.join([*parts, *(node.module or '').split('.')])
    return node.module.removeprefix('yolo_prune.') if node.module.startswith('yolo_prune.') else None


def imports(file):
    "Lines that import from the package: number, module below `yolo_prune`, names"
    for node in ast.walk(ast.parse(file.read_text(encoding='utf-8'))):
        if isinstance(node, ast.ImportFrom) and (module := absolute(node, file)): yield node.lineno, module, [o.name for o in node.names]
        if isinstance(node, ast.Import):
            own = [o.name for o in node.names if o.name.startswith('yolo_prune.')]
            yield from ((node.lineno, o.removeprefix('yolo_prune.'), []) for o in own)


def faults(file):
    "What is wrong with the imports of a module"
    own = folder('.'.join(file.relative_to(root).with_suffix('').parts))
    where = file.relative_to(root.parent).as_posix()
    if own not in ORDER:
        yield f'{where}: {own} is not in the list of folders in .ci/check_flow.py'
        return
    for line, module, names in imports(file):
        if '*' in names: yield f'{where}:{line}: `from yolo_prune.{module} import *` hides where names come from'
        if ORDER.index(folder(module)) > ORDER.index(own): yield f'{where}:{line}: {own} imports from {module}, which comes after it'


def long_lines(files):
    "What is wrong with the length of lines; the list of exports is made by nbdev"
    found = [(len(line), f'{o.relative_to(root.parent).as_posix()}:{n}', line) for o in files
        for n,line in enumerate(o.read_text(encoding='utf-8').splitlines(), 1) if not line.startswith('__all__')]
    over = [(k, where) for k,where,line in found if k > 120]
    yield from (f'{where}: {k} characters' for k,where in over if k > 160)
    if len(over) > .01*len(found): yield f'{len(over)} of {len(found)} lines are over 120 characters, such as ' + ', '.join(where for _,where in over[:9])


def main():
    files = [o for o in sorted(root.rglob('*.py')) if o.name not in ('__init__.py', '_modidx.py', 'front.py')]
    found = [o for file in files for o in faults(file)] + [*long_lines(files)]
    n = sum(len(list(imports(o))) for o in files)
    print('\n'.join(found) or f'{len(files)} modules, {n} imports from one another, none of them backwards')
    if found: raise SystemExit(1)


if __name__ == '__main__': main()
