"""Look at rendered pages in headless Chromium, as a reader would: what cannot be seen in their sources.

`python .ci/check_html.py FOLDER` looks at all HTML pages of a folder, made by Quarto or by .ci/pages.py, prints what is wrong, and exits 1 if
anything is. `python .ci/check_html.py --selftest` makes a page with each fault, and fails if one of them is not found.
"""
import argparse, sys, time
from pathlib import Path
from tempfile import TemporaryDirectory

from check_report import browser

here = Path(__file__).resolve().parent
WIDE, PHONE = (1200, 1000), (390, 844)  # a desktop and a phone, CSS pixels

# What is wrong at any width, as [kind, what]
CONTENT = r'''
const main = document.querySelector("main") || document.body, found = [], cut = s => s.trim().replace(/\s+/g, " ").slice(0, 70)
const add = (kind, what) => found.push([kind, cut(what)]), all = (css, at = main) => [...at.querySelectorAll(css)]
const isColab = o => /colab/i.test(o.alt) || /colab-badge/.test(o.src)
const leads = o => /^https:\/\/colab\.research\.google\.com\/github\//.test(o.closest("a")?.href ?? "")
for (const o of all("img").filter(isColab)) if (!leads(o)) add("colab", "the badge is no link to Colab")
if (!all("img").some(isColab)) add("colab", "no badge")
for (const o of all("pre").filter(o => !o.closest(".cell-code, .code-fold"))) if (/\[`[^`\]]+`\]\([^)]*\)/.test(o.textContent)) add("markdown", o.textContent.match(/\[`[^`\]]+`\]\([^)]*\)/)[0])
for (const o of all("p, li, td, h1, h2, h3, h4")) {
  const text = [...o.childNodes].filter(n => n.nodeName != "CODE" && n.nodeName != "PRE").map(n => n.textContent).join("")
  if (/\]\((https?:|\.\.?\/)/.test(text)) add("markdown", text)
}
for (const o of all(".cell-output pre")) if (/<\/?(span|div|p|b|i|code|table)\b[^>]*>/.test(o.textContent)) add("html", o.textContent)
for (const o of all("img")) {
  if (!o.alt.trim()) add("alt", o.src.slice(0, 40))
  if (!o.complete || !o.naturalWidth) add("picture", o.src.slice(0, 60) + " does not load")
}
for (const o of all("a[href*='.html#'] > code")) {
  const word = o.textContent, to = new URL(o.parentNode.href)
  if (/^[a-z]+$/.test(word) && to.hash == "#" + word) add("astray", `${word} links to ${to.pathname.split("/").pop()}${to.hash}`)
}
if (/runs\/explorer\.html$/.test(location.pathname) && !all("img").some(o => /explorer\.png$/.test(o.src))) add("explorer", "its sliders are not shown")
const local = o => /^(file|data|blob):/.test(o) || o.startsWith(location.origin)
for (const o of document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon], img")) if (!local(o.src || o.href)) add("elsewhere", o.src || o.href)
return found
'''

# What does not fit: printed output that scrolls sideways, a page that does
WIDTH = r'''
const found = [], wide = document.documentElement.clientWidth, cut = s => s.trim().replace(/\s+/g, " ").slice(0, 60)
const holds = o => { for (let p = o.parentElement; p && p != document.body; p = p.parentElement) if (getComputedStyle(p).overflowX != "visible") return true }
for (const o of document.querySelectorAll("main .cell-output pre")) if (o.scrollWidth > o.clientWidth+1) found.push(["wrap", `${o.scrollWidth} px: ${cut(o.textContent)}`])
if (document.documentElement.scrollWidth > wide+1) {
  const far = [...document.body.querySelectorAll("*")].filter(o => o.getBoundingClientRect().right > wide+1 && !holds(o))
  const inner = far.filter(o => !far.some(p => p != o && o.contains(p)))
  found.push(["overflow", `${document.documentElement.scrollWidth} px: ` + (inner.slice(0, 3).map(o => o.localName + ": " + cut(o.textContent)).join("; ") || "?")])
}
return found
'''

