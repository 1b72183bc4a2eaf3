import { type Leaf, type LeafTest, leavesOf } from "../exposure/leaves.js";
import { addressTrace } from "../exposure/private-addresses.js";
import { mayBeSecret, type PlacedSecret, placedSecretsIn } from "../exposure/secrets.js";

import type { AnyObject } from "./any-object.js";

const leaves = new WeakMap<AnyObject, readonly Leaf[]>();
const secrets = new WeakMap<AnyObject, readonly PlacedSecret[]>();

/** The leaves of `doc` that a rule may ask for: with secrets, addresses or placeholders. `doc` must not change afterwards. */
export const leavesOnce = (doc: AnyObject): readonly Leaf[] => once(leaves, doc, () => leavesOf(doc, mayMatter));

const mayMatter: LeafTest = (value, holder, name, parent) =>
  typeof value === "string" && (value.includes("{{") || addressTrace.test(value))
    ? true
    : mayBeSecret(value, holder, name, parent);

/** The secrets in `doc`, which must not change afterwards, found once for all rules. */
export const secretsOnce = (doc: AnyObject): readonly PlacedSecret[] =>
  once(secrets, doc, () => [...placedSecretsIn(leavesOnce(doc))]);

function once<T>(known: WeakMap<AnyObject, T>, doc: AnyObject, find: (doc: AnyObject) => T): T {
  let found = known.get(doc);
  if (found === undefined) {
    found = find(doc);
    known.set(doc, found);
  }
  return found;
}
