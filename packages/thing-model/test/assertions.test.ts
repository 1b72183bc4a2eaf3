import { existsSync, readFileSync } from "node:fs";
import { isThingModel, parseThingDescription, type ThingDescription, type ThingModel } from "@thingwright/td";
import { judgeDocument } from "@thingwright/validation";
import { describe, expect, it } from "vitest";
import { tdCorpus } from "../../../test/td-corpus.js";
import {
  checkConformance,
  checkOverrides,
  compareModels,
  type DeriveOptions,
  deriveThing,
  deriveThings,
  fillPlaceholders,
  formsByName,
  inMemoryResolver,
  mergeSubmodels,
  placeholderSchema,
  placeholdersOf,
  resolveThingModel,
} from "../src/index.js";

const context = "https://www.w3.org/2022/wot/td/v1.1";
const url = "https://models.example/own.tm.jsonld";
const model = (members: object): ThingModel =>
  ({ "@context": context, "@type": "tm:ThingModel", title: "T", ...members }) as ThingModel;
const dim = { type: "integer", minimum: 0, maximum: 100, title: "Dim", "x:term": 1 };
const base = model({
  "@context": [context, { x: "https://x.example/" }],
  title: "Base",
  properties: { dim, on: { type: "boolean" } },
  events: { hot: { data: { type: "string" } } },
  "tm:optional": ["/events/hot"],
});
const loop = model({ links: [{ rel: "tm:extends", href: "loop.tm.jsonld" }] });
const led = model({ title: "LED", properties: { level: { type: "integer" } } });
const resolver = inMemoryResolver(
  new Map(
    Object.entries({ base, loop, led }).map(([name, each]) => [`https://models.example/${name}.tm.jsonld`, each]),
  ),
);
const resolve = (members: object) => resolveThingModel(model(members), { url, resolver });
const overrides = (members: object) => checkOverrides(model(members), { url, resolver });
const extending = { links: [{ rel: "tm:extends", href: "base.tm.jsonld" }] };
const ref = "base.tm.jsonld#/properties/dim";
const security = { security: "none", securityDefinitions: { none: { scheme: "nosec" } } } as const;
const given: DeriveOptions = { forms: formsByName, security };
const derive = (members: object, more: DeriveOptions = {}): ThingDescription => {
  const derivation = deriveThing(model(members), { ...given, ...more });
  return derivation.ok ? derivation.thing : (derivation as unknown as ThingDescription);
};
const judged = (document: object) => judgeDocument(JSON.stringify(document));
const broken = (assertion: string) => expect.objectContaining({ assertion });

const met: string[] = [];

/** A test of one assertion; its title begins with the id. */
function assertion(id: string, sentence: string, check: () => void | Promise<void>): void {
  met.push(id);
  it(`${id}: ${sentence}`, check);
}

describe("TD 1.1 §9.1 and §9.2, what a Thing Model is", () => {
  assertion(
    "tm-derivation-validity",
    "an instance is valid according to its model, and one that is not is found",
    () => {
      const properties = { dim };
      const thing = derive({ properties });
      expect(checkConformance(thing, model({ properties }))).toEqual([]);
      const wider = { ...thing, properties: { dim: { ...thing.properties?.dim, maximum: 101 } } };
      expect(checkConformance(wider, model({ properties }))).toEqual([broken("tm-derivation-validity")]);
    },
  );

  assertion("tm-identification", "a model is known by its @type, and nothing else is taken for one", async () => {
    expect(isThingModel(model({ "@type": ["x:Lamp", "tm:ThingModel"] }))).toBe(true);
    for (const type of ["Thing", ["x:Lamp"], undefined]) {
      await expect(resolve({ "@type": type })).rejects.toMatchObject({ assertion: "tm-identification" });
      expect(() => derive({ "@type": type })).toThrow(broken("tm-identification"));
    }
  });

  assertion(
    "tm-context-requirement",
    "a model without @context is judged invalid, and what we make has it",
    async () => {
      expect(judged(model({ "@context": undefined })).verdict).toBe("invalid");
      expect(judged(await resolve(extending)).verdict).not.toBe("invalid");
    },
  );

  assertion(
    "tm-protocol-security-restriction",
    "a model needs neither forms nor security, and may have them as a template",
    () => {
      const template = { properties: { p: { forms: [{ op: "readproperty" }] } }, ...security };
      for (const members of [{}, template]) expect(judged(model(members)).verdict).toBe("valid");
      expect(derive(template).properties?.p?.forms).toEqual([{ op: "readproperty", href: "properties/p" }]);
    },
  );
});

