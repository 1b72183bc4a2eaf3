import { modelLinks } from "./model-links.js";
import type { Rule } from "./rule.js";

/** A Thing Model says of which others it consists by links of the relation `tm:submodel` (TD 1.1 §9.3.3). */
export const submodelsByLink: Rule = modelLinks("tm-compose-submodel", "tm:submodel");
