import { isRecord, type ThingDescription } from "@thingwright/td";
import { withSharedVariables } from "../thing/shared-variables.js";

type Loose = Record<string, unknown>;

/**
 * A description as our runtime takes it: without the title and the list of links that a new Thing has empty, and with security where the
 * document says none by the standard. A document of before TD 1.0 has schemes in the place of their names; one that says nothing is
 * taken for `nosec`: then nothing is sent that could be stolen.
 */
export function described(description: object): ThingDescription {
  const { links, title, security, securityDefinitions, ...rest } = withSharedVariables(description) as Loose;
  return {
    ...rest,
    ...(title === "" ? {} : { title }),
    ...(Array.isArray(links) && links.length === 0 ? {} : { links }),
    ...securityOf(security, securityDefinitions),
  } as unknown as ThingDescription;
}

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
