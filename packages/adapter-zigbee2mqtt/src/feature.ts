import type { Expose } from "./exposes.js";

/** One member of the payload that a device publishes, or takes. */
export interface Feature {
  /** What it is, such as `state`; the same for all endpoints. */
  readonly name: string;
  /** Member of the payload, such as `state_l1`. */
  readonly property: string;
  readonly endpoint: string | undefined;
  readonly isPublished: boolean;
  readonly isSettable: boolean;
  readonly isGettable: boolean;
  readonly expose: Expose;
}

/** Features that belong together: a light, a switch …; `generic` for those of the device as a whole. */
export interface FeatureGroup {
  readonly kind: string;
  readonly endpoint: string | undefined;
  readonly features: readonly Feature[];
}

export const genericKind = "generic";

/** Groups of one kind each, in the order in which the device has them, and the generic features together. */
export function featureGroups(exposes: readonly Expose[]): readonly FeatureGroup[] {
  const kinds = exposes.filter(isKind).map(({ type, endpoint, features = [] }) => ({
    kind: type,
    endpoint,
    features: features.flatMap((feature) => featuresOf(feature, endpoint)),
  }));
  const generic = exposes.filter((expose) => !isKind(expose)).flatMap((expose) => featuresOf(expose, undefined));
  return [...kinds, { kind: genericKind, endpoint: undefined, features: generic }];
}

/** Types of values; every other type with features is a kind of device. */
const valueTypes: ReadonlySet<string> = new Set(["binary", "numeric", "enum", "text", "composite", "list"]);

const isKind = ({ type, features }: Expose): boolean => features !== undefined && !valueTypes.has(type);

/** A composite without a member of its own has those of its features. */
function featuresOf(expose: Expose, endpoint: string | undefined): readonly Feature[] {
  const { property = "", name = property, features } = expose;
  const access = accessOf(expose);
  const own = expose.endpoint ?? endpoint;
  if (property === "") return (features ?? []).flatMap((feature) => featuresOf(feature, own));
  const isSettable = (access & 2) !== 0;
  const isGettable = (access & 4) !== 0;
  return [{ name, property, endpoint: own, isPublished: (access & 1) !== 0, isSettable, isGettable, expose }];
}

/** A composite that says nothing of its own can what its features can. */
function accessOf({ access = 0, features = [] }: Expose): number {
  return access === 0 ? features.reduce((all, feature) => all | accessOf(feature), 0) : access;
}
