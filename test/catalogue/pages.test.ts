import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { partNames, thingModelNames } from "@thingwright/thing-descriptions";
import { describe, expect, it } from "vitest";
import { documentText } from "../../thing-descriptions/pages/document-text.js";
import { exampleThing } from "../../thing-descriptions/pages/example-thing.js";
import { modelPage, rationaleOf } from "../../thing-descriptions/pages/model-page.js";
import { partsPage } from "../../thing-descriptions/pages/parts-page.js";

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const rationales = new Map(
  thingModelNames.map((name) => {
    const page = file(`docs/models/${name}.md`);
    return [name, existsSync(page) ? rationaleOf(readFileSync(page, "utf8")) : ""];
  }),
);

/** `npm run docs:models` writes what these compare. */
describe.each(thingModelNames)("the documents about the model %s", (name) => {
  it("have the example that the model gives", async () => {
    const example = documentText(await exampleThing(name));
    await expect(example).toMatchFileSnapshot(file(`thing-descriptions/examples/${name}.td.jsonld`));
  });

  it("have the page that the model gives", async () => {
    const page = await modelPage(name, rationales.get(name) ?? "");
    await expect(page).toMatchFileSnapshot(file(`docs/models/${name}.md`));
  });

  it("say in words why the model is as it is", () => {
    expect(rationales.get(name)?.split(/\s+/).length).toBeGreaterThan(20);
  });
});

describe("the pages about models", () => {
  it("begin with a list of all", async () => {
    await expect(partsPage(thingModelNames, partNames)).toMatchFileSnapshot(file("docs/models/README.md"));
  });

  it("are of models that there are", () => {
    const pages = readdirSync(file("docs/models")).filter((name) => name !== "README.md");
    expect(pages.sort()).toEqual(thingModelNames.map((name) => `${name}.md`).sort());
  });
});