describe("TD 1.1 §9.3.1, versions", () => {
  assertion("tm-versioning-1", "a change that the version does not tell of is found", () => {
    const [before, version] = [model({ version: { model: "1.0.0" }, properties: { dim } }), { model: "1.0.0" }];
    expect(compareModels(before, model({ version })).findings).toEqual([broken("tm-versioning-1")]);
    expect(compareModels(before, model({ version: { model: "2.0.0" } })).findings).toEqual([]);
  });

  assertion("tm-versioning-2", "a model with version.instance is judged invalid; an instance gets one", () => {
    const { verdict, findings } = judged(model({ version: { model: "1.0.0", instance: "1" } }));
    expect([verdict, findings]).toEqual(["invalid", expect.arrayContaining([broken("tm-versioning-2")])]);
    const version = { model: "1.0.0", instance: "7" };
    expect(derive({ version: { model: "1.0.0" } }, { instance: "7" }).version).toEqual(version);
  });
});

describe("TD 1.1 §9.3.2, extension and import", () => {
  assertion("tm-extend", "all of the extended model is inherited, by its link", async () => {
    expect(await resolve(extending)).toMatchObject({ title: "T", properties: base.properties, events: base.events });
    const nowhere = { links: [{ rel: "tm:extends", href: "nowhere" }] };
    await expect(resolve(nowhere)).rejects.toMatchObject({ assertion: "tm-extend" });
  });

  assertion("tm-overwrite-interaction", "an inherited affordance that is removed is found", async () => {
    const members = { ...extending, properties: { on: null } };
    expect((await resolve(members)).properties).not.toHaveProperty("on");
    expect(await overrides(members)).toEqual([broken("tm-overwrite-interaction")]);
  });

  assertion("tm-overwrite-types", "what allows values that the extended model does not is found", async () => {
    expect(await overrides({ ...extending, properties: { dim: { minimum: -1 } } })).toEqual([
      broken("tm-overwrite-types"),
    ]);
    expect(await overrides({ ...extending, properties: { dim: { minimum: 5 } } })).toEqual([]);
  });

  assertion("tm-tmRef-usecase", "a piece of another model is reused where it is referred to", async () => {
    const { properties } = await resolve({ properties: { level: { "tm:ref": ref } } });
    expect(properties).toEqual({ level: dim });
  });

  assertion("tm-tmRef1", "a reference is a URI, # and a JSON Pointer, or is refused", async () => {
    for (const wrong of ["base.tm.jsonld", "#properties/dim", "/properties/dim", 7]) {
      const resolving = resolve({ properties: { p: { "tm:ref": wrong } } });
      await expect(resolving).rejects.toMatchObject({ assertion: "tm-tmRef1", pointer: "/properties/p/tm:ref" });
    }
    const local = await resolve({ properties: { a: { type: "null" }, b: { "tm:ref": "#/properties/a" } } });
    expect(local.properties?.b).toEqual({ type: "null" });
  });

  assertion("tm-tmRef2", "the context that a definition needs comes along with it", async () => {
    const result = await resolve({ properties: { p: { "tm:ref": ref } } });
    expect(result["@context"]).toEqual([context, { x: "https://x.example/" }]);
  });

  assertion("tm-tmRef-overwrite-possibility", "a name beside the reference gives a new value", async () => {
    const { properties } = await resolve({ properties: { p: { "tm:ref": ref, maximum: 80 } } });
    expect(properties?.p).toEqual({ ...dim, maximum: 80 });
  });

  assertion("tm-tmRef-overwrite-process", "the overwriting is a JSON Merge Patch: null removes", async () => {
    const { properties } = await resolve({ properties: { p: { "tm:ref": ref, title: null, maximum: 80, unit: "%" } } });
    expect(properties?.p).toEqual({ type: "integer", minimum: 0, maximum: 80, unit: "%", "x:term": 1 });
  });

  assertion("tm-tmRef-overwrite-semantic-meaning", "what allows values that its origin does not is found", async () => {
    const widened = { properties: { p: { "tm:ref": ref, maximum: 120 } } };
    expect(await overrides(widened)).toEqual([broken("tm-tmRef-overwrite-semantic-meaning")]);
    expect(await overrides({ properties: { p: { "tm:ref": ref, maximum: 80 } } })).toEqual([]);
  });

  assertion("tm-ref-recursive-extensions", "a model that extends or refers to itself is refused", async () => {
    const failure = { assertion: "tm-ref-recursive-extensions" };
    await expect(resolve({ links: [{ rel: "tm:extends", href: "loop.tm.jsonld" }] })).rejects.toMatchObject(failure);
    const own = { a: { "tm:ref": "#/properties/b" }, b: { "tm:ref": "#/properties/a" } };
    await expect(resolve({ properties: own })).rejects.toMatchObject(failure);
  });
});

