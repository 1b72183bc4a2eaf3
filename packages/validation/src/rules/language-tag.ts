/**
 * Whether `tag` is a well-formed language tag. Well-formed is less than valid: subtags need not be registered, and variants
 * and singletons may be repeated. Linear in the tag.
 *
 * @see RFC 5646 §2.1, §2.2.9
 */
export const isLanguageTag = (tag: string): boolean =>
  tag.length <= longestTag && (langtag.test(tag) || privateUse.test(tag) || irregular.test(tag));

/** The tag that is meant where one is written with underscores; `undefined` when it is none then either. */
export function withHyphens(tag: string): string | undefined {
  const meant = tag.replaceAll("_", "-");
  return meant !== tag && isLanguageTag(meant) ? meant : undefined;
}

/** Tags that are in use are far shorter. */
const longestTag = 256;

const langtag = new RegExp(
  [
    /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})/, // language, with up to three extended subtags
    /(?:-[a-z]{4})?/, // script
    /(?:-(?:[a-z]{2}|\d{3}))?/, // region
    /(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*/, // variants
    /(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*/, // extensions
    /(?:-x(?:-[a-z\d]{1,8})+)?$/, // private use
  ]
    .map(({ source }) => source)
    .join(""),
  "i",
);
const privateUse = /^x(?:-[a-z\d]{1,8})+$/i;

/** Tags of RFC 3066 that the grammar does not make; the regular ones it does. */
const irregular =
  /^(?:en-GB-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:BE-FR|BE-NL|CH-DE))$/i;
