/** A packet, as far as rules look at it. */
export type Packet = {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly source: string;
  readonly destination: string;
  /** Port it goes to, and the one it comes from; undefined where there is none, or any. */
  readonly port: number | undefined;
  readonly sourcePort: number | undefined;
  /** Whether it is the answer to one that went before. */
  readonly reply: boolean;
  /** What the first packet of the connection was sent to, before anything was translated. */
  readonly original: {
    readonly source: string;
    readonly destination: string;
    readonly port: number | undefined;
  };
  /** Whether the destination was translated on this machine. */
  readonly translated: boolean;
};

/** A packet at one place of a machine where rules are asked. */
export type AtHook = {
  readonly packet: Packet;
  /** Interfaces by name; for what passes through a bridge, both are the bridge. */
  readonly in: string | undefined;
  readonly out: string | undefined;
  /** The ports of the bridge, for what passes through one. */
  readonly bridged?: { readonly in: string | undefined; readonly out: string | undefined };
  /** Whether an address is one of the machine's own. */
  readonly isLocal: (address: string) => boolean;
};

/** The first packet of a connection. Its source is that of the interface it leaves by. */
export function firstPacket(
  protocol: Packet['protocol'],
  destination: string,
  port: number | undefined,
): Packet {
  return {
    protocol,
    source: '',
    destination,
    port,
    sourcePort: undefined,
    reply: false,
    original: { source: '', destination, port },
    translated: false,
  };
}
