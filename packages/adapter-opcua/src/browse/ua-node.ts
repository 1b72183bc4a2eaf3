import type { UaDataValue } from "../stack/ua-session.js";

/** What can be done with a variable, and how its value is made. */
export interface UaVariable {
  /** Node id of its data type. */
  readonly dataType: string;
  /** -1 for a scalar, 1 for an array; others are matrices, or leave it open (OPC 10000-3 §5.6.2). */
  readonly valueRank: number;
  readonly isReadable: boolean;
  readonly isWritable: boolean;
}

/** A method and its arguments. */
export interface UaMethod {
  readonly input: readonly UaArgument[];
  readonly output: readonly UaArgument[];
}

export interface UaArgument {
  readonly name: string;
  readonly description: string | undefined;
  readonly dataType: string;
  readonly valueRank: number;
}

/** An object, variable or method of a server, with all that is below it. */
export interface UaNode {
  readonly nodeId: string;
  /** URI of the namespace of its browse name. */
  readonly namespace: string;
  /** Browse name, without its namespace. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string | undefined;
  readonly kind: "object" | "variable" | "method";
  /** Node id of its type; `undefined` for a method. */
  readonly typeId: string | undefined;
  /** Browse name of its type, where the server says it. */
  readonly typeName: string | undefined;
  /** Whether it says something of its parent, such as a serial number, in place of being a part of it. */
  readonly isProperty: boolean;
  /** Of objects: whether events can be subscribed to. */
  readonly isNotifier: boolean;
  readonly variable: UaVariable | undefined;
  readonly method: UaMethod | undefined;
  /** Values of the properties of a variable, by their browse names: `EngineeringUnits`, `EURange`, `EnumStrings`, … */
  readonly properties: ReadonlyMap<string, UaDataValue>;
  readonly children: readonly UaNode[];
}

/** What a server has, as far as it is looked at. */
export interface AddressSpace {
  /** What is below the folder `Objects`, or below the nodes that were asked for. */
  readonly roots: readonly UaNode[];
  readonly problems: readonly string[];
}
