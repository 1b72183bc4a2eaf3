import { asWotError, UsageError } from "@thingwright/errors";
import { SaxesParser } from "saxes";

/** What is told of a document, element by element. Names have no prefixes. */
export interface XmlListener {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close(name: string): void;
}

/** Documents nest so deep at most. */
const maxDepth = 100;
/** Bytes that are read before others have their turn. */
const slice = 1 << 18;

/**
 * Reads an XML document from beginning to end; text between elements is passed over. Entities of the document's own are not
 * expanded.
 *
 * @throws {UsageError} WOT_ARGUMENT for what is no well-formed XML, or nests too deeply
 */
export async function readXml(bytes: Uint8Array, name: string, listener: XmlListener): Promise<void> {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on("error", (cause) => {
    throw new UsageError("WOT_ARGUMENT", `${name} is no well-formed XML: ${cause.message}`, { cause });
  });
  parser.on("opentag", (tag) => {
    if (++depth > maxDepth) throw new UsageError("WOT_ARGUMENT", `${name} nests more than ${maxDepth} levels`);
    listener.open(localName(tag.name), new Map(Object.entries(tag.attributes)));
  });
  parser.on("closetag", (tag) => {
    depth -= 1;
    listener.close(localName(tag.name));
  });
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += slice) {
    parser.write(decoder.decode(bytes.subarray(at, at + slice), { stream: true }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  closed(parser, name);
}

function closed(parser: { close(): unknown }, name: string): void {
  try {
    parser.close();
  } catch (error) {
    const cause = asWotError(error);
    throw cause instanceof UsageError ? cause : new UsageError("WOT_ARGUMENT", `${name} is cut off`, { cause });
  }
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);
