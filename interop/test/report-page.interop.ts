import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { reportFormats } from "@thingwright/conformance";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everyVerdict, someReport, someResult } from "../../conformance/test/unit/report/some-report.js";
import { type Chromium, findChromium, startChromium } from "../../packages/thingwright/test/interop/chromium.js";
import { DevToolsPage } from "./support/devtools-page.js";

const executable = findChromium();

const report = someReport({
  "Corridor lamp": [...everyVerdict, someResult("td-links", "pass", { requirement: "Links lead somewhere." })],
  Thermostat: everyVerdict.slice(0, 2),
});

describe("the page of a report, in Chromium", () => {
  if (executable === undefined) it.skip("skipped: needs chromium", () => {});
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  let chromium: Chromium;
  let page: DevToolsPage;
  beforeAll(async () => {
    if (executable === undefined) return;
    writeFileSync(join(folder, "report.html"), reportFormats.html!.render([report]));
    chromium = await startChromium(executable);
  });
  beforeEach(async () => {
    if (executable !== undefined)
      page = await DevToolsPage.open(chromium.tabs, pathToFileURL(join(folder, "report.html")).href);
  });
  afterAll(async () => {
    await chromium?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  const shown = () =>
    page.value(`[...document.querySelectorAll("details.row")].filter((row) => row.checkVisibility())
      .map((row) => row.querySelector("code").textContent)`);
  const colour = (scheme: string) =>
    page
      .send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] })
      .then(() => page.value("getComputedStyle(document.body).backgroundColor"));

  it.runIf(executable)("loads nothing, and runs nothing that a Thing says", async () => {
    expect(page.requests).toEqual([expect.stringMatching(/report\.html$/)]);
    expect(page.errors).toEqual([]);
    expect(await page.value("document.querySelectorAll('img').length")).toBe(0);
  });

  it.runIf(executable)("shows a cell for each check and Thing, and all checks but what is not claimed", async () => {
    expect(await shown()).toEqual([
      "td-json-open",
      "td-context",
      "td-titles-descriptions",
      "td-processor",
      "td-events",
      "td-links",
    ]);
    const cells = 'document.querySelectorAll("details.row .cells > i").length';
    expect(await page.value(cells)).toBe(7 * 2);
    const first = 'document.querySelector("details.row .cells > i")';
    expect(await page.value(`getComputedStyle(${first}, "::before").content`)).toBe('"✓"');
    expect(await page.value(`${first}.getBoundingClientRect().width`)).toBeGreaterThan(10);
  });

  it.runIf(executable)("filters by verdict and by words, and says how many are left", async () => {
    await page.value('document.querySelector("#show-pass").click()');
    expect(await shown()).toEqual(["td-context", "td-titles-descriptions", "td-processor", "td-events"]);
    await page.value('document.querySelector("#show-pass").click()');
    await page.value(`{ const field = document.querySelector("#words"); field.focus(); field.value = "LEAD somewhere";
      field.dispatchEvent(new Event("input")); }`);
    expect(await shown()).toEqual(["td-links"]);
    expect(await page.value('document.querySelector("#count").textContent')).toBe("1 of 7");
  });

  it.runIf(executable)("opens a row on a click, with what was found and how to see it again", async () => {
    const row = 'document.querySelector("details.row.fail")';
    expect(await page.value(`${row}.querySelector("pre").checkVisibility()`)).toBe(false);
    await page.value(`${row}.querySelector("summary").click()`);
    expect(await page.value(`${row}.querySelector("pre").checkVisibility()`)).toBe(true);
    expect(await page.value(`${row}.querySelector("pre").textContent`)).toContain("curl");
  });

  it.runIf(executable)(
    "is light or dark as its reader has it, and has no bar to scroll sideways on a phone",
    async () => {
      expect(await colour("light")).toBe("rgb(253, 252, 250)");
      expect(await colour("dark")).toBe("rgb(22, 21, 26)");
      await page.send("Emulation.setDeviceMetricsOverride", {
        width: 390,
        height: 800,
        deviceScaleFactor: 1,
        mobile: true,
      });
      expect(await page.value("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    },
  );
});
