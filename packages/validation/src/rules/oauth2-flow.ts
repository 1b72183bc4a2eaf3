import { memberOf, objectsOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { terms } from "./terms.js";

/** The rule that an OAuth2SecurityScheme of `flow` has each of `endpoints`. */
export function oauth2Flow(id: string, flow: string, endpoints: readonly string[]): Rule {
  return {
    id,
    level: "error",
    needs: terms.flow,
    *check(doc) {
      for (const { object, pointer } of objectsOf(doc, "securityDefinitions")) {
        if (memberOf(object, "scheme") !== "oauth2" || memberOf(object, "flow") !== flow) continue;
        for (const term of endpoints.filter((each) => memberOf(object, each) === undefined)) {
          yield {
            pointer,
            phrase: `is an OAuth2 "${flow}" flow and needs a member "${term}", the URI of that endpoint`,
          };
        }
      }
    },
  };
}
