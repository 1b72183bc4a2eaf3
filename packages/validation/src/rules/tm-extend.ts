import { modelLinks } from "./model-links.js";
import type { Rule } from "./rule.js";

/** A Thing Model says which one it extends by a link of the relation `tm:extends` (TD 1.1 §9.3.2). */
export const extendsByLink: Rule = modelLinks("tm-extend", "tm:extends");
