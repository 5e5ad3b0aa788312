/** A container's place on one network. Addresses are absent while the container doesn't run. */
export type EndpointSeen = {
  readonly network: string;
  readonly address: string | undefined;
  readonly prefix: number | undefined;
  readonly mac: string | undefined;
  readonly gateway: string | undefined;
  /** As the learner gave them; up to engine 25 the short id, too. */
  readonly aliases: readonly string[];
  /** Aliases, and from engine 25 on every name the embedded DNS server knows it by there. */
  readonly names: readonly string[];
  /** Names of others that hold for it alone there, by `--link`: `db:mydb`. */
  readonly links: readonly string[];
};

export type ContainerSeen = {
  readonly id: string;
  readonly name: string;
  /** As Docker says it: `running`, `exited`, `created`, `paused`, `restarting`, … */
  readonly state: string;
  readonly exit: number;
  /** Why Docker could not start it, as Docker says it; empty when it could. */
  readonly error: string;
  readonly hostname: string;
  /** When it was last started, as Docker writes times; empty before the first start. */
  readonly startedAt: string;
  /** Its first process; undefined while there is none. */
  readonly pid: number | undefined;
  /** As the learner named it. */
  readonly image: string;
  readonly imageId: string;
  readonly tty: boolean;
  readonly stdin: boolean;
  /** Network mode as Docker says it. */
  readonly networkMode: string;
  /** The same, with `default` read as `bridge`: the CLI sends `default` up to engine 25. */
  readonly mode: string;
  readonly endpoints: readonly EndpointSeen[];
  /** How often Docker started it again by itself, by its restart policy. */
  readonly restarts: number;
  /** Ports of it that are published now. */
  readonly published: readonly PublishedSeen[];
  /** Ports its image or `--expose` declares, as `80/tcp`; the published ones are among them. */
  readonly declared: readonly string[];
  /** Ports that were to be published when it was made, as `80/tcp`: in host and none mode nothing comes of it. */
  readonly asked: readonly string[];
};

/** A port of a container, published on the host. */
export type PublishedSeen = {
  readonly port: number;
  /** `tcp` or `udp`. */
  readonly protocol: string;
  /** Address of the host; `0.0.0.0` or `::` for all of one family. */
  readonly address: string;
  readonly hostPort: number;
};

export type NetworkSeen = {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly internal: boolean;
  readonly subnet: string | undefined;
  readonly gateway: string | undefined;
  /** The part of the subnet that addresses are handed out from, where it is not the whole. */
  readonly range: string | undefined;
  readonly options: Readonly<Record<string, string>>;
  /**
   * Addresses of the hosts that this one counts among those of an overlay network, itself included. With a host come and go
   * the names of its containers and the ways to them. Absent where the host has nothing on it, and for any other network.
   */
  readonly peers?: readonly string[];
};

/** What one look at a host's Docker gave. */
export type HostSeen =
  | {
      readonly daemon: 'up';
      readonly host: string;
      readonly containers: readonly ContainerSeen[];
      readonly networks: readonly NetworkSeen[];
    }
  | {
      readonly daemon: 'down';
      readonly host: string;
      /** What the daemon said as it ended, when it ended by itself. */
      readonly lastError: string | undefined;
      /** The end of its log. */
      readonly log: string;
    };

/** The interface of a network on the host, or undefined for one without a bridge. */
export function bridgeInterface(network: NetworkSeen): string | undefined {
  if (network.driver !== 'bridge') return undefined;
  return network.options['com.docker.network.bridge.name'] ?? `br-${network.id.slice(0, 12)}`;
}

/** Whether containers on a network are kept apart from one another. */
export function isIccOff({ options }: NetworkSeen): boolean {
  return options['com.docker.network.bridge.enable_icc'] === 'false';
}

/** Id or name of the container into whose namespace one was started, by `--network container:X`; undefined for any other. */
export function namespaceOwnerId({ mode }: Pick<ContainerSeen, 'mode'>): string | undefined {
  const prefix = 'container:';
  return mode.startsWith(prefix) ? mode.slice(prefix.length) : undefined;
}

/** That container, as long as it is there. */
export function namespaceOwner<Seen extends ContainerSeen>(
  one: Seen,
  all: readonly Seen[],
): Seen | undefined {
  const named = namespaceOwnerId(one);
  return named === undefined
    ? undefined
    : all.find(other => other !== one && (other.id === named || other.name === named));
}
