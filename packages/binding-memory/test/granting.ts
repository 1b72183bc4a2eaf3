import { Condition, type TestProperty } from "@thingwright/contract-tests";

/** Lets a property grant observations only after the returned function has been called. */
export function granting(property: TestProperty): () => void {
  const observe = property.observe.bind(property);
  const condition = new Condition();
  let isGranted = false;
  const granted = async (...given: Parameters<typeof observe>): Promise<ReturnType<typeof observe>> => {
    await condition.until(() => isGranted, "the grant", 1000);
    return observe(...given);
  };
  Object.assign(property, { observe: granted });
  return () => {
    isGranted = true;
    condition.changed();
  };
}
