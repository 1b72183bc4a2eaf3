import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Chromium, findChromium, startChromium } from "../../packages/thingwright/test/interop/chromium.js";
import { DevToolsPage } from "./support/devtools-page.js";

const executable = findChromium();
const url = pathToFileURL(fileURLToPath(new URL("../../docs/devices/index.html", import.meta.url))).href;

describe("the page that searches devices, in Chromium", () => {
  if (executable === undefined) it.skip("skipped: needs chromium", () => {});
  let chromium: Chromium;
  let page: DevToolsPage;
  beforeAll(async () => {
    if (executable !== undefined) chromium = await startChromium(executable);
  });
  beforeEach(async () => {
    if (executable !== undefined) page = await DevToolsPage.open(chromium.tabs, url);
  });
  afterAll(() => chromium?.[Symbol.asyncDispose]());

  const devices = () =>
    page.value(`[...document.querySelectorAll("#rows td:nth-child(2)")].map((cell) => cell.textContent)`);
  const counted = () => page.value(`document.querySelector("#count").textContent`);
  const enter = (id: string, value: string) =>
    page.value(`{ const field = document.querySelector("#${id}"); field.value = ${JSON.stringify(value)};
      field.dispatchEvent(new Event("input", { bubbles: true })); }`);

  it.runIf(executable)("loads nothing but itself", async () => {
    expect(page.requests).toEqual([expect.stringMatching(/index\.html$/)]);
    expect(page.errors).toEqual([]);
  });

  it.runIf(executable)("shows a hundred devices at first, and more when asked", async () => {
    expect(await devices()).toHaveLength(100);
    await page.value(`document.querySelector("#more").click()`);
    expect(await devices()).toHaveLength(200);
  });

  it.runIf(executable)("finds devices by all of several words, and says how many", async () => {
    await enter("words", "ikea LED1649C5");
    expect(await devices()).toEqual(["LED1649C5"]);
    expect(await counted()).toMatch(/^1 of \d{4} devices$/);
    await enter("words", "no such device");
    expect(await devices()).toEqual([]);
  });

  it.runIf(executable)("finds by model, way in and tier, and keeps what is looked for in its address", async () => {
    await enter("family", "devices");
    await enter("model", "vav-box");
    expect(await devices()).toEqual(["sparkplug/vav-box"]);
    await enter("tier", "silver");
    expect(await devices()).toEqual(["sparkplug/vav-box"]);
    expect(await page.value("location.hash")).toBe("#family=devices&model=vav-box&tier=silver");
    await enter("tier", "bronze");
    expect(await devices()).toEqual([]);
  });

  it.runIf(executable)("has no bar to scroll sideways on a phone", async () => {
    await page.send("Emulation.setDeviceMetricsOverride", {
      width: 390,
      height: 800,
      deviceScaleFactor: 1,
      mobile: true,
    });
    expect(await page.value("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  });
});
