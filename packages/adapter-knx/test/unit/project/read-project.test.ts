import { pbkdf2Sync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { groupAddress, type KnxProject, readKnxProject } from "../../../src/index.js";
import { zipOf } from "../../support/zip.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const at = (text: string): number => groupAddress(text)!;
const found = ({ addresses }: KnxProject, text: string) => addresses.find(({ address }) => address === at(text));

const master = (schema: number): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<KNX xmlns="http://knx.org/xml/project/${schema}"><MasterData /></KNX>`;

/** As ETS 6 writes it: links of objects are short ids, an object of a module has its instance in its id. */
const installation = `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<KNX xmlns="http://knx.org/xml/project/22"><Project Id="P-0001"><Installations><Installation Name="">
  <Topology><Area Address="1"><Line Address="1"><Segment>
    <DeviceInstance Id="P-0001-0_DI-1" Address="5" Hardware2ProgramRefId="M-0083_H-1-1_HP-0001">
      <ComObjectInstanceRefs>
        <ComObjectInstanceRef RefId="O-1_R-1" Links="GA-1" />
        <ComObjectInstanceRef RefId="O-2_R-2" Links="GA-2 GA-3" DatapointType="DPST-1-11" />
        <ComObjectInstanceRef RefId="MD-1_M-4_MI-1_O-3-0_R-3" Links="GA-4" ReadFlag="Disabled" />
      </ComObjectInstanceRefs>
    </DeviceInstance>
  </Segment></Line></Area></Topology>
  <Locations><Space Type="Building" Name="House"><Space Type="Room" Name="Kitchen">
    <Function Id="P-0001-0_F-1" Name="Ceiling" Type="FT-1">
      <GroupAddressRef Role="SwitchOnOff" RefId="P-0001-0_GA-1" />
      <GroupAddressRef Role="InfoOnOff" RefId="P-0001-0_GA-2" />
      <GroupAddressRef Role="" RefId="P-0001-0_GA-99" />
    </Function>
  </Space></Space></Locations>
  <GroupAddresses><GroupRanges><GroupRange Name="Light"><GroupRange Name="Switch">
    <GroupAddress Id="P-0001-0_GA-1" Address="2049" Name="Switch &amp; more" DatapointType="DPST-1-1" />
    <GroupAddress Id="P-0001-0_GA-2" Address="2050" Name="Status" />
    <GroupAddress Id="P-0001-0_GA-3" Address="2051" Name="Both" Description="Two" Key="abc" />
    <GroupAddress Id="P-0001-0_GA-4" Address="2052" Name="Module" />
    <GroupAddress Id="P-0001-0_GA-5" Address="2053" Name="Alone" DatapointType="DPST-9-1 DPST-9-2" />
    <GroupAddress Id="P-0001-0_GA-6" Address="0" Name="Nobody" />
  </GroupRange></GroupRange></GroupRanges></GroupAddresses>
</Installation></Installations></Project></KNX>`;

const hardware = `<KNX><ManufacturerData><Hardware2Program Id="M-0083_H-1-1_HP-0001"><ApplicationProgramRef RefId="M-0083_A-1" /></Hardware2Program></ManufacturerData></KNX>`;

const program = `<KNX><ApplicationProgram Id="M-0083_A-1"><ComObjectTable>
  <ComObject Id="M-0083_A-1_O-1" ReadFlag="Disabled" WriteFlag="Enabled" CommunicationFlag="Enabled" />
  <ComObject Id="M-0083_A-1_O-2" ReadFlag="Disabled" WriteFlag="Disabled" CommunicationFlag="Enabled" DatapointType="DPT-1" />
  <ComObject Id="M-0083_A-1_MD-1_O-3-0" ReadFlag="Enabled" ObjectSize="1 Bit" />
</ComObjectTable><ComObjectRefs>
  <ComObjectRef Id="M-0083_A-1_O-1_R-1" RefId="M-0083_A-1_O-1" />
  <ComObjectRef Id="M-0083_A-1_O-2_R-2" RefId="M-0083_A-1_O-2" ReadFlag="Enabled" />
  <ComObjectRef Id="M-0083_A-1_MD-1_O-3-0_R-3" RefId="M-0083_A-1_MD-1_O-3-0" />
</ComObjectRefs></ApplicationProgram></KNX>`;

const programs = { "M-0083/Hardware.xml": hardware, "M-0083/M-0083_A-1.xml": program };
const named = '<KNX><Project><ProjectInformation Name="My house" /></Project></KNX>';
const open = {
  "knx_master.xml": master(22),
  "P-0001.signature": "x",
  "P-0001/0.xml": installation,
  "P-0001/project.xml": named,
  ...programs,
};

describe("an ETS project", () => {
  it("has its addresses, their groups and types, and its functions with their rooms", async () => {
    const project = await readKnxProject(zipOf(open));
    expect(project).toMatchObject({ name: "My house", problems: [] });
    expect(project.addresses).toHaveLength(5);
    expect(found(project, "1/0/1")).toEqual({
      address: at("1/0/1"),
      name: "Switch & more",
      description: "",
      ranges: ["Light", "Switch"],
      datapointType: "DPST-1-1",
      answers: false,
      takes: true,
      isSecured: false,
    });
    expect(project.functions).toEqual([
      {
        id: "P-0001-0_F-1",
        name: "Ceiling",
        type: "FT-1",
        spaces: ["House", "Kitchen"],
        members: [
          { role: "SwitchOnOff", address: at("1/0/1") },
          { role: "InfoOnOff", address: at("1/0/2") },
        ],
      },
    ]);
  });

  it("says by the flags of its devices' objects who answers, and by them what has no type", async () => {
    const project = await readKnxProject(zipOf(open));
    expect(found(project, "1/0/2")).toMatchObject({ answers: true, takes: false, datapointType: "DPST-1-11" });
    expect(found(project, "1/0/3")).toMatchObject({ answers: true, isSecured: true });
    expect(found(project, "1/0/4")).toMatchObject({ answers: false, datapointType: "DPT-1" });
    expect(found(project, "1/0/5")).toMatchObject({ answers: undefined, takes: undefined, datapointType: "DPST-9-1" });
  });

  it("says what it cannot read of devices, and goes on", async () => {
    const project = await readKnxProject(zipOf({ ...open, "M-0083/M-0083_A-1.xml": "<KNX>" }));
    expect(project.problems).toEqual([expect.stringContaining("devices of M-0083")]);
    expect(project.addresses).toHaveLength(5);
  });

  it("has links as elements before ETS 5.7, and buildings of parts in ETS 4", async () => {
    const older = installation
      .replaceAll(
        /<ComObjectInstanceRef RefId="O-1_R-1" Links="GA-1" \/>/g,
        '<ComObjectInstanceRef RefId="M-0083_A-1_O-1_R-1"><Connectors><Send GroupAddressRefId="P-0001-0_GA-1" /></Connectors></ComObjectInstanceRef>',
      )
      .replaceAll("Space ", "BuildingPart ")
      .replaceAll("</Space>", "</BuildingPart>");
    const project = await readKnxProject(zipOf({ ...open, "P-0001/0.xml": older }));
    expect(found(project, "1/0/1")).toMatchObject({ answers: false, takes: true });
    expect(project.functions[0]?.spaces).toEqual(["House", "Kitchen"]);
  });

  it("opens with the password of ETS 5, and with what ETS 6 makes of it", async () => {
    const inner = { "0.xml": installation, "project.xml": named };
    const made = pbkdf2Sync(
      Buffer.from("swordfish", "utf16le"),
      "21.project.ets.knx.org",
      65_536,
      32,
      "sha256",
    ).toString("base64");
    for (const [schema, password] of [
      [20, "swordfish"],
      [22, made],
    ] as const) {
      const project = zipOf({
        "knx_master.xml": master(schema),
        "P-0001.signature": "x",
        "P-0001.zip": zipOf(inner, { password }),
        ...programs,
      });
      expect((await readKnxProject(project, { password: "swordfish" })).addresses).toHaveLength(5);
      await expect(readKnxProject(project)).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
      await expect(readKnxProject(project, { password: "cod" })).rejects.toMatchObject({
        code: "WOT_CREDENTIALS_REFUSED",
      });
    }
  });

  it("is refused when it is none, too large, or no XML", async () => {
    await expect(readKnxProject(zipOf({ x: "y" }))).rejects.toThrow(/no ETS project/);
    await expect(readKnxProject(zipOf({ "P-0001.signature": "x" }))).rejects.toThrow(/no 0.xml/);
    await expect(readKnxProject(zipOf({ ...open, "P-0001/0.xml": "<KNX><a></b>" }))).rejects.toThrow(
      /no well-formed XML/,
    );
    await expect(readKnxProject(zipOf({ ...open, "P-0001/0.xml": "<a>".repeat(101) }))).rejects.toThrow(
      /more than 100 levels/,
    );
    await expect(readKnxProject(zipOf(open), { limits: { maxDocumentBytes: 100 } })).rejects.toThrow(/longer than 100/);
    await expect(readKnxProject(zipOf(open), { limits: { maxProjectBytes: 100 } })).rejects.toThrow(/longer than 100/);
    const billion = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><KNX Name="&c;" />';
    await expect(readKnxProject(zipOf({ ...open, "P-0001/0.xml": billion }))).rejects.toThrow(/no well-formed XML/);
  });
});

describe("an export of group addresses", () => {
  it("is read in XML, whatever the levels are", async () => {
    const project = await readKnxProject(
      bytes(`<?xml version="1.0"?><GroupAddress-Export xmlns="http://knx.org/xml/ga-export/01">
        <GroupRange Name="Light"><GroupRange Name="Switch">
          <GroupAddress Name="Hall" Address="1/0/1" DPTs="DPST-1-1" Description="x" />
        </GroupRange></GroupRange>
        <GroupAddress Name="Free" Address="2563" />
        <GroupAddress Name="Wrong" Address="9/9/9" />
      </GroupAddress-Export>`),
    );
    expect(found(project, "1/0/1")).toMatchObject({
      name: "Hall",
      ranges: ["Light", "Switch"],
      datapointType: "DPST-1-1",
      answers: undefined,
    });
    expect(found(project, "1/2/3")).toMatchObject({ name: "Free", datapointType: undefined });
    expect(project.problems).toEqual(["Wrong: 9/9/9 is no group address"]);
  });

  it.each([
    [
      "one column for names, semicolons",
      '"Group name";"Address";"Central";"Unfiltered";"Description";"DatapointType";"Security"\n"Light";"1/-/-";"";"";"";"";"Auto"\n"Switch";"1/0/-";"";"";"";"";"Auto"\n"Hall; ""big""";"1/0/1";"";"";"x";"DPST-1-1";"Auto"\n',
    ],
    [
      "a column for each level, tabs",
      'Main\tMiddle\tSub\tAddress\tCentral\tUnfiltered\tDescription\tDatapointType\r\nLight\t\t\t1/-/-\r\n\tSwitch\t\t1/0/-\r\n\t\t"Hall; ""big"""\t1/0/1\t\t\tx\tDPST-1-1\r\n',
    ],
    [
      "German headings, commas",
      '"Gruppenname","Adresse","Beschreibung","Datenpunkttyp"\n"Light","1/-/-"\n"Switch","1/0/-"\n"Hall; ""big""","1/0/1","x","DPST-1-1"',
    ],
  ])("is read as a table with %s", async (_, table) => {
    const project = await readKnxProject(bytes(table));
    expect(project.addresses).toHaveLength(1);
    expect(found(project, "1/0/1")).toMatchObject({
      name: 'Hall; "big"',
      description: "x",
      datapointType: "DPST-1-1",
      ranges: ["Light", "Switch"],
    });
  });

  it("is read in the code page of older versions", async () => {
    const table = Buffer.concat([Buffer.from("Name;Address\nK"), Buffer.from([0xfc]), Buffer.from("che;1/0/1\n")]);
    expect(found(await readKnxProject(table), "1/0/1")?.name).toBe("Küche");
  });

  it("is refused without a column of addresses", async () => {
    await expect(readKnxProject(bytes("a;b\n1;2"))).rejects.toThrow(/no column/);
    await expect(readKnxProject(new Uint8Array())).rejects.toThrow(/no column/);
  });
});
