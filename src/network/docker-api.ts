import type { ContainerSeen, EndpointSeen, NetworkSeen, PublishedSeen } from './docker.ts';
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
