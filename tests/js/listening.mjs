/**
 * Listens to the kiosk's topic of the hall at the address in the first argument, and prints what it hears, line by line.
 */
const [, , address, topic, deviceKey] = process.argv;
Object.assign(globalThis, { location: new URL(address) });

const { listen } = await import("../../server/contract/js/client.js");

listen(
  [topic],
  {
    snapshot: ({ snapshot }) => console.log(snapshot.kind === "kiosk-snapshot" ? snapshot.lease_version : snapshot.kind),
    link: (isUp) => console.log(isUp ? "up" : "lost"),
  },
  { device_key: deviceKey },
);
