import { ThingDescriptionError } from "@thingwright/errors";

/** The error for a Thing Model that breaks a rule; `url` says which one of several. */
export function broken(url: string, pointer: string, what: string, assertion?: string): ThingDescriptionError {
  const message = `${pointer === "" ? "the Thing Model" : pointer}${url === "" ? "" : ` of ${url}`} ${what}`;
  return new ThingDescriptionError("WOT_TD_INVALID", message, {
    pointer,
    ...(assertion === undefined ? {} : { assertion }),
  });
}

/** The error for Thing Models over the limit `name`. */
export const overLimit = (url: string, name: string, limit: number): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_LIMIT", `${url === "" ? "the Thing Model" : url} is over ${name} (${limit})`);