describe("TD 1.1 §9.3.3, composition", () => {
  const link = (instanceName?: string) => ({
    rel: "tm:submodel",
    href: "led.tm.jsonld",
    ...(instanceName && { instanceName }),
  });
  const things = async (...links: object[]) => {
    const result = await deriveThings(model({ links }), { url, resolver, things: () => given });
    return result.ok ? result.things : [];
  };

  assertion("tm-compose-submodel", "each submodel gives a Thing, linked both ways", async () => {
    const [whole, part] = await things(link("led"));
    expect(part?.thing).toMatchObject({ title: "LED", properties: led.properties });
    expect(whole?.thing.links).toContainEqual({ rel: "item", href: part?.href, type: "application/td+json" });
    expect(part?.thing.links).toContainEqual({ rel: "collection", href: whole?.href, type: "application/td+json" });
  });

  assertion("tm-compose-instanceName", "names tell alike submodels apart, and need not be there", async () => {
    const named = await things(link("left"), link("right"));
    expect(named.map(({ path }) => path)).toEqual([[], ["left"], ["right"]]);
    expect(new Set((await things(link(), link())).map(({ href }) => href)).size).toBe(3);
  });

  assertion("tm-compose-name-collision", "one Thing of all submodels has no name twice", async () => {
    const whole = model({ links: [link("left"), link("right")], properties: { level: {} } });
    const { properties } = await mergeSubmodels(whole, { url, resolver });
    expect(Object.keys(properties ?? {})).toEqual(["level", "left_level", "right_level"]);
    const twice = model({ links: [link("a"), link("a")] });
    await expect(mergeSubmodels(twice, { url, resolver })).rejects.toMatchObject({
      assertion: "tm-compose-name-collision",
    });
  });
});

