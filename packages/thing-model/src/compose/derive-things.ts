import { type Finding, type Link, type ThingDescription, type ThingModel, tdMediaType } from "@thingwright/td";
import { broken } from "../broken.js";
import type { DeriveOptions } from "../derive/derive-options.js";
import { deriveThing } from "../derive/derive-thing.js";
import type { MissingPart } from "../derive/missing-part.js";
import type { ResolveOptions } from "../resolve-thing-model.js";
import { type ComposedModel, composition } from "./composition.js";

/** One Thing of a composition, before it is derived. */
export interface ThingPlace {
  /** Instance names that lead from the top to it; the top has none. */
  readonly path: readonly string[];
  /** Its model, which stands on its own. */
  readonly model: ThingModel;
  /** Where the model is from; empty where the top is from nowhere. */
  readonly url: string;
}

export interface DeriveThingsOptions extends ResolveOptions {
  /** What each Thing needs; `href` is where its description will be found, for the links between them. */
  readonly things?: (place: ThingPlace) => DeriveOptions & { readonly href?: string };
}

export interface DerivedThing {
  readonly path: readonly string[];
  readonly href: string;
  readonly thing: ThingDescription;
}

/** All Things of a composition, the top first, or what is missing and what is wrong at each. */
export type DerivedThings =
  | { readonly ok: true; readonly things: readonly DerivedThing[] }
  | {
      readonly ok: false;
      readonly missing: readonly (MissingPart & { readonly path: readonly string[] })[];
      readonly findings: readonly (Finding & { readonly path: readonly string[] })[];
    };

/**
 * A Thing for `model` and for each model that it is composed of (`tm:submodel`), at all levels: linked from the whole by `item`,
 * from the part by `collection`, and from each to its model by `type`. Models may extend and refer to others.
 *
 * @throws as `resolveThingModel` and `deriveThing` do; WOT_TD_INVALID with `tm-compose-submodel` for a model that is composed of
 *   itself, `tm-compose-name-collision` for two submodels of one name or two descriptions at one place; WOT_TD_LIMIT
 *   over `maxThings`
 * @see TD 1.1 §9.3.3
 */
export async function deriveThings(model: unknown, options: DeriveThingsOptions = {}): Promise<DerivedThings> {
  const top = await composition(model, options);
  const places = [...placed(top, options.things, nameOf(top.model.title))];
  refuseCollisions(places);
  const derived = places.map((place) => ({ place, derivation: deriveThing(place.node.model, place.options) }));
  const things: DerivedThing[] = [];
  const hrefs = new Map(places.map(({ node, href }) => [node, href]));
  for (const { place, derivation } of derived) {
    if (!derivation.ok) continue;
    const links = [...(derivation.thing.links ?? []), ...linksAround(place, hrefs)];
    const thing = links.length === 0 ? derivation.thing : { ...derivation.thing, links };
    things.push({ path: place.node.path, href: place.href, thing });
  }
  if (things.length === places.length) return { ok: true, things };
  const failed = derived.flatMap(({ place, derivation }) =>
    derivation.ok ? [] : [{ path: place.node.path, ...derivation }],
  );
  return {
    ok: false,
    missing: failed.flatMap(({ path, missing }) => missing.map((part) => ({ ...part, path }))),
    findings: failed.flatMap(({ path, findings }) => findings.map((finding) => ({ ...finding, path }))),
  };
}

interface Placed {
  readonly node: ComposedModel;
  readonly href: string;
  readonly parent: ComposedModel | undefined;
  readonly options: DeriveOptions;
}

function* placed(
  node: ComposedModel,
  things: DeriveThingsOptions["things"],
  name: string,
  parent?: ComposedModel,
): Generator<Placed> {
  const { path, url, model } = node;
  const { href = `./${name}.td.jsonld`, ...given } =
    things?.({ path, url, model: model as unknown as ThingModel }) ?? {};
  const options = url === "" ? given : { modelHref: url, ...given };
  yield { node, href, parent, options };
  for (const submodel of node.submodels) {
    yield* placed(submodel, things, `${name}.${nameOf(submodel.path.at(-1))}`, node);
  }
}

/** A name as a part of a file's: Smart Ventilator becomes SmartVentilator. */
function nameOf(name: unknown): string {
  const text = typeof name === "string" ? name.replaceAll(/\{\{[^{}]*\}\}|[^A-Za-z0-9_-]/g, "") : "";
  return text === "" ? "thing" : text;
}

/** `tm-compose-name-collision`. */
function refuseCollisions(places: readonly Placed[]): void {
  const taken = new Set<string>();
  for (const { href, node } of places) {
    if (taken.has(href)) throw broken(node.url, "", `gives a second Thing at ${href}`, "tm-compose-name-collision");
    taken.add(href);
  }
}

function linksAround({ node, parent }: Placed, hrefs: ReadonlyMap<ComposedModel, string>): readonly Link[] {
  const link = (rel: string, to: ComposedModel) => ({ rel, href: hrefs.get(to)!, type: tdMediaType });
  const items = node.submodels.map((submodel) => link("item", submodel));
  return parent === undefined ? items : [link("collection", parent), ...items];
}
