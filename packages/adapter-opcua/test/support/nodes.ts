import type { FakeNode } from "./fake-server.js";

export const id = (path: string): string => `nsu=urn:example;s=${path}`;

const unece = "http://www.opcfoundation.org/UA/units/un/cefact";

/** An `EUInformation` of a common code. */
export const unit = (code: string, sign: string): object => ({
  NamespaceUri: unece,
  UnitId: [...code].reduce((number, letter) => number * 256 + letter.charCodeAt(0), 0),
  DisplayName: sign,
});

export const celsius = { EngineeringUnits: unit("CEL", "°C") };
export const percent = { EngineeringUnits: unit("P1", "%") };

export const variable = (path: string, value: unknown, more: Partial<FakeNode> = {}): FakeNode => ({
  id: id(path),
  name: path.slice(path.lastIndexOf("/") + 1),
  kind: "variable",
  dataType: typeof value === "boolean" ? "i=1" : typeof value === "string" ? "i=12" : "i=11",
  value,
  ...more,
});

export const object = (path: string, children: FakeNode[], more: Partial<FakeNode> = {}): FakeNode => ({
  id: id(path),
  name: path.slice(path.lastIndexOf("/") + 1),
  kind: "object",
  children,
  ...more,
});

export const folder = (path: string, children: FakeNode[]): FakeNode => object(path, children, { typeId: "i=61" });

/** A controller of a room, as most servers have one. */
export const room = (path = "Room"): FakeNode =>
  object(path, [
    variable(`${path}/RoomTemperature`, 21.5, { properties: celsius }),
    variable(`${path}/Setpoint`, 21, { isWritable: true, properties: { ...celsius, EURange: { Low: 5, High: 35 } } }),
    variable(`${path}/Mode`, 1, {
      dataType: "i=6",
      isWritable: true,
      properties: { EnumStrings: ["Off", "Heat", "Cool", "Auto"] },
    }),
    variable(`${path}/Vendor`, "ACME", { isProperty: true }),
  ]);
