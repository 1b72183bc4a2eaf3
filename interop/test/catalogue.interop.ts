import { catalogueResolver, thingModel, thingModelNames, thingModelSource } from "@thingwright/thing-descriptions";
import { describe, expect, it } from "vitest";
import { thingwebThingModel } from "./support/thingweb-thing-model.js";

type Affordances = Readonly<Record<string, unknown>>;

const ThingModelHelpers = thingwebThingModel();
const helpers = new ThingModelHelpers({
  async fetch(url) {
    const text = await catalogueResolver.read(url, { signal: new AbortController().signal, maxBytes: 1e6 });
    return JSON.parse(text ?? "null") as unknown;
  },
});

const kinds = ["properties", "actions", "events"] as const;
const affordancesOf = (thing: Affordances) => kinds.map((kind) => thing[kind] ?? {});

describe("Eclipse Thingweb's tools for Thing Models", () => {
  it.each(thingModelNames)("compose %s of its parts as we do", async (name) => {
    const [theirs] = await helpers.getPartialTDs(structuredClone(thingModelSource(name)));
    expect(affordancesOf(theirs as Affordances)).toEqual(
      affordancesOf((await thingModel(name)) as unknown as Affordances),
    );
  });
});
