import { isWotError } from "@thingwright/errors";
import { type Finding, isRecord, linksOf, type ThingDescription, type ThingModel } from "@thingwright/td";
import { checkConformance, resolveThingModel } from "@thingwright/thing-model";
import { modelResolver, urlOf } from "../../../resolved-model.js";

/**
 * Where the Thing Description in `file` differs from the Thing Model that it says it is an instance of, by its link of the
 * relation `type`; nothing where it says so of none, or the model is neither in files nor in the common API.
 *
 * @see TD 1.1 §9.4, `tm-derivation-validity`
 */
export async function checkLinkedModel(document: unknown, file: string): Promise<readonly Finding[]> {
  if (!isRecord(document)) return [];
  const [link] = linksOf(document as unknown as ThingDescription, { rel: "type" });
  if (link === undefined) return [];
  const model = await modelAt(link.href, file);
  return model === undefined ? [] : checkConformance(document, model);
}

async function modelAt(href: string, file: string): Promise<ThingModel | undefined> {
  const { url: base } = urlOf(file);
  const url = URL.canParse(href, base) ? new URL(href, base).href : undefined;
  if (url === undefined) return undefined;
  const resolver = modelResolver(file);
  try {
    const text = await resolver.read(url, { maxBytes: 4 * 1024 * 1024, signal: AbortSignal.timeout(10_000) });
    return text === undefined ? undefined : await resolveThingModel(JSON.parse(text) as ThingModel, { url, resolver });
  } catch (error) {
    // A model that cannot be read is not the fault of the document that names it.
    if (isWotError(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
