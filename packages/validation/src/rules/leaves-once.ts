import type { Leaf } from "../exposure/leaves.js";
import type { PlacedSecret } from "../exposure/secrets.js";
import type { AnyObject } from "./any-object.js";
import { surveyOf } from "./survey.js";

/** The leaves of `doc` that a rule may ask for: with secrets, addresses or placeholders. */
export const leavesOnce = (doc: AnyObject): readonly Leaf[] => surveyOf(doc).leaves;

/** The secrets in `doc`. */
export const secretsOnce = (doc: AnyObject): readonly PlacedSecret[] => surveyOf(doc).secrets;
