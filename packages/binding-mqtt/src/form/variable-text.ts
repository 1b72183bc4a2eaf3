/** Values of variables, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/**
 * What `text` stands for: `{name}` alone for the value of the variable, in a longer text for the value written out by
 * `String`. A name without a value stays as it is.
 */
export function fillText(text: string, variables: Variables): unknown {
  const [, whole] = /^\{([^{}]+)\}$/.exec(text) ?? [];
  if (whole !== undefined && Object.hasOwn(variables, whole)) return variables[whole];
  return writeOut(text, variables, String);
}

/** `text` with the value of each `{name}` written out by `write`; a name without a value stays as it is. */
export function writeOut(text: string, variables: Variables, write: (value: unknown, name: string) => string): string {
  if (!text.includes("{")) return text;
  return text.replace(/\{([^{}]+)\}/g, (expression, name: string) =>
    Object.hasOwn(variables, name) ? write(variables[name], name) : expression,
  );
}
