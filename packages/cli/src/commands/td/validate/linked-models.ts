import { isWotError, ThingDescriptionError } from "@thingwright/errors";
import {
  type Finding,
  isRecord,
  isThingModel,
  linksOf,
  resolvePointer,
  type ThingDescription,
  type ThingModel,
} from "@thingwright/td";
import { allowList, checkConformance, checkOverrides, resolveThingModel } from "@thingwright/thing-model";
import { modelResolver, urlOf } from "../../../resolved-model.js";

/** Where models may come from: files in the folder of the document, the common API, and what is allowed on the web. */
interface Sources {
  readonly file: string;
  readonly allow: readonly string[];
}

/**
 * What a document shows beside the Thing Models that it names: where a Thing Description differs from the one that its link
 * of the relation `type` leads to, and where a Thing Model extends or refers to what is not there, or writes over it.
 *
 * A model that may not be looked for is a lint: that is not the document's fault.
 *
 * @throws {NetworkError} WOT_NETWORK when a model that may be fetched cannot be
 * @see TD 1.1 §9.3.2, §9.4
 */
export async function checkLinkedModels(document: unknown, sources: Sources): Promise<readonly Finding[]> {
  if (!isRecord(document)) return [];
  return isThingModel(document) ? await checkNeeded(document, sources) : await checkInstance(document, sources);
}

async function checkInstance(document: object, { file, allow }: Sources): Promise<readonly Finding[]> {
  const [link] = linksOf(document as ThingDescription, { rel: "type" });
  const { url: base } = urlOf(file);
  if (link === undefined || !URL.canParse(link.href, base)) return [];
  const url = new URL(link.href, base).href;
  const resolver = modelResolver(file, { allow });
  const pointer = `/links/${(document as ThingDescription).links?.indexOf(link) ?? 0}/href`;
  const text = await resolver.read(url, { maxBytes: 4 * 1024 * 1024, signal: AbortSignal.timeout(10_000) });
  if (text === undefined) return [lint(pointer, "leads to a Thing Model that was not found here")];
  let model: ThingModel;
  try {
    model = await resolveThingModel(JSON.parse(text) as ThingModel, { url, resolver });
  } catch (error) {
    if (!(error instanceof ThingDescriptionError || error instanceof SyntaxError)) throw error;
    return [lint(pointer, `leads to what cannot be used as a Thing Model: ${error.message}`)];
  }
  return checkConformance(document, model);
}

async function checkNeeded(document: object, { file, allow }: Sources): Promise<readonly Finding[]> {
  const allowed = allowList(allow);
  const unseen = new Set<string>();
  const resolver = modelResolver(file, { allow });
  const noting = {
    async read(url: string, options: Parameters<typeof resolver.read>[1]) {
      const text = await resolver.read(url, options);
      if (text === undefined && !url.startsWith("file:") && !allowed(url)) unseen.add(url);
      return text;
    },
  };
  try {
    return await checkOverrides(document, { ...urlOf(file), resolver: noting });
  } catch (error) {
    if (!isWotError(error) || !(error instanceof ThingDescriptionError)) throw error;
    const pointer =
      error.pointer !== undefined && resolvePointer(document, error.pointer) !== undefined ? error.pointer : "";
    const [missing] = unseen;
    if (missing !== undefined) return [lint(pointer, `needs ${missing}, which was not looked for: see --allow`)];
    const { assertion = "tm-extend", message } = error;
    return [{ level: "error", code: "WOT_TD_INVALID", pointer, assertion, message }];
  }
}

const lint = (pointer: string, what: string): Finding => ({
  level: "warning",
  code: "WOT_TD_INVALID",
  pointer,
  assertion: "lint-linked-model",
  message: `${pointer || "the document"} ${what}`,
});
