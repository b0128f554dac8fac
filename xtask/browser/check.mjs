// Opens pages in a headless browser, light and dark, wide and narrow, and checks that what they must show is
// really drawn: node check.mjs FILE...
//
// Prints a line for each page. Fails if a page logs anything, asks for anything but itself, has no rows
// or bars, draws a bar with a wrong length, hides a text, or is wider than its window.

import { pathToFileURL } from "node:url";
import packed from "@sparticuz/chromium";
import { chromium } from "playwright-core";

const WINDOWS = [
  { width: 1200, height: 900, colorScheme: "light" },
  { width: 360, height: 700, colorScheme: "dark" },
];

/** Runs in the page: what is wrong with it, and how many rows and bars it has. */
function inspect() {
  const faults = [];
  const rows = [...document.querySelectorAll("tbody tr")];
  const bars = [...document.querySelectorAll(".bar")];
  for (const row of rows) {
    const { width, height } = row.getBoundingClientRect();
    if (width < 1 || height < 1) faults.push(`a row is not drawn: ${row.textContent}`);
  }
  for (const bar of bars) {
    const { width, height } = bar.getBoundingClientRect();
    const track = bar.parentElement;
    const style = getComputedStyle(track);
    const room = track.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const share = parseFloat(bar.style.width) / 100;
    const expected = Math.max(2, room * share);
    const of = bar.closest("tr").textContent;
    if (height < 4) faults.push(`a bar is ${height} px high: ${of}`);
    if (Math.abs(width - expected) > 1) faults.push(`a bar is ${width} px long, not ${expected}: ${of}`);
    const back = getComputedStyle(document.body).backgroundColor;
    if (getComputedStyle(bar).backgroundColor === back) faults.push(`a bar cannot be seen: ${of}`);
  }
  for (const group of document.querySelectorAll(".chart tbody")) {
    const shares = [...group.querySelectorAll(".bar")].map((bar) => parseFloat(bar.style.width));
    if (Math.max(...shares) !== 100) faults.push(`no bar fills its group: ${group.textContent}`);
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption?.textContent.trim()) faults.push("a table has no caption");
    if (table.querySelector("tbody tr:not(:has(th))")) faults.push("a row has no heading");
  }
  const excess = document.documentElement.scrollWidth - window.innerWidth;
  if (excess > 0) faults.push(`the page is ${excess} px wider than its window`);
  const text = getComputedStyle(document.body);
  if (text.color === text.backgroundColor) faults.push("the text cannot be seen");
  if (!document.documentElement.lang || !document.title) faults.push("the page has no language or title");
  return { faults, rows: rows.length, bars: bars.length, back: text.backgroundColor };
}

async function check(browser, file) {
  const faults = [];
  const backs = new Set();
  let seen;
  for (const { width, height, colorScheme } of WINDOWS) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    const address = pathToFileURL(file).href;
    page.on("console", (message) => faults.push(`the page logs: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`the page fails: ${error}`));
    page.on("request", (request) => {
      if (request.url() !== address && !request.url().startsWith("data:")) {
        faults.push(`the page asks for ${request.url()}`);
      }
    });
    await page.goto(address);
    seen = await page.evaluate(inspect);
    backs.add(seen.back);
    faults.push(...seen.faults.map((fault) => `${colorScheme}, ${width} px: ${fault}`));
    await page.screenshot({ path: `${file}.${colorScheme}.png`, fullPage: true });
    await page.close();
  }
  if (seen.rows === 0) faults.push("the page has no rows");
  if (seen.bars === 0) faults.push("the page has no bars");
  if (backs.size !== WINDOWS.length) faults.push("light and dark look alike");
  console.log(`${file}: ${seen.rows} rows and ${seen.bars} bars drawn, ${faults.length} faults`);
  for (const fault of faults) console.error(`${file}: ${fault}`);
  return faults.length === 0;
}

const browser = await chromium.launch({
  executablePath: await packed.executablePath(),
  // Builds run as root, where the sandbox does not start; the pages are our own.
  args: ["--no-sandbox"],
  headless: true,
});
const verdicts = [];
for (const file of process.argv.slice(2)) verdicts.push(await check(browser, file));
await browser.close();
if (verdicts.includes(false)) process.exit(1);
