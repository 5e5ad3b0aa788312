export type {
  ContainerSeen,
  EndpointSeen,
  HostSeen,
  NetworkSeen,
  PublishedSeen,
  RawContainer,
  RawNetwork,
} from './docker.ts';
export { bridgeInterface, containerSeen, networkSeen } from './docker.ts';
export { addressesBetween, firstAddress, inSubnet, isIPv4, plainDestination } from './ipv4.ts';
export { rulesOf, tablesIn } from './rules/table.ts';
export type { Socket } from './sockets.ts';
export { isAny, isLoopback, listenersIn, socketsIn, socketText } from './sockets.ts';
