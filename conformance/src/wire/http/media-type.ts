/** Type and subtype in lower case, without parameters (RFC 9110 §8.3.1); `undefined` stays so. */
export function essenceOf(contentType: string | undefined): string | undefined {
  return contentType?.split(";", 1)[0]?.trim().toLowerCase();
}

/** Whether content of this type is a JSON text: `application/json` or a type with the suffix (RFC 6839 §3.1). */
export function isJson(contentType: string | undefined): boolean {
  const essence = essenceOf(contentType) ?? "";
  return essence === "application/json" || essence.endsWith("+json");
}

/** The value of a parameter, without quotes (RFC 9110 §5.6.6); `undefined` where there is none. */
export function parameterOf(contentType: string | undefined, name: string): string | undefined {
  const parameters = (contentType ?? "").split(";").slice(1);
  const found = parameters
    .map((each) => each.split("="))
    .find(([each = ""]) => each.trim().toLowerCase() === name.toLowerCase());
  return found?.[1]?.trim().replace(/^"|"$/g, "");
}
