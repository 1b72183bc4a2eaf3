/**
 * Thing Models of the corpus, by the start of the SHA-256 of the document, that give no Thing Description: the assertion that they
 * break, or the place in the Thing Description that would be wrong.
 */
export const notDerivable: Readonly<Record<string, string>> = {
  // Extend a model that is not in the corpus.
  fd55e0f493f8: "tm-extend",
  fe2fe14ca80c: "tm-extend",
  f12b7e8063e0: "tm-extend",
  "5a35dfbda296": "tm-extend",
  "2feeada98c70": "tm-extend",
  f92119f08a98: "tm-extend",
  a352dc53d535: "tm-extend",
  "5122c6f83b64": "tm-extend",
  // Point at names with `~1` as if those had a `/` there (RFC 6901 §4).
  "0223f042032f": "tm-tmRef2",
  b8413a74974f: "tm-tmRef2",
  fe9d760d8b5a: "tm-tmRef2",
  // Extends itself.
  "0d971eb4de1e": "tm-ref-recursive-extensions",
  // Has a form of the Thing itself without address and operation.
  "9c8ab4494e56": "/forms/0/href",
};

/** Thing Descriptions of the corpus that are valid by the W3C's schema, and not plain ones: each reason is checked by reading. */
export const notPlain: Readonly<Record<string, string>> = {
  "51223cdd6599": "speaks of placeholders in a text",
  "63a8bb926ba3": "still has tm:ref",
  "9c95a9bab0fc": "has two links of the relation type",
};
