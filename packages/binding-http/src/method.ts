import type { EffectiveForm, Operation } from "@thingwright/td";

/**
 * The method of each operation when a Form names none. The first seven lines are TD 1.1 §8.3.1
 * (`td-default-http-method`); the others are the HTTP Binding Template's and the Profile's.
 */
const defaultMethods: ReadonlyMap<Operation, string> = new Map([
  ["readproperty", "GET"],
  ["writeproperty", "PUT"],
  ["invokeaction", "POST"],
  ["readallproperties", "GET"],
  ["writeallproperties", "PUT"],
  ["readmultipleproperties", "GET"],
  ["writemultipleproperties", "PUT"],
  ["queryaction", "GET"],
  ["cancelaction", "DELETE"],
  ["queryallactions", "GET"],
]);

/** Methods that a Form may name; CONNECT and TRACE mean something else than an interaction. */
const formMethods: ReadonlySet<string> = new Set(["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS"]);

/** The method for `operation` when the Form says nothing: GET for everything that subscribes. */
export const defaultMethod = (operation: Operation): string => defaultMethods.get(operation) ?? "GET";

/**
 * The method that `form` asks for, or `undefined` when it names one that no Form may use. `htv:methodName` counts for
 * the operations that the Form lists: the status of an action may be asked for with the Form that invoked it.
 *
 * @param unnamed - the method when it names none
 */
export function methodOf(
  form: EffectiveForm,
  operation: Operation,
  unnamed: string = defaultMethod(operation),
): string | undefined {
  const named = form.form["htv:methodName"];
  if (named === undefined || !form.op.includes(operation)) return unnamed;
  const method = String(named).toUpperCase();
  return formMethods.has(method) ? method : undefined;
}
