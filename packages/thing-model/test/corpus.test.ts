import { existsSync, readdirSync, readFileSync } from "node:fs";
import { instantiate, isThingModel, type ThingModel } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { tdCorpus } from "../../../test/td-corpus.js";
import { inMemoryResolver, resolveThingModel } from "../src/index.js";

/** The Thing Models of the W3C's playground, which are not part of this project: looked for where those of `td` are. */
const folder = new URL("playground/tm/", tdCorpus);
const home = "https://raw.githubusercontent.com/eclipse-thingweb/playground/master/";
const names = existsSync(folder) ? readdirSync(folder) : [];

/** The models by the two URLs under which others of the playground refer to them. */
const texts = new Map(names.map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));
const published = new Map(
  [...texts].flatMap(([name, text]) => {
    const path = name.replaceAll("__", "/");
    return [[`${home}${path}`, text] as const, [`${home}packages/core/${path}`, text] as const];
  }),
);
const resolver = inMemoryResolver(published);
const named = (name: string) => JSON.parse(texts.get(name)!) as ThingModel;
const imports = "examples__tm__3-tm-extends-imports__";

/** Refer to example.com, where there is no model. */
const unresolvable: Readonly<Record<string, string>> = {
  "assertions__assertions-csv__manual-generation-inputs__MinimalThingModel": "tm-extend",
  examples__tms__invalid__unavailableParent: "tm-extend",
  examples__tms__valid__links: "tm-extend",
  examples__tms__valid__ref: "tm-tmRef2",
  examples__tms__valid__overwrite: "tm-tmRef2",
};

describe.skipIf(names.length === 0)("the Thing Models of the playground", () => {
  it.each(names.filter((name) => isThingModel(named(name))))("resolve, or say what is not there: %s", async (name) => {
    const assertion = unresolvable[name.replace(".json", "")];
    const resolving = resolveThingModel(named(name), { resolver });
    if (assertion !== undefined) await expect(resolving).rejects.toMatchObject({ assertion });
    else expect(JSON.stringify(await resolving)).not.toMatch(/"tm:ref"|"tm:extends"/);
  });

  it.each(names.filter((name) => name.startsWith(imports)))("can be instantiated then: %s", async (name) => {
    const model = await resolveThingModel(named(name), { resolver });
    expect(instantiate(model).title).toBe(named(name).title);
  });

  it("tm-tmRef-overwrite-process: the playground's example is overwritten as its text says", async () => {
    const model = await resolveThingModel(named(`${imports}overwrite-existing-definitions.tm.jsonld`), { resolver });
    expect(model.properties?.dimming).toMatchObject({ type: "integer", minimum: 0, maximum: 80, unit: "%", title: "" });
  });

  it("tm-tmOptional: an optional event that is taken over by reference is required", async () => {
    const name = "examples__tm__4-tm-optional__overwrite-optional-interactions.tm.jsonld";
    const model = await resolveThingModel(named(name), { resolver });
    expect(instantiate(model).events).toHaveProperty("overheating");
    expect(model).not.toHaveProperty("tm:optional");
  });
});
