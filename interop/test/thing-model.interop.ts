import { isWotError } from "@thingwright/errors";
import { escapePointer, isRecord, type ThingDescription } from "@thingwright/td";
import { deriveThings, inMemoryResolver, type ThingPlace } from "@thingwright/thing-model";
import { describe, expect, it } from "vitest";
import { thingwebModels, thingwebThingModel } from "./support/thingweb-thing-model.js";

type Partial = Readonly<Record<string, unknown>>;
type Outcome = readonly Partial[] | "refused";

const context = "https://www.w3.org/2022/wot/td/v1.1";
const at = (name: string) => `https://models.example/${name}`;
const model = (title: string, members: object) => ({
  "@context": [context],
  "@type": "tm:ThingModel",
  title,
  ...members,
});
const extending = (name: string) => ({ links: [{ rel: "tm:extends", href: at(name), type: "application/tm+json" }] });

/** Models that what the package is tested with does not cover; each shows one thing. */
const probes: Readonly<Record<string, object>> = {
  base: model("Base", {
    "@context": [context, { x: "https://x.example/" }],
    links: [{ rel: "license", href: "https://x.example/license" }],
    properties: { dim: { type: "integer", minimum: 0, maximum: 100, "x:term": { a: 1, b: 2 } } },
    actions: { fade: { input: { type: "object", properties: { ms: { type: "integer" } } } } },
    events: { hot: { data: { type: "string" } } },
    "tm:optional": ["/events/hot"],
  }),
  narrowing: model("Narrowing", { ...extending("base"), properties: { dim: { minimum: 5 } } }),
  nested: model("Nested", { ...extending("base"), actions: { fade: { input: { required: ["ms"] } } } }),
  removing: model("Removing", { properties: { level: { "tm:ref": `${at("base")}#/properties/dim`, minimum: null } } }),
  importing: model("Importing", { properties: { level: { "tm:ref": `${at("base")}#/properties/dim`, maximum: 80 } } }),
  deep: model("Deep", {
    properties: { part: { type: "object", properties: { level: { "tm:ref": `${at("base")}#/properties/dim` } } } },
  }),
  local: model("Local", { properties: { a: { type: "number" }, b: { "tm:ref": "#/properties/a", title: "B" } } }),
  nowhere: model("Nowhere", { properties: { a: { "tm:ref": `${at("base")}#/properties/none` } } }),
  typed: model("Typed", { "@type": ["tm:ThingModel", "x:Lamp"] }),
  versioned: model("Versioned", { version: { model: "1.0.0" } }),
  unfilled: model("Unfilled", { description: "{{NOWHERE}}" }),
  filled: model("Filled", { properties: { p: { type: "integer", maximum: "{{HIGH}}", description: "to {{HIGH}}" } } }),
};
const map = {
  HIGH: 47,
  MQTT_BROKER_ADDR: "broker.example:1883",
  THING_MODEL: "lamp",
  THING_UUID_V4: "9a5d3f0e-6c1b-4b8e-9f56-2b1d3c4e5f60",
};

const theirModels = thingwebModels();
const texts = new Map([
  ...theirModels,
  ...Object.entries(probes).map(([name, probe]) => [at(name), JSON.stringify(probe)] as const),
]);
/** The results that the package expects of itself are no inputs. */
const inputs = [...texts.keys()].filter(
  (url) => texts.get(url)!.includes('"tm:ThingModel"') && !url.includes(".composed."),
);

const ThingModelHelpers = thingwebThingModel();

async function theirs(url: string): Promise<Outcome> {
  const helpers = new ThingModelHelpers({ fetch: async (uri) => JSON.parse(texts.get(uri)!) as unknown });
  return helpers.getPartialTDs(JSON.parse(texts.get(url)!), { map: { ...map } }).catch(() => "refused" as const);
}

/** What is made up to complete a whole Thing Description, and taken out again. */
const madeUp = "made:up";

/** Ours, with the addresses that they make up, and without what has to be completed for a whole Thing Description. */
async function ours(url: string): Promise<Outcome> {
  const fileOf = (title: unknown) => `./${String(title).replaceAll(" ", "")}`;
  const things = ({ model: { title, securityDefinitions } }: ThingPlace) => ({
    placeholders: map,
    optional: "all" as const,
    forms: () => ({ href: madeUp }),
    security: {
      security: madeUp,
      securityDefinitions: { ...(securityDefinitions as object), [madeUp]: { scheme: "nosec" as const } },
    },
    href: `${fileOf(title)}.td.jsonld`,
    modelHref: `${fileOf(title)}.tm.jsonld`,
  });
  try {
    const result = await deriveThings(JSON.parse(texts.get(url)!), { url, resolver: inMemoryResolver(texts), things });
    return result.ok ? result.things.map(({ thing }) => partial(thing)) : "refused";
  } catch (error) {
    if (isWotError(error)) return "refused";
    throw error;
  }
}

const partial = (thing: ThingDescription): Partial => JSON.parse(JSON.stringify(thing, withoutMadeUp)) as Partial;

function withoutMadeUp(name: string, value: unknown): unknown {
  if (value === madeUp || (name === "forms" && (value as readonly Partial[])[0]?.href === madeUp)) return undefined;
  if (name !== "securityDefinitions") return value;
  const { [madeUp]: _madeUp, ...others } = value as Partial;
  return Object.keys(others).length === 0 ? undefined : others;
}

