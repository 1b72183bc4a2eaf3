/** Characters that no URI or IRI reference has: spaces, control characters, delimiters of texts. */
const foreign = /[\s<>"{}|\\^`\p{Cc}\p{Surrogate}]/u;

/** Whether `text` can be a URI reference by its characters (RFC 3986 §2, RFC 3987 §2.2). */
export const isUriText = (text: string): boolean => !foreign.test(text);

/** Whether `text` can be one when its URI Template expressions (RFC 6570) are filled. */
export const isTemplateText = (text: string): boolean =>
  isUriText(text.includes("{") ? text.replace(/\{[^{}]*\}/g, "") : text);

/** Whether `text` can be a URI with a scheme (RFC 3986 §3). */
export const isAbsoluteUriText = (text: string): boolean => /^[a-z][a-z\d+.-]*:./i.test(text) && isUriText(text);