# Text that is too faint: WCAG 2.2 asks for 4.5 to 1, and for 3 to 1 in large print
CONTRAST = r'''
const rgb = s => { const c = s.match(/[\d.]+/g).map(Number), k = s.startsWith("color(") ? 255 : 1; return [c[0]*k, c[1]*k, c[2]*k, c[3] ?? 1] }
const over = (a, b) => [0, 1, 2].map(i => a[i]*a[3] + b[i]*(1-a[3]))
const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .03928 ? v/12.92 : ((v+.055)/1.055)**2.4); return .2126*r + .7152*g + .0722*b }
const kept = f => { const seen = new Map(); return o => seen.get(o) ?? seen.set(o, f(o)).get(o) }
const back = kept(o => {
  if (!o) return [255, 255, 255]
  const c = rgb(getComputedStyle(o).backgroundColor)
  return c[3] == 1 ? c.slice(0, 3) : over(c, back(o.parentElement))
})
const opacity = kept(o => o ? getComputedStyle(o).opacity*opacity(o.parentElement) : 1)
const worst = {}, walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
while (walk.nextNode()) {
  const o = walk.currentNode.parentElement
  if (!walk.currentNode.data.trim() || o.closest("script, style, svg, noscript, math, .quarto-alternate-content") || !o.checkVisibility({visibilityProperty: true})) continue
  const style = getComputedStyle(o), size = parseFloat(style.fontSize), ground = back(o), ink = rgb(style.color)
  ink[3] *= opacity(o)
  const [a, b] = [light(over(ink, ground)), light(ground)].sort((x, y) => y-x), ratio = (a+.05)/(b+.05)
  const least = size >= 24 || size >= 18.66 && style.fontWeight >= 700 ? 3 : 4.5
  const where = `${o.parentElement?.className?.split?.(" ")[0] || o.parentElement?.localName} > ${o.localName}.${o.className || ""}`
  if (ratio < least-.005 && !(worst[where]?.[0] < ratio)) worst[where] = [ratio, walk.currentNode.data.trim().slice(0, 30)]
}
return Object.entries(worst).map(([k, [r, text]]) => ["contrast", `${r.toFixed(1)} to 1, ${k}: ${text}`])
'''

def look(driver, page):
    "What is wrong with a page: kind, what"
    resize(driver, WIDE)
    driver.get(page.resolve().as_uri())
    found = [tuple(o) for script in (CONTENT, WIDTH) for o in driver.execute_script(script)]
    driver.execute_script('document.head.insertAdjacentHTML("beforeend", "<style>* { transition: none !important }</style>")')
    modes = set()
    for _ in range(2):  # Quarto keeps the reader's choice, so a page may begin in either mode
        modes.add(mode := driver.execute_script('return document.body.classList.contains("quarto-dark") ? "dark" : "light"'))
        found += [(k, f'in {mode} mode: {o}') for k,o in driver.execute_script(CONTRAST)]
        driver.execute_script('window.quartoToggleColorScheme?.()')
    if len(modes) < 2: found.append(('contrast', 'no second mode to look at'))
    resize(driver, PHONE)
    return found + [(k, f'at {PHONE[0]} px: {o}') for k,o in driver.execute_script(WIDTH)]

def resize(driver, size):
    "Give the page a width, also below the smallest of a window"
    driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', dict(width=size[0], height=size[1], deviceScaleFactor=1, mobile=False))

def check(pages):
    "Page to what is wrong with it"
    with TemporaryDirectory() as profile:
        driver = browser(profile, logs=False)
        try: return {o: look(driver, o) for o in pages}
        finally: driver.quit()

def selftest():
    "Make a page with each fault and one without, and say which faults are not found"
    from html_faults import write
    with TemporaryDirectory() as tmp:
        wanted = write(Path(tmp))
        found = check(list(wanted))
        missed = [f'{o.stem}: wanted {k or "nothing"}, found {found[o]}' for o,k in wanted.items() if k not in {f for f,_ in found[o]} | ({''} if not found[o] else set())]
    print(f'{len(wanted)} pages, {len(missed)} of them not judged as they should be')
    return missed

def main(folder, test):
    if test: missed = selftest()
    if test and missed: sys.exit('\n'.join(f'- {o}' for o in missed))
    if not folder: return
    # the page for wrong addresses asks for its style sheets by their place on the server
    pages = [o for o in sorted(folder.rglob('*.html')) if o.name != '404.html' and 'site_libs' not in o.parts] or sys.exit(f'no pages in {folder}')
    start = time.time()
    bad = [f'{p.relative_to(folder).as_posix()}: {k}: {o}' for p,found in check(pages).items() for k,o in dict.fromkeys(found)]
    print(f'{len(pages)} pages, {len(bad)} findings, {time.time()-start:.0f} s')
    if bad: sys.exit('\n'.join(f'- {o}' for o in bad))

if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('folder', type=Path, nargs='?', help='a folder of HTML pages')
    p.add_argument('--selftest', dest='test', action='store_true', help='first look at pages with known faults')
    main(**vars(p.parse_args()))
