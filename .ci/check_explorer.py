"""Open the explorer's notebook in JupyterLab with headless Chromium, run it, move a slider, and check that the figure was redrawn."""
import argparse, base64, json, re, secrets, socket, subprocess, sys, time
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from check_report import browser

box = '.yolo-prune-explorer'
ratio = f'{box} .widget-hslider'  # the sliders; the first one is the share to remove

def notebook(folder, weights):
    "A notebook that shows the explorer"
    code = f'from yolo_prune.runs.explorer import explore\nex = explore({str(weights)!r}, img=128, timed=4)\nex'
    cells = [dict(cell_type='code', id='explore', metadata={}, source=code, outputs=[], execution_count=None)]
    nb = dict(cells=cells, nbformat=4, nbformat_minor=5, metadata=dict(kernelspec=dict(name='python3', display_name='Python 3', language='python')))
    (folder/'explore.ipynb').write_text(json.dumps(nb), encoding='utf-8')

def start_lab(folder, token):
    "JupyterLab on the loopback interface; returns the process and its address"
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = s.getsockname()[1]
    args = ['--ServerApp.ip=127.0.0.1', f'--ServerApp.port={port}', '--ServerApp.port_retries=0', '--ServerApp.open_browser=False', '--allow-root',
            f'--IdentityProvider.token={token}', f'--ServerApp.root_dir={folder}', '--LabApp.expose_app_in_browser=True', '--LabApp.news_url=', '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate']
    return subprocess.Popen([sys.executable, '-m', 'jupyterlab', *args], stdout=(folder/'lab.log').open('w'), stderr=subprocess.STDOUT), f'http://127.0.0.1:{port}'

def wait(driver, what, seconds, said):
    "Wait for a function of the driver to be true"
    return WebDriverWait(driver, seconds, poll_frequency=.1, ignored_exceptions=[NoSuchElementException, StaleElementReferenceException]).until(what, said)

def picture(driver):
    "The bytes of the explorer's picture: a blob in the page"
    js = '''const done = arguments[0], img = document.querySelector("%s img");
        if (!img || !img.complete || !img.naturalWidth) return done("");
        fetch(img.src).then(o => o.blob()).then(b => { const r = new FileReader(); r.onload = () => done(r.result); r.readAsDataURL(b) })''' % box
    return base64.b64decode(driver.execute_async_script(js).partition(',')[2])

def shown(driver):
    "The figures beside the sliders"
    return driver.find_element(By.CSS_SELECTOR, f'{box} table').text

def run_cells(driver):
    "Run all cells of the notebook that is open"
    run = 'const done = arguments[0]; window.jupyterapp.commands.execute("notebook:run-all-cells"); setTimeout(done, 2000)'
    def started(d):
        d.execute_script('document.querySelectorAll(".jp-Dialog .jp-mod-accept").forEach(o => o.click())')  # which kernel? the one that is offered
        if not running(d) and kernel(d) == 'idle': d.execute_async_script(run)
        return running(d)
    wait(driver, started, 90, 'the cell did not run')

def kernel(driver):
    "What the kernel is doing: idle, busy, …"
    return driver.execute_script('return document.querySelector(".jp-Notebook-ExecutionIndicator")?.dataset.status')

def running(driver):
    "Whether the cell has run, or the kernel is at it"
    prompt = driver.execute_script('return document.querySelector(".jp-Notebook .jp-InputPrompt")?.textContent') or ''
    return bool(re.search(r'\d', prompt)) or '*' in prompt and kernel(driver) == 'busy'

def move_slider(driver, presses):
    "Press an arrow key on the slider of the share to remove"
    handle = driver.find_element(By.CSS_SELECTOR, f'{ratio} .noUi-handle')
    ActionChains(driver).move_to_element(handle).click(handle).perform()
    handle.send_keys(*[Keys.ARROW_RIGHT]*presses)

def check(driver, url, token, shot, widgets):
    "Open, run, move, compare"
    driver.get(f'{url}/lab/tree/explore.ipynb?token={token}')
    run_cells(driver)
    first = wait(driver, picture, 180, 'the explorer did not appear')
    figures = shown(driver)
    assert '50%' in figures and first[:4] == b'\x89PNG', figures
    if widgets: driver.find_element(By.CSS_SELECTOR, box).screenshot(str(widgets))
    start = time.time()
    move_slider(driver, 10)
    wait(driver, lambda d: '40%' in shown(d), 30, 'the figures did not follow the slider')
    took = time.time()-start
    second = wait(driver, lambda d: (lambda p: p if p != first else None)(picture(d)), 30, 'the picture did not follow the slider')
    if shot: driver.save_screenshot(str(shot))
    assert second[:4] == b'\x89PNG'
    changed = sum(a != b for a, b in zip(first, second))
    print(f'the slider went from 50% to 60% to remove; {changed} bytes of the picture changed; ten moves took {took:.1f} s in the browser')
    print(figures, shown(driver), sep='\n---\n')

def main(weights, shot, widgets):
    token = secrets.token_hex(16)
    with TemporaryDirectory() as tmp, TemporaryDirectory() as profile:
        folder = Path(tmp)
        notebook(folder, weights.resolve())
        lab, url = start_lab(folder, token)
        try:
            driver = browser(profile)
            try:
                driver.set_script_timeout(30)
                wait(driver, lambda d: listening(url), 60, 'JupyterLab did not start')
                check(driver, url, token, shot, widgets)
            except Exception:
                print((folder/'lab.log').read_text()[-3000:], file=sys.stderr)
                if shot: driver.save_screenshot(str(shot))
                raise
            finally: driver.quit()
        finally: lab.terminate(); lab.wait()

def listening(url):
    "Whether something answers there"
    host, port = url.removeprefix('http://').split(':')
    with socket.socket() as s: return s.connect_ex((host, int(port))) == 0

if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('weights', type=Path, help='a checkpoint to explore')
    p.add_argument('--shot', type=Path, help='where to save a picture of the page')
    p.add_argument('--widgets', type=Path, help='where to save a picture of the explorer, such as nbs/images/explorer.png')
    main(**vars(p.parse_args()))
