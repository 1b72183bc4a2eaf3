import type { Form, JsonValue, SecurityScheme } from "@thingwright/td";
import type { PlacedAffordance } from "../affordance/affordance-kinds.js";

/** What a Thing Model does not say and its instance needs. */
export interface DeriveOptions {
  /** Values for `{{NAME}}`. */
  readonly placeholders?: Readonly<Record<string, JsonValue>>;
  /** JSON Pointers of the optional affordances that this Thing has, or `"all"`; the others are left out. */
  readonly optional?: readonly string[] | "all";
  readonly id?: string;
  readonly title?: string;
  readonly base?: string;
  /** The version of this Thing. Without one a `version` of the model is left out, for no Thing Description may have it alone. */
  readonly instance?: string;
  /** Where the model can be found: becomes the one link of the relation `type`. */
  readonly modelHref?: string;
  /** Replaces all security of the model. */
  readonly security?: {
    readonly security: string | readonly string[];
    readonly securityDefinitions: Readonly<Record<string, SecurityScheme>>;
  };
  /** The forms of an affordance for which the model has none, or whose forms have no `href`: those get what the first one here says. */
  readonly forms?: (affordance: PlacedAffordance) => Form | readonly Form[] | undefined;
  /** Terms to set, replace or (with `null`) remove, as RFC 7396 says, before placeholders are replaced. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/** Forms for {@link DeriveOptions.forms}: each affordance below `base` by its map and name, `properties/level`. */
export const formsByName = ({ map, name }: PlacedAffordance): Form => ({ href: `${map}/${encodeURIComponent(name)}` });
