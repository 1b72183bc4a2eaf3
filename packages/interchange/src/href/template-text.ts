import { compileUriTemplate } from "@thingwright/td";

/** The name of a URI variable for `name`: such have letters, digits and `_` (RFC 6570 §2.3). */
export const variableName = (name: string): string => name.replace(/\W/g, "_");

/** `text` with what no URI contains percent-encoded; in a part of a query, also what would end it or begin a variable. */
export function percentEncoded(text: string, isPart = false): string {
  const others = isPart ? /[^\w.~!$'()*,;:@/%-]/gu : /[^\w.~!$&'()*+,;=:@/%{}-]/gu;
  return text.replace(others, (character) => encodeURIComponent(/\p{Cs}/u.test(character) ? "\uFFFD" : character));
}

/** Whether `text` is a URI Template (RFC 6570). */
export function isTemplate(text: string): boolean {
  try {
    compileUriTemplate(text);
    return true;
  } catch {
    return false;
  }
}
