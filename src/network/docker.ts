import { firstAddress } from './ipv4.ts';

/** What is read of a container of Docker's API. Fields come as null, empty or not at all, depending on engine and state. */
export type RawContainer = {
  readonly Id: string;
  readonly Name: string;
  readonly Image: string;
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly Pid: number;
    readonly StartedAt?: string | undefined;
    readonly Error?: string | undefined;
  };
  readonly RestartCount?: number | undefined;
  readonly Config: {
    readonly Image: string;
    readonly Hostname?: string | undefined;
    readonly Tty: boolean;
    readonly OpenStdin: boolean;
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null | undefined;
  };
  readonly HostConfig: {
    readonly NetworkMode?: string | undefined;
    readonly PortBindings?: unknown;
  };
  readonly NetworkSettings: {
    readonly Ports?: Readonly<Record<string, readonly RawBinding[] | null>> | null;
    readonly Networks?: Readonly<Record<string, RawEndpoint>> | null;
  };
};

type RawBinding = { readonly HostIp?: string | undefined; readonly HostPort: string };

/** What is read of a network of Docker's API. */
export type RawNetwork = {
  readonly Id: string;
  readonly Name: string;
  readonly Driver: string;
  readonly Internal: boolean;
  readonly IPAM?: { readonly Config?: readonly RawPool[] | null | undefined } | undefined;
  readonly Options?: Readonly<Record<string, string>> | null | undefined;
  /** Of an overlay network that the host has containers on, and only where it was asked for alone. */
  readonly Peers?: readonly { readonly IP: string }[] | null | undefined;
};
type RawPool = {
  readonly Subnet?: string | undefined;
  readonly Gateway?: string | undefined;
  readonly IPRange?: string | undefined;
};

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

/** A container of Docker's API, reduced to what probes read. */
export function containerSeen(raw: RawContainer): ContainerSeen {
  const published = Object.entries(raw.NetworkSettings.Ports ?? {}).flatMap(([name, bindings]) =>
    (bindings ?? []).map(binding => publishedSeen(name, binding)),
  );
  const networkMode = raw.HostConfig.NetworkMode ?? 'default';
  return {
    id: raw.Id,
    name: raw.Name.replace(/^\//, ''),
    state: raw.State.Status,
    exit: raw.State.ExitCode,
    error: raw.State.Error ?? '',
    hostname: raw.Config.Hostname ?? '',
    startedAt: raw.State.StartedAt ?? '',
    pid: raw.State.Pid > 0 ? raw.State.Pid : undefined,
    image: raw.Config.Image,
    imageId: raw.Image,
    tty: raw.Config.Tty,
    stdin: raw.Config.OpenStdin,
    networkMode,
    mode: networkMode === 'default' ? 'bridge' : networkMode,
    endpoints: Object.entries(raw.NetworkSettings.Networks ?? {}).map(([network, endpoint]) =>
      endpointSeen(network, endpoint),
    ),
    restarts: raw.RestartCount ?? 0,
    published,
    declared: Object.keys(raw.Config.ExposedPorts ?? {}),
    asked: Object.keys(raw.HostConfig.PortBindings ?? {}),
  };
}

function publishedSeen(name: string, { HostIp, HostPort }: RawBinding): PublishedSeen {
  const [port = '', protocol = 'tcp'] = name.split('/');
  return { port: Number(port), protocol, address: HostIp || '0.0.0.0', hostPort: Number(HostPort) };
}

type RawEndpoint = {
  readonly IPAddress?: string | undefined;
  readonly IPPrefixLen?: number | undefined;
  readonly MacAddress?: string | undefined;
  readonly Gateway?: string | undefined;
  readonly Aliases?: unknown;
  readonly DNSNames?: unknown;
  readonly Links?: unknown;
};

function endpointSeen(network: string, raw: RawEndpoint): EndpointSeen {
  const address = raw.IPAddress || undefined;
  return {
    network,
    address,
    prefix: address === undefined ? undefined : raw.IPPrefixLen,
    mac: raw.MacAddress || undefined,
    gateway: raw.Gateway || undefined,
    aliases: strings(raw.Aliases),
    names: [...new Set([...strings(raw.Aliases), ...strings(raw.DNSNames)])],
    links: strings(raw.Links),
  };
}

/** A network of Docker's API, reduced to what probes read. */
export function networkSeen(raw: RawNetwork): NetworkSeen {
  // An IPv6 pool may stand beside the IPv4 one; probes speak IPv4.
  const pool = (raw.IPAM?.Config ?? []).find(
    config => config.Subnet !== undefined && !config.Subnet.includes(':'),
  );
  const gateway = pool?.Gateway?.replace(/\/.*$/, '');
  return {
    id: raw.Id,
    name: raw.Name,
    driver: raw.Driver,
    internal: raw.Internal,
    subnet: pool?.Subnet,
    // Engine 20.10 leaves the gateway of `bridge` out on its first start; docker0 then has the first address.
    gateway: gateway ?? (raw.Driver === 'bridge' && pool?.Subnet ? firstAddress(pool.Subnet) : undefined),
    range: pool?.IPRange || undefined,
    options: raw.Options ?? {},
    ...(raw.Peers == null ? {} : { peers: raw.Peers.map(({ IP }) => IP) }),
  };
}

function strings(list: unknown): string[] {
  return Array.isArray(list) ? list.filter(item => typeof item === 'string') : [];
}

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