describe("TD 1.1 §9.3.4, optional affordances", () => {
  const events = { hot: {}, cold: {} };

  assertion("tm-tmOptional", "an instance may lack what is listed, and nothing else", () => {
    const own = model({ events, "tm:optional": ["/events/hot"] });
    const thing = { "@context": context, title: "T", events: { cold: {} } };
    expect(checkConformance(thing, own)).toEqual([]);
    expect(checkConformance({ ...thing, events: {} }, own)).toMatchObject([{ pointer: "/events/cold" }]);
  });

  assertion("tm-tmOptional-array", "anything but an array is refused", () => {
    const wrong = { events, "tm:optional": "/events/hot" };
    expect(() => derive(wrong)).toThrow(broken("tm-tmOptional-array"));
    expect(judged(model(wrong)).verdict).toBe("invalid");
  });

  assertion("tm-tmOptional-JSONPointer", "its items are JSON Pointers, with their escapes", () => {
    const members = { events: { "a/b~": {}, cold: {} }, "tm:optional": ["/events/a~1b~0"] };
    expect(Object.keys(derive(members).events ?? {})).toEqual(["cold"]);
    expect(() => derive({ events, "tm:optional": ["hot"] })).toThrow(broken("tm-tmOptional-resolver"));
  });

  assertion("tm-tmOptional-resolver", "a pointer to nothing, or to less than an affordance, is refused", () => {
    for (const pointer of ["/events/none", "/events", "/events/hot/data", "/title"]) {
      const wrong = { events: { hot: { data: {} } }, "tm:optional": [pointer] };
      expect(() => derive(wrong)).toThrow(broken("tm-tmOptional-resolver"));
    }
  });
});

describe("TD 1.1 §9.3.5, placeholders", () => {
  const properties = { p: { type: "integer", maximum: "{{HIGH}}" } };

  assertion("tm-placeholder-usecase", "terms whose values are not known yet can be listed, with what fits", () => {
    expect(placeholderSchema(model({ properties }))).toMatchObject({
      required: ["HIGH"],
      properties: { HIGH: { type: "integer" } },
    });
  });

  assertion("tm-placeholder-replacement", "each is replaced by a concrete value, or named as missing", () => {
    expect(fillPlaceholders(model({ properties }), { HIGH: 9 }).properties?.p).toEqual({ type: "integer", maximum: 9 });
    expect(() => fillPlaceholders(model({ properties }), {})).toThrow(broken("tm-placeholder-replacement"));
  });

  assertion("tm-placeholder", "the name is printable ASCII between two braces; all else is text", () => {
    const members = { description: "{{A b~1}} {{é}} {C} {{}} { {D}} {{E}}" };
    expect(placeholdersOf(model(members)).map(({ name }) => name)).toEqual(["A b~1", "E"]);
  });

  assertion("tm-placeholder-value", "one in a name is refused", () => {
    const wrong = { properties: { "{{A}}": {} } };
    expect(() => placeholdersOf(model(wrong))).toThrow(broken("tm-placeholder-value"));
    expect(() => derive(wrong, { placeholders: { A: "a" } })).toThrow(broken("tm-placeholder-value"));
  });

  assertion(
    "tm-placeholder-retyping",
    "a number may be a text as long as it is a placeholder, and is a number then",
    () => {
      expect(judged(model({ properties })).verdict).toBe("valid");
      expect(judged(model({ properties: { p: { type: "integer", maximum: "9" } } })).verdict).toBe("invalid");
      expect(derive({ properties }, { placeholders: { HIGH: 9 } }).properties?.p).toMatchObject({ maximum: 9 });
      expect(derive({ properties }, { placeholders: { HIGH: "9" } })).toMatchObject({
        ok: false,
        findings: [{ pointer: "/HIGH" }],
      });
    },
  );
});

