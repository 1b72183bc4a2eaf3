/** Group addresses of a house, as ETS exports them. */
export const exportedHouse = `<?xml version="1.0" encoding="utf-8"?>
<GroupAddress-Export xmlns="http://knx.org/xml/ga-export/01">
  <GroupRange Name="House" RangeStart="2048" RangeEnd="14335">
    <GroupAddress Name="Kitchen light switch" Address="1/0/1" DPTs="DPST-1-1" />
    <GroupAddress Name="Kitchen light switch status" Address="1/1/1" DPTs="DPST-1-1" />
    <GroupAddress Name="Kitchen light brightness" Address="1/2/1" DPTs="DPST-5-1" />
    <GroupAddress Name="Kitchen light brightness status" Address="1/3/1" DPTs="DPST-5-1" />
    <GroupAddress Name="Hall blind move" Address="2/0/1" DPTs="DPST-1-8" />
    <GroupAddress Name="Hall blind stop" Address="2/1/1" DPTs="DPST-1-7" />
    <GroupAddress Name="Hall blind position" Address="2/2/1" DPTs="DPST-5-1" />
    <GroupAddress Name="Hall blind position status" Address="2/3/1" DPTs="DPST-5-1" />
    <GroupAddress Name="Office temperature" Address="3/0/1" DPTs="DPST-9-1" />
    <GroupAddress Name="Office setpoint" Address="3/1/1" DPTs="DPST-9-1" />
    <GroupAddress Name="Attic temperature" Address="3/0/2" DPTs="DPST-9-1" />
    <GroupAddress Name="Clock" Address="6/0/1" DPTs="DPST-10-1" />
  </GroupRange>
</GroupAddress-Export>`;
