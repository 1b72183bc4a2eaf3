/** One media range of an Accept header. */
interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: readonly string[];
  readonly quality: number;
}

/**
 * The offered content type that a client likes best, `undefined` when it takes none. The order of `offered` decides
 * between equals; for each type the most specific range counts; `charset` in a range is passed over, as JSON has none.
 *
 * @param accept - value of the Accept header; a range that cannot be parsed is ignored
 * @param offered - content types in order of preference
 * @see RFC 9110 §12.5.1
 */
export function negotiate(accept: string | undefined, offered: readonly string[]): string | undefined {
  if (accept === undefined || accept === "*/*" || accept === offered[0] || accept.trim() === "") return offered[0];
  const ranges = parseAccept(accept);
  let best: string | undefined;
  let bestQuality = 0;
  for (const contentType of offered) {
    const quality = qualityOf(contentType, ranges);
    if (quality > bestQuality) {
      best = contentType;
      bestQuality = quality;
    }
  }
  return best;
}

/** How much `ranges` want `contentType`, from 0 to 1. */
function qualityOf(contentType: string, ranges: readonly MediaRange[]): number {
  const [essence = "", ...parameters] = piecesOf(contentType);
  const slash = essence.indexOf("/");
  let quality = 0;
  let bestRank = -1;
  for (const range of ranges) {
    const rank = rankOf(range, essence.slice(0, slash), essence.slice(slash + 1), parameters);
    if (rank > bestRank) {
      bestRank = rank;
      quality = range.quality;
    }
  }
  return quality;
}

/** How precisely `range` names a type: -1 not at all, then any, any subtype, the type, and with each parameter more. */
function rankOf(range: MediaRange, type: string, subtype: string, parameters: readonly string[]): number {
  if (range.type === "*") return 0;
  if (range.type !== type) return -1;
  if (range.subtype === "*") return 1;
  if (range.subtype !== subtype || !range.parameters.every((parameter) => parameters.includes(parameter))) return -1;
  return 2 + range.parameters.length;
}

function parseAccept(accept: string): readonly MediaRange[] {
  const ranges: MediaRange[] = [];
  for (const text of accept.split(",")) {
    const [essence = "", ...rest] = piecesOf(text);
    const slash = essence.indexOf("/");
    if (slash < 1 || slash === essence.length - 1) continue;
    const weight = rest.find((piece) => piece.startsWith("q="));
    const quality = weight === undefined ? 1 : parseQuality(weight.slice(2));
    if (quality === undefined) continue;
    const parameters = rest.filter((piece) => !piece.startsWith("q=") && !piece.startsWith("charset="));
    ranges.push({ type: essence.slice(0, slash), subtype: essence.slice(slash + 1), parameters, quality });
  }
  return ranges;
}

/** `a/b;c="d"` as `["a/b", "c=d"]`, in lower case. */
function piecesOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(";")
    .map((piece) => piece.trim().replaceAll('"', ""))
    .filter((piece) => piece !== "");
}

/** RFC 9110 §12.4.2: 0 to 1 with at most three digits; `undefined` for anything else. */
function parseQuality(text: string): number | undefined {
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : undefined;
}
