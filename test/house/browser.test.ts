import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type BrowserBundle, bundleForBrowser } from "../../tools/browser-bundle.mjs";

/** Everything below the bindings, whole: what a program for browsers may import without looking. */
const portable = ["errors", "td", "contracts", "codecs", "security", "core"].map((name) => `@thingwright/${name}`);

/**
 * Most kilobytes of the module that a page loads, minified and compressed. A third is `re2js`, which tries patterns;
 * `docs/browser.md` has the shares.
 */
const maxCompressedKilobytes = 150;

/** Globals of Node.js that no browser has. The name that stands in for each is found in the bundle when it is used. */
const nodeGlobals = ["process", "Buffer", "global", "setImmediate", "clearImmediate", "__dirname", "__filename"];
const standIns = Object.fromEntries(nodeGlobals.map((name) => [name, `nodeGlobal_${name}`]));

/** Modules of Node.js that the bundle wants, each with the file that imports it. */
function nodeImportsOf({ metafile }: BrowserBundle): readonly string[] {
  const inBundle = new Set(Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path)));
  return Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
    imports.filter(({ path }) => inBundle.has(path)).map(({ path }) => `${file} imports ${path}`),
  );
}

/** Globals of Node.js that the bundle uses, each with what stands around it. */
const nodeGlobalsOf = ({ outputFiles }: BrowserBundle): readonly string[] =>
  [...outputFiles[0]!.text.matchAll(/.{0,60}nodeGlobal_\w+.{0,60}/g)].map(([text]) => text);

describe("the packages below the bindings", () => {
  it.each(portable)("%s imports nothing of Node.js", async (name) => {
    expect(nodeImportsOf(await bundleForBrowser([name]))).toEqual([]);
  });

  it.each(portable)("%s uses no global of Node.js", async (name) => {
    expect(nodeGlobalsOf(await bundleForBrowser([name], { define: standIns, minify: false }))).toEqual([]);
  });
});

describe("the module for browsers", () => {
  it("imports nothing of Node.js, and nothing else either", async () => {
    const bundle = await bundleForBrowser(["thingwright/browser"]);
    expect(nodeImportsOf(bundle)).toEqual([]);
    expect(Object.values(bundle.metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  });

  it("uses no global of Node.js", async () => {
    const bundle = await bundleForBrowser(["thingwright/browser"], { define: standIns, minify: false });
    expect(nodeGlobalsOf(bundle)).toEqual([]);
  });

  it("makes no code of text, which the policy of a page may forbid", async () => {
    const { metafile, outputFiles } = await bundleForBrowser(["thingwright/browser"], { minify: false });
    expect(Object.keys(metafile.inputs).filter((file) => file.includes("node_modules/ajv/"))).toEqual([]);
    expect(outputFiles[0]!.text).not.toMatch(/\bnew Function\b/);
  });

  it(`has at most ${maxCompressedKilobytes} kB, compressed`, async () => {
    const { outputFiles } = await bundleForBrowser(["thingwright/browser"]);
    expect(gzipSync(outputFiles[0]!.contents).length / 1_000).toBeLessThanOrEqual(maxCompressedKilobytes);
  });
});

describe("the checks of the module for browsers", () => {
  it("find a module and a global of Node.js", async () => {
    const bundle = await bundleForBrowser(["@thingwright/coap"], { define: standIns, minify: false });
    expect(nodeImportsOf(bundle)).toContainEqual("packages/coap/src/transport/udp-transport.ts imports node:dgram");
    expect(nodeGlobalsOf(bundle).length).toBeGreaterThan(0);
  });
});