describe("TD 1.1 §9.4, derivation", () => {
  assertion(
    "tm-td-generation-inconsistencies",
    "a model that cannot give a valid Thing gives none, and says why",
    () => {
      const derivation = derive({ security: "nowhere", securityDefinitions: {} }, { security: undefined as never });
      expect(derivation).toMatchObject({ ok: false, findings: [{ level: "error" }] });
      expect(judged(model({ properties: { p: { type: "text" } } })).verdict).toBe("invalid");
    },
  );

  assertion(
    "thing-model-td-generation-processor-imports",
    "all definitions are in the Thing, those of other models too",
    async () => {
      const own = await resolve({ ...extending, properties: { level: { "tm:ref": ref } }, "x:more": { y: [1] } });
      const thing = derive(own);
      expect(thing).toMatchObject({ "x:more": { y: [1] }, properties: { dim, on: { type: "boolean" }, level: dim } });
      expect(() => derive({ properties: { level: { "tm:ref": ref } } })).toThrow(broken("tm-tmRef2"));
    },
  );

  assertion("thing-model-td-generation-processor-extends", "no link of the relation tm:extends is left", async () => {
    const links = [...extending.links, { rel: "license", href: "https://x.example/" }];
    expect(derive(await resolve({ links })).links).toEqual([{ rel: "license", href: "https://x.example/" }]);
    expect(() => derive(extending)).toThrow(broken("tm-extend"));
  });

  assertion(
    "thing-model-td-generation-processor-type",
    "tm:ThingModel is no type of the Thing, and other types are",
    () => {
      expect(derive({ "@type": ["tm:ThingModel", "x:Lamp"] })["@type"]).toEqual(["x:Lamp"]);
      expect(derive({})).not.toHaveProperty("@type");
    },
  );

  assertion(
    "thing-model-td-generation-processor-required",
    "all affordances that are not optional are in the Thing",
    () => {
      const thing = derive({
        properties: { dim },
        actions: { a: {} },
        events: { e: {}, f: {} },
        "tm:optional": ["/events/f"],
      });
      expect([thing.properties, thing.actions, thing.events].map((map) => Object.keys(map ?? {}))).toEqual([
        ["dim"],
        ["a"],
        ["e"],
      ]);
    },
  );

  assertion("thing-model-td-generation-processor-optional", "optional affordances are there when asked for", () => {
    const members = { events: { e: {}, f: {} }, "tm:optional": ["/events/e", "/events/f"] };
    expect(Object.keys(derive(members, { optional: ["/events/f"] }).events ?? {})).toEqual(["f"]);
    expect(Object.keys(derive(members, { optional: "all" }).events ?? {})).toEqual(["e", "f"]);
  });

  assertion("thing-model-td-generation-processor-placeholder", "no placeholder is left in a Thing", () => {
    const members = { id: "urn:x:{{ID}}", properties: { p: { title: "{{T}}" } } };
    expect(JSON.stringify(derive(members, { placeholders: { ID: 1, T: "t" } }))).not.toContain("{{");
    expect(derive(members, { placeholders: { ID: 1 } })).toMatchObject({
      ok: false,
      missing: [{ kind: "placeholder", name: "T" }],
    });
  });

  assertion(
    "thing-model-td-generation-processor-forms",
    "forms and security are completed, or named as missing",
    () => {
      const properties = { p: {} };
      expect(parseThingDescription(derive({ properties })).ok).toBe(true);
      const derivation = deriveThing(model({ properties }));
      const kinds = derivation.ok ? [] : derivation.missing.map(({ kind }) => kind);
      expect(kinds).toEqual(["forms", "security", "securityDefinitions"]);
    },
  );

  assertion("tm-rel-type-maximum", "a Thing has one link to its model, and a second one is found", () => {
    const links = [{ rel: "type", href: "https://x.example/old" }];
    const thing = derive({ links }, { modelHref: url });
    expect(thing.links).toEqual([{ rel: "type", href: url, type: "application/tm+json" }]);
    expect(checkConformance({ ...thing, links: [...(thing.links ?? []), ...links] }, model({}))).toEqual([
      broken("tm-rel-type-maximum"),
    ]);
  });
});

describe("the assertions of Thing Models", () => {
  const list = new URL("../assertions/td11-classified.csv", tdCorpus);

  it("are 37, each tested once", () => {
    expect([met.length, new Set(met).size]).toEqual([37, 37]);
  });

  it.skipIf(!existsSync(list))("are those that the standard has", () => {
    const ids = [...readFileSync(list, "utf8").matchAll(/^"((?:tm-|thing-model-)[^"]+)"/gm)].map((match) => match[1]);
    expect([...met].sort()).toEqual(ids.sort());
  });
});
