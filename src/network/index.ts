export { aimAt, goBy, meantBy } from './aim.ts';
export type { Block, StepId } from './block.ts';
export { stepIds } from './block.ts';
export type { Cause, CauseId } from './cause.ts';
export { causeIds, causeSaid, remedySaid } from './cause.ts';
export type {
  ContainerSeen,
  EndpointSeen,
  HostSeen,
  NetworkSeen,
  PublishedSeen,
} from './docker.ts';
export { bridgeInterface, namespaceOwner } from './docker.ts';
export type { RawContainer, RawNetwork } from './docker-api.ts';
export { containerSeen, networkSeen } from './docker-api.ts';
export type { Inspection } from './inspect.ts';
export { inspect } from './inspect.ts';
export { addressesBetween, firstAddress, inSubnet, isIPv4, plainDestination } from './ipv4.ts';
export { changedCells } from './map/changes.ts';
export { drawMap } from './map/draw/draw-map.ts';
export type { MapLine, MapSpan, MapTone, WidthOf } from './map/draw/line.ts';
export type { DrawOptions, MapOptions } from './map/draw/options.ts';
export type { Gap, Goal, GoalContainer } from './map/goal.ts';
export { gapsIn, goalMap } from './map/goal.ts';
export type { Json } from './map/json.ts';
export { mapJson } from './map/json.ts';
export { mapOf } from './map/map-of.ts';
export { mapMermaid } from './map/mermaid.ts';
export type {
  Bond,
  Joint,
  MapCell,
  MapHost,
  MapMachine,
  MapOutside,
  MapPort,
  MapRow,
  NetworkMap,
  Rail,
  RowNote,
  Standing,
  Uplink,
} from './map/model.ts';
export { mapSvg } from './map/svg/map-svg.ts';
export { drawWires } from './map/wires/draw-wires.ts';
export type { FoundWires, Wires } from './map/wires/model.ts';
export { wiresOf } from './map/wires/wires-of.ts';
export type { MapCode, MapWord } from './map/words.ts';
export { mapWords } from './map/words.ts';
export type { MatrixCell } from './matrix/cell.ts';
export { cellFinder, cellText } from './matrix/cell.ts';
export type { DrawnMatrix } from './matrix/draw-matrix.ts';
export { drawMatrix, matrixDifferences, matrixLegend } from './matrix/draw-matrix.ts';
export type {
  Container,
  Docker,
  Link,
  Machine,
  NameFiles,
  Route,
  Snapshot,
  Stack,
  Unread,
} from './model.ts';
export { isUnread } from './model.ts';
export { resolveAt } from './names.ts';
export type { Found, Place } from './places.ts';
export { findPlace, ownersOf, placesOf } from './places.ts';
export type { Prediction, Question, Route as PredictedRoute } from './predict.ts';
export { predict } from './predict.ts';
export type { DockerReading, HostReader, HostReading } from './reading.ts';
export { readHost } from './reading.ts';
export { reasonsOpen } from './reasons.ts';
export type { Way } from './routing.ts';
export type { Blamed } from './rules/blame.ts';
export { blame } from './rules/blame.ts';
export type { Packet } from './rules/packet.ts';
export type { Risen } from './rules/risen.ts';
export { risenBetween } from './rules/risen.ts';
export type { Chain, Rule, Tables } from './rules/table.ts';
export { rulesOf, tablesIn } from './rules/table.ts';
export { snapshot, snapshotOf } from './snapshot.ts';
export type { Socket } from './sockets.ts';
export { embeddedServer, isAny, isLoopback, listenersIn, socketsIn, socketText } from './sockets.ts';
export type {
  Namespace,
  SurveyAnswer,
  SurveyedLink,
  SurveyedNamespace,
  SurveyedPlace,
  SurveyedRoute,
} from './survey.ts';
