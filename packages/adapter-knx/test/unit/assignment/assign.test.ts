import { describe, expect, it } from "vitest";
import {
  type Assignment,
  assignmentTemplate,
  assignProject,
  groupAddressText,
  type KnxProject,
} from "../../../src/index.js";
import { type AddressRow, functionOf, house, projectOf } from "../../support/projects.js";

/** Devices by name: their kind, and their addresses by role. */
const rolesOf = (project: KnxProject): Readonly<Record<string, object>> =>
  Object.fromEntries(
    assignProject(project).devices.map((device) => [device.name, { kind: device.kind, ...byRole(device) }]),
  );

const byRole = ({ members }: Assignment): object =>
  Object.fromEntries(members.map(({ role, address }) => [role ?? address.name, groupAddressText(address.address)]));

describe("functions of ETS", () => {
  it("say which address does what, by the roles of ETS 5 and of ETS 6", () => {
    const rows: readonly AddressRow[] = [
      ["1/0/1", "a", "DPST-1-1"],
      ["1/0/2", "b", "DPST-1-1"],
      ["1/0/3", "c", "DPST-3-7"],
      ["1/0/4", "d", "DPST-5-1"],
      ["1/0/5", "e", "DPST-5-1"],
    ];
    const roles = ["SwitchOnOff", "InfoOnOff", "DimmingControl", "DimmingValue", "InfoDimmingValue"];
    const older = [
      "SwitchOnOff",
      "InfoOnOff",
      "RelativeSetvalueControl",
      "AbsoluteSetvalueControl",
      "ActualDimmingValue",
    ];
    const membersOf = (names: readonly string[]) =>
      Object.fromEntries(names.map((name, index) => [name, rows[index]![0]]));
    for (const [type, names] of [
      ["FT-6", roles],
      ["DimmableLight", older],
    ] as const) {
      expect(rolesOf(projectOf(rows, [functionOf("F-1", type, "Lamp", membersOf(names))]))).toEqual({
        "Kitchen Lamp": {
          kind: "light",
          switch: "1/0/1",
          switchStatus: "1/0/2",
          dim: "1/0/3",
          brightness: "1/0/4",
          brightnessStatus: "1/0/5",
        },
      });
    }
  });

  it("have the value that is set under the role of the one that is told, in the deprecated type", () => {
    const lamp = functionOf("F-1", "FT-2", "Lamp", { InfoDimmingValue: "1/0/1" });
    expect(rolesOf(projectOf([["1/0/1", "a", "DPST-5-1"]], [lamp]))).toEqual({
      "Kitchen Lamp": { kind: "light", brightness: "1/0/1" },
    });
  });

  it("leave what their roles do not say to names, and what cannot be to nobody", () => {
    const rows: readonly AddressRow[] = [
      ["1/0/1", "Lamp colour temperature", "DPST-7-600"],
      ["1/0/2", "Lamp", "DPST-9-1"],
    ];
    const own = functionOf("F-1", "FT-1", "Lamp", { "": "1/0/1", SwitchOnOff: "1/0/2" });
    expect(rolesOf(projectOf(rows, [own]))).toEqual({
      "Kitchen Lamp": { kind: "light", colourTemperature: "1/0/1", Lamp: "1/0/2" },
    });
  });
});

