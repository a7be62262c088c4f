"""Open reports in headless Chromium: they render, their pictures load, the console is silent, and no request leaves the machine."""
import argparse, json, shutil, sys
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium import webdriver

flags = '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --window-size=1200,2400'
wanted = ['In short', 'All figures', 'Accuracy against cost', 'Channels of each layer', 'Classes that lost most', 'The same images', 'How to reproduce']
wanted_grid = ['In short', 'Accuracy against cost', 'By criterion and schedule', 'All trials', 'Runs', 'How to reproduce']  # of a comparison

def browser(profile, logs=True):
    "Headless Chromium that keeps a log of its console and its requests, or none, which is faster"
    opts = webdriver.ChromeOptions()
    opts.binary_location = next(filter(None, map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))), None) or sys.exit('no Chromium found')
    for o in [*flags.split(), f'--user-data-dir={profile}']: opts.add_argument(o)
    if logs: opts.set_capability('goog:loggingPrefs', {'browser': 'ALL', 'performance': 'ALL'})
    return webdriver.Chrome(opts, webdriver.ChromeService(shutil.which('chromedriver') or sys.exit('no chromedriver found')))

def requests(driver, page):
    "URLs that `page` asked for; what the browser's own start page asks for is left out"
    events = (json.loads(o['message'])['message'] for o in driver.get_log('performance'))
    sent = [o['params'] for o in events if o['method'] == 'Network.requestWillBeSent']
    return [o['request']['url'] for o in sent if o['documentURL'] == page]

def problems(driver, report):
    "What is wrong with a report"
    page = report.resolve().as_uri()
    driver.get(page)
    headings = driver.execute_script("return [...document.querySelectorAll('h2')].filter(o => o.offsetHeight).map(o => o.innerText)")
    pictures = driver.execute_script('return [...document.images].map(o => [o.alt, o.complete && o.naturalWidth > 0 && o.offsetWidth > 0])')
    asked = requests(driver, page)
    print(f'{report.name}: {len(pictures)} pictures, {len(headings)} headings, {len(asked)} requests')
    grid = driver.title == 'Comparing ways to prune'
    yield from (f'no heading "{o}"' for o in (wanted_grid if grid else wanted) if o not in headings)
    if len(pictures) < (1 if grid else 4): yield f'only {len(pictures)} pictures'
    links = driver.execute_script("return [...document.querySelectorAll('a[href]')].map(o => o.getAttribute('href'))")
    if grid and not links: yield 'no link to a run'
    yield from (f'link to {o}, which is not there' for o in links if not (report.parent/o).exists())
    yield from (f'picture "{alt}" does not load' for alt, ok in pictures if not ok)
    yield from (f'on the console: {o["message"]}' for o in driver.get_log('browser') if 'chrome://' not in o['message'])
    if not any(o.startswith('file:') for o in asked): yield 'no request was logged at all, so nothing was checked'
    yield from (f'asks for {o}' for o in asked if not o.startswith(('file:', 'data:')))

def main(reports, shot):
    with TemporaryDirectory() as profile:
        driver = browser(profile)
        try:
            found = [f'{r}: {o}' for r in reports for o in problems(driver, r)]
            if shot: driver.save_screenshot(str(shot))
        finally: driver.quit()
    if found: sys.exit('\n'.join(f'- {o}' for o in found))

if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('reports', type=Path, nargs='+')
    p.add_argument('--shot', type=Path, help='where to save a picture of the last one')
    main(**vars(p.parse_args()))
