/** A start or an end of an element, in the order of the document. */
export type XmlTag =
  | { readonly kind: "start"; readonly name: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly kind: "end"; readonly name: string };

const tag =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;

/**
 * The tags of an XML document without a document type; what is between them is passed over.
 *
 * @throws {SyntaxError} when the document is not well-formed
 */
export function* xmlTags(document: string): Generator<XmlTag> {
  const open: string[] = [];
  let from = 0;
  let elements = 0;
  for (const match of document.matchAll(tag)) {
    if (document.slice(from, match.index).includes("<")) break;
    from = match.index + match[0].length;
    const [, slash, name, attributes = "", closing] = match;
    if (name === undefined) continue;
    if (slash === "") {
      elements += 1;
      open.push(name);
      yield { kind: "start", name, attributes: attributesIn(attributes) };
    }
    if (slash === "" && closing === "") continue;
    if (open.pop() !== name) throw new SyntaxError(`</${name}> ends what is not open`);
    yield { kind: "end", name };
  }
  if (document.indexOf("<", from) !== -1)
    throw new SyntaxError(`there is no tag at character ${document.indexOf("<", from)}`);
  if (open.length > 0) throw new SyntaxError(`<${open.at(-1)}> has no end`);
  if (elements === 0) throw new SyntaxError("it has no element");
}

function attributesIn(text: string): Readonly<Record<string, string>> {
  const attributes = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return Object.fromEntries(
    [...attributes].map(([, name, double, single]) => [name, unescaped(double ?? single ?? "")]),
  );
}

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Without references; one that XML does not know stays as it is. */
function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (reference, hex?: string, decimal?: string, name = "") => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
      return Object.hasOwn(named, name) ? named[name]! : reference;
    },
  );
}