interface Disagreement {
  readonly pointer: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** Links by relation and target, for their order says nothing. */
const comparable = (thing: Partial): Partial => ({
  ...thing,
  links: Object.fromEntries((thing.links as readonly Partial[]).map((link) => [`${link.rel} ${link.href}`, link])),
});

function* disagreements(ours: unknown, theirs: unknown, pointer: string): Generator<Disagreement> {
  if (!isRecord(ours) || !isRecord(theirs)) {
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) yield { pointer, ours, theirs };
    return;
  }
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    yield* disagreements(ours[name], theirs[name], `${pointer}/${escapePointer(name)}`);
  }
}

async function compared(url: string): Promise<readonly Disagreement[]> {
  const [own, other] = [await ours(url), await theirs(url)];
  if (own === "refused" || other === "refused") return own === other ? [] : [{ pointer: "", ours: own, theirs: other }];
  if (own.length !== other.length) return [{ pointer: "", ours: own.length, theirs: other.length }];
  return own.flatMap((thing, index) => [...disagreements(comparable(thing), comparable(other[index]!), `/${index}`)]);
}

type Side = "ours" | "theirs" | "both";

/** A way in which the two differ, and which of them the standard is with. */
interface Row {
  readonly what: string;
  readonly right: Side;
  /** The assertion that says so; for `both`, the one that leaves it open. */
  readonly assertion: string;
  readonly why: string;
  readonly fits: (disagreement: Disagreement, url: string) => boolean;
}

const place = (pointer: string) => pointer.replace(/^\/\d+/, "");
const lacks = ({ ours, theirs }: Disagreement) => ours !== undefined && theirs === undefined;
const refusal = (who: "ours" | "theirs", file: RegExp) => (each: Disagreement, url: string) =>
  each.pointer === "" && each[who] === "refused" && file.test(url);

const table: readonly Row[] = [
  {
    what: "@type becomes Thing, or goes",
    right: "both",
    assertion: "thing-model-td-generation-processor-type",
    why: "tm:ThingModel has to go, and has gone; Thing is what every Thing Description is anyway",
    fits: ({ pointer, theirs }) => place(pointer) === "/@type" && [theirs].flat().includes("Thing"),
  },
  {
    what: "tm:optional stays",
    right: "ours",
    assertion: "thing-model-td-generation-processor-optional",
    why: "terms of models are removed when Thing Descriptions are generated (§9.2)",
    fits: ({ pointer, ours }) => place(pointer) === "/tm:optional" && ours === undefined,
  },
  {
    what: "contexts of other models are lost",
    right: "ours",
    assertion: "tm-tmRef2",
    why: "the dependencies of what is referred to come along, context extensions above all",
    fits: ({ pointer }) => place(pointer) === "/@context",
  },
  {
    what: "links of the extended model are lost",
    right: "ours",
    assertion: "tm-extend",
    why: "a model inherits all definitions of the extended one, and its own link to that one says nothing against them",
    fits: (each) => /^\/links\/license /.test(place(each.pointer)) && lacks(each),
  },
  {
    what: "an override within an affordance replaces all around it",
    right: "ours",
    assertion: "tm-extend",
    why: "all is inherited that is not overwritten: what is beside an overwritten name too",
    fits: (each, url) =>
      url.endsWith("/nested") && /^\/actions\/fade\/input\//.test(place(each.pointer)) && lacks(each),
  },
  {
    what: "a reference within an affordance stays",
    right: "ours",
    assertion: "thing-model-td-generation-processor-imports",
    why: "the import feature has to be resolved wherever it is used",
    fits: ({ pointer }, url) =>
      url.endsWith("/deep") && place(pointer).startsWith("/properties/part/properties/level/"),
  },
  {
    what: "null beside a reference is refused",
    right: "ours",
    assertion: "tm-tmRef-overwrite-process",
    why: "the JSON Merge Patch makes null a removal; the W3C's JSON Schema, which does not know that, refuses it",
    fits: refusal("theirs", /\/removing$/),
  },
  {
    what: "a reference within the document is refused",
    right: "ours",
    assertion: "tm-tmRef1",
    why: "the URI before # can be empty, and is a reference to the same document then (§9.3.2)",
    fits: refusal("theirs", /\/local$/),
  },
  {
    what: "a reference to nothing gives an empty affordance",
    right: "ours",
    assertion: "tm-tmRef2",
    why: "there is no definition that could be assumed",
    fits: refusal("ours", /\/nowhere$/),
  },
  {
    what: "a part that refers to a piece of the whole is refused",
    right: "ours",
    assertion: "tm-ref-recursive-extensions",
    why: "what is forbidden is an infinite loop, and to follow the reference is none: the piece does not refer back",
    fits: refusal("theirs", /\/depsLoop\//),
  },
];

const verdicts = new Map(await Promise.all(inputs.map(async (url) => [url, await compared(url)] as const)));

describe("@thingweb/thing-model 1.0.5 and our derivation", () => {
  it.each(inputs)("agree on %s, but for what the table explains", (url) => {
    const unexplained = verdicts.get(url)!.filter((each) => !table.some(({ fits }) => fits(each, url)));
    expect(unexplained).toEqual([]);
  });

  it.each(table)("differ: $what ($assertion, right: $right)", ({ fits }) => {
    expect(inputs.filter((url) => verdicts.get(url)!.some((each) => fits(each, url)))).not.toEqual([]);
  });

  it("give Things for most inputs, so that there is something to compare", async () => {
    const outcomes = await Promise.all(inputs.map(theirs));
    expect(outcomes.filter((outcome) => outcome !== "refused").length).toBeGreaterThan(inputs.length / 2);
  });

  it("both refuse a model that extends itself, and a placeholder without a value", async () => {
    for (const name of ["LedExtendLoop.tm.jsonld", "unfilled"]) {
      const url = inputs.find((each) => each.endsWith(name))!;
      expect([await ours(url), await theirs(url)]).toEqual(["refused", "refused"]);
    }
  });
});
