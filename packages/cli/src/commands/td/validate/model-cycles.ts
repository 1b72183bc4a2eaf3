import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ThingDescriptionError } from "@thingwright/errors";
import { type Judgement, sourceMap } from "@thingwright/validation";

/** What a Thing Model that needs others has in its text. */
const references = /tm:(extends|ref)/;

/**
 * `judgement`, with an error where the Thing Model in `file` comes back to itself by what it extends and refers to, in
 * files of its folder. Where another one is not found nothing is said: it may be elsewhere.
 *
 * @see TD 1.1, `tm-ref-recursive-extensions`
 */
export async function withCycles(
  judgement: Judgement,
  document: Uint8Array | string,
  file: string,
): Promise<Judgement> {
  if (judgement.kind !== "tm") return judgement;
  const text = typeof document === "string" ? document : new TextDecoder().decode(document);
  if (!references.test(text)) return judgement;
  const error = await cycleIn(JSON.parse(text.replace(/^\uFEFF/, "")), file);
  const assertion = "tm-ref-recursive-extensions";
  if (error === undefined || judgement.findings.some((finding) => finding.assertion === assertion)) return judgement;
  const pointer = error.pointer ?? "";
  const place = sourceMap(text).positionOf(pointer);
  const finding = { level: "error", assertion, pointer, ...place, message: error.message } as const;
  return { ...judgement, verdict: "invalid", findings: [...judgement.findings, finding] };
}

async function cycleIn(model: unknown, file: string): Promise<ThingDescriptionError | undefined> {
  const { fileResolver, resolveThingModel } = await import("@thingwright/thing-model");
  const options =
    file === "-"
      ? {}
      : { url: pathToFileURL(resolve(file)).href, resolver: fileResolver({ root: dirname(resolve(file)) }) };
  try {
    await resolveThingModel(model as never, options);
    return undefined;
  } catch (error) {
    const isCycle = error instanceof ThingDescriptionError && error.assertion === "tm-ref-recursive-extensions";
    return isCycle ? error : undefined;
  }
}
