/** `tm-placeholder`: printable ASCII between two braces on either side. */
export const placeholderPattern: RegExp = /\{\{([ -z|~]+)\}\}/;

/** Names of the placeholders in `text`, in their order. */
export const placeholdersIn = (text: string): readonly string[] =>
  [...text.matchAll(new RegExp(placeholderPattern, "g"))].map((match) => match[1]!);

/** Whether `text` is a placeholder and nothing else, so that its value keeps its type. */
export const isWhole = (text: string): boolean => /^\{\{[ -z|~]+\}\}$/.test(text);