describe("names and datapoint types", () => {
  it.each<[string, readonly AddressRow[], object]>([
    [
      "a lamp in German",
      [
        ["1/0/1", "EG Küche Deckenleuchte schalten", "DPST-1-1"],
        ["1/1/1", "EG Küche Deckenleuchte Status", "DPST-1-1"],
        ["1/2/1", "EG Küche Deckenleuchte dimmen", "DPST-3-7"],
        ["1/3/1", "EG Küche Deckenleuchte Dimmwert", "DPST-5-1"],
        ["1/4/1", "EG Küche Deckenleuchte Dimmwert RM", "DPST-5-1"],
      ],
      {
        "EG Küche Deckenleuchte": {
          kind: "light",
          switch: "1/0/1",
          switchStatus: "1/1/1",
          dim: "1/2/1",
          brightness: "1/3/1",
          brightnessStatus: "1/4/1",
        },
      },
    ],
    [
      "a blind in German, and a lamp of the same name",
      [
        ["2/0/1", "Bad Auf/Ab", "DPST-1-8"],
        ["2/1/1", "Bad Stopp", "DPST-1-7"],
        ["2/2/1", "Bad Position", "DPST-5-1"],
        ["2/3/1", "Bad Position Status", "DPST-5-1"],
        ["2/4/1", "Bad Lamellen Status", "DPST-5-1"],
        ["1/0/2", "Bad Licht", "DPST-1-1"],
      ],
      {
        Bad: {
          kind: "blind",
          move: "2/0/1",
          stop: "2/1/1",
          position: "2/2/1",
          positionStatus: "2/3/1",
          slatsStatus: "2/4/1",
        },
        "Bad Licht": { kind: "light", switch: "1/0/2" },
      },
    ],
    [
      "a heating, and a sensor",
      [
        ["3/0/1", "Wohnzimmer Ist-Temperatur", "DPST-9-1"],
        ["3/1/1", "Wohnzimmer Sollwert", "DPST-9-1"],
        ["3/2/1", "Wohnzimmer Sollwert Status", "DPST-9-1"],
        ["3/3/1", "Wohnzimmer Ventil", "DPST-5-1"],
        ["3/0/2", "Flur Temperatur", "DPST-9-1"],
        ["3/4/2", "Flur Feuchte", "DPST-9-7"],
        ["3/5/2", "Flur CO2", "DPST-9-8"],
      ],
      {
        Wohnzimmer: {
          kind: "climate",
          temperature: "3/0/1",
          setpoint: "3/1/1",
          setpointStatus: "3/2/1",
          valve: "3/3/1",
        },
        Flur: { kind: "sensor", temperature: "3/0/2", humidity: "3/4/2", co2: "3/5/2" },
      },
    ],
    [
      "a socket with a meter",
      [
        ["4/0/1", "Steckdose Büro schalten", "DPST-1-1"],
        ["4/1/1", "Pumpe schalten", "DPST-1-1"],
      ],
      { "Steckdose Büro": { kind: "socket", switch: "4/0/1" }, Pumpe: { kind: "switch", switch: "4/1/1" } },
    ],
    ["a scene", [["5/0/1", "Kino Szene", "DPST-18-1"]], { "Kino Szene": { kind: "scene", scene: "5/0/1" } }],
  ])("say what is %s", (_, rows, expected) => {
    expect(rolesOf(projectOf(rows))).toEqual(expected);
  });

  it("leave what is not sure as it is, with its neighbours", () => {
    const rows: readonly AddressRow[] = [
      ["1/0/1", "Hall percentage", "DPST-5-1"],
      ["1/0/2", "schalten", "DPST-1-1"],
      ["1/0/3", "Time", "DPST-10-1"],
    ];
    expect(rolesOf(projectOf(rows))).toEqual({
      "Main Middle": { kind: "other", "Hall percentage": "1/0/1", schalten: "1/0/2", Time: "1/0/3" },
    });
  });

  it("give the second address of a role to nobody", () => {
    const rows: readonly AddressRow[] = [
      ["1/0/1", "Hall light switch", "DPST-1-1"],
      ["1/0/2", "Hall light on/off", "DPST-1-1"],
    ];
    expect(rolesOf(projectOf(rows))).toEqual({
      "Hall light": { kind: "light", switch: "1/0/1", "Hall light on/off": "1/0/2" },
    });
  });
});

describe("a project", () => {
  it("has each address in one device, or says why in none", () => {
    const { devices, problems } = assignProject(house);
    const used = devices.flatMap(({ members }) => members.map(({ address }) => address.address));
    expect(new Set(used).size).toBe(used.length);
    expect(used.length + problems.length).toBe(house.addresses.length);
    expect(new Set(devices.map(({ key }) => key)).size).toBe(devices.length);
  });

  it("says of secured addresses, unknown types and none why they are not offered", () => {
    const rows: readonly AddressRow[] = [
      ["1/0/1", "a", "DPST-1-1", { isSecured: true }],
      ["1/0/2", "b", "DPST-999-1"],
      ["1/0/3", "c"],
    ];
    expect(assignProject(projectOf(rows)).problems).toEqual([
      "1/0/1 a: is secured (KNX Data Secure)",
      "1/0/2 b: DPST-999-1 is no datapoint type that is known",
      "1/0/3 c: has no datapoint type",
    ]);
  });

  it("is written as a list for its owner, who gives it back and changes nothing by that", () => {
    const template = assignmentTemplate(house);
    expect(template[0]).toEqual({
      key: "F-1",
      name: "Kitchen Ceiling",
      kind: "light",
      addresses: {
        switch: "1/0/1",
        switchStatus: "1/1/1",
        dim: "1/2/1",
        brightness: "1/3/1",
        brightnessStatus: "1/4/1",
      },
    });
    const again = assignProject(house, JSON.parse(JSON.stringify(template)));
    expect(again.devices.map(({ key, kind }) => [key, kind])).toEqual(template.map(({ key, kind }) => [key, kind]));
  });

  it.each([
    [{ key: "a b" }, /key of letters/],
    [{ kind: "__proto__" }, /kind is one of/],
    [{ addresses: { switch: "9/9/9" } }, /no group address/],
    [{ addresses: { nothing: "1/0/1" } }, /which is none/],
    [{ addresses: { brightness: "1/0/1" } }, /cannot be brightness/],
    [{ addresses: { switch: "7/0/1" } }, /no datapoint type/],
    [{ addresses: null }, /object of roles/],
    [{ addresses: { switch: 5 } }, /no group address/],
    [{ scene: 64 }, /from 0 to 63/],
    [{ others: "1/0/1" }, /a list/],
  ])("takes no device of its owner's that cannot be: %j", (wrong, why) => {
    const device = { key: "lamp", name: "Lamp", kind: "light", addresses: {}, ...wrong } as never;
    expect(assignProject(house, [device]).problems).toContainEqual(expect.stringMatching(why));
  });

  it("may have types from its owner that the project does not say", () => {
    const device = {
      key: "x",
      name: "X",
      kind: "switch",
      addresses: { switch: "5/0/2" },
      datapointTypes: { "5/0/2": "1.001" },
    } as const;
    expect(assignProject(house, [device]).problems).toEqual([]);
  });
});
