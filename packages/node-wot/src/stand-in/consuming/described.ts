import { isRecord, type ThingDescription } from "@thingwright/td";
import { withSharedVariables } from "../thing/shared-variables.js";
import type { Form, ThingInteraction } from "../thing/thing-description.js";

type Loose = Record<string, unknown>;

/**
 * A description as our runtime takes it: without the title and the list of links that a new Thing has empty, and with security where the
 * document says none by the standard. A document of before TD 1.0 has schemes in the place of their names; one that says nothing is
 * taken for `nosec`: then nothing is sent that could be stolen.
 *
 * Actions are as node-wot has them: the first answer is the output where nobody can be asked for more, and it is held against its schema
 * where the action says that it is synchronous.
 */
export function described(description: object): ThingDescription {
  const { links, title, security, securityDefinitions, actions, ...rest } = withSharedVariables(description) as Loose;
  return {
    ...rest,
    ...(title === "" ? {} : { title }),
    ...(Array.isArray(links) && links.length === 0 ? {} : { links }),
    ...(isRecord(actions) ? { actions: taken(actions) } : {}),
    ...securityOf(security, securityDefinitions),
  } as unknown as ThingDescription;
}

function taken(actions: Loose): Loose {
  const members = Object.entries(actions as Record<string, ThingInteraction>).map(([name, action]) => {
    const { synchronous, output, ...rest } = action;
    if (synchronous === true) return [name, action] as const;
    const isFollowed = synchronous === false && (action.forms ?? []).some(asksForStatus);
    return [
      name,
      {
        ...rest,
        ...(isFollowed ? { synchronous } : {}),
        ...(output === undefined ? {} : { output: readsBySchema(action) ? output : {} }),
      },
    ] as const;
  });
  return Object.fromEntries(members);
}

const asksForStatus = ({ op }: Form): boolean => op?.includes("queryaction") === true;

/** Octet streams have no values without one. */
const readsBySchema = ({ forms = [] }: ThingInteraction): boolean =>
  forms.some(({ contentType, response }) => /octet-stream/i.test(response?.contentType ?? contentType ?? ""));

function securityOf(security: unknown, definitions: unknown): object {
  const said = [security ?? []].flat().filter((name) => name !== "");
  const inPlace = said.filter(isRecord);
  if (inPlace.length > 0) {
    const named = inPlace.map((scheme, index) => [`${String(scheme.scheme)}_${index}`, scheme] as const);
    return { security: named.map(([name]) => name), securityDefinitions: Object.fromEntries(named) };
  }
  const isEmpty = !isRecord(definitions) || Object.keys(definitions).length === 0;
  if (said.length === 0 && isEmpty) {
    return { security: ["nosec_sc"], securityDefinitions: { nosec_sc: { scheme: "nosec" } } };
  }
  return { security, securityDefinitions: definitions };
}
