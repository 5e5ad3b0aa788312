import type { LabHost } from '../../lab/index.ts';
import { type ContainerSeen, namespaceOwner } from '../../network/index.ts';
import { type Judgement, obstacleJudgement, verdictOf } from '../judgement.ts';
import { absentContainer, dockerOf, findContainer, plainImage, stateEvidence, stateSaid } from '../lookup.ts';
import { isObstacle, type Obstacle } from '../obstacle.ts';
import { fill } from '../resolve.ts';
import { type CheckOf, type Said, said, splitHost, valueSaid } from '../schema/index.ts';
import { imageId } from '../view.ts';
import { all, type Probe } from './probe.ts';

export type ContainerRaw =
  | { readonly container: undefined; readonly absent: Obstacle }
  | {
      readonly container: ContainerSeen;
      /** Whether it comes from the wanted image; true when none is wanted. */
      readonly fromImage: boolean;
      /** Its network mode with the name of a container in place of its id. */
      readonly mode: string;
      /** Placeholders filled. */
      readonly wantedId: string | undefined;
    };

/** Looks at a container: is it there, in which state, and how was it started? */
export const container: Probe<'container', ContainerRaw> = {
  codes: [
    'container.absent',
    'container.absent-but',
    'container.running',
    'container.exited',
    'container.created',
    'container.paused',
    'container.other-state',
    'container.image',
    'container.other-id',
    'container.mode',
    'container.restarts',
    'container.no-tty',
    'container.has-tty',
  ],

  async run(check, scene, signal) {
    const { host, name } = splitHost(check.name);
    const docker = await dockerOf(host, scene);
    if (isObstacle(docker)) return docker;
    const first = findContainer(docker, name);
    const found =
      first === undefined || check.state !== 'running' ? first : await scene.steady(host, first, signal);
    if (found === undefined) {
      const absent = absentContainer(docker, name, scene.context.names, check.image);
      return { container: undefined, absent };
    }
    if (isObstacle(found)) return found;
    const joined = namespaceOwner(found, docker.containers);
    const image = await isFrom(found, check.image, scene.host(host), signal);
    if (isObstacle(image)) return image;
    const wantedId = await fill(check.containerId, scene);
    if (isObstacle(wantedId)) return wantedId;
    return {
      container: found,
      fromImage: image.yes,
      mode: joined === undefined ? found.mode : `container:${joined.name}`,
      wantedId: wantedId.text,
    };
  },

  judge(check, raw) {
    if (raw.container === undefined)
      return { ...obstacleJudgement(raw.absent), verdict: verdictOf(check.state === 'absent') };
    const seen = raw.container;
    if (seen.state !== check.state)
      return { verdict: 'fail', got: stateSaid(seen), evidence: stateEvidence(seen) };
    return judgeStart(check, raw);
  },

  asked: check => said('asked.container', { name: check.name }),
  expected: check =>
    all([
      said(`expect.container.${check.state}`),
      ...(check.image === undefined ? [] : [said('expect.container.image', { image: check.image })]),
      ...(check.tty === undefined
        ? []
        : [said(check.tty ? 'expect.container.tty' : 'expect.container.no-tty')]),
      ...(check.containerId === undefined
        ? []
        : [said('expect.container.id', { id: valueSaid(check.containerId) })]),
      ...(check.restarts?.atLeast === undefined
        ? []
        : [said('expect.container.restarts-least', { count: check.restarts.atLeast })]),
      ...(check.restarts?.atMost === undefined
        ? []
        : [said('expect.container.restarts-most', { count: check.restarts.atMost })]),
      ...(check.networkMode === undefined
        ? []
        : [said('expect.container.mode', { mode: check.networkMode })]),
    ]),
};

/** Another name for the same image (a tag, an id) counts as well. */
async function isFrom(
  seen: ContainerSeen,
  image: string | undefined,
  host: LabHost | Obstacle,
  signal: AbortSignal,
): Promise<{ readonly yes: boolean } | Obstacle> {
  if (image === undefined || plainImage(seen.image) === plainImage(image)) return { yes: true };
  if (isObstacle(host)) return host;
  const wanted = await imageId(host, image, signal);
  return isObstacle(wanted) ? wanted : { yes: wanted.id === seen.imageId };
}

function judgeStart(
  check: CheckOf<'container'>,
  raw: Extract<ContainerRaw, { fromImage: boolean }>,
): Judgement {
  const seen = raw.container;
  const { name } = seen;
  const inspected = (
    verdict: Judgement['verdict'],
    got: Said,
    format: string,
    output: string,
  ): Judgement => ({
    verdict,
    got,
    evidence: { command: `docker inspect -f '${format}' ${name}`, output },
  });
  if (raw.wantedId !== undefined && !seen.id.startsWith(raw.wantedId)) {
    const id = seen.id.slice(0, 12);
    return inspected(
      'fail',
      said('container.other-id', { name, id, wanted: raw.wantedId }),
      '{{.Id}}',
      seen.id,
    );
  }
  if (!raw.fromImage)
    return inspected(
      'fail',
      said('container.image', { name, image: seen.image }),
      '{{.Config.Image}}',
      seen.image,
    );
  const hasTty = seen.tty && seen.stdin;
  if (check.tty !== undefined && hasTty !== check.tty) {
    const got = said(hasTty ? 'container.has-tty' : 'container.no-tty', { name });
    return inspected('fail', got, '{{.Config.Tty}} {{.Config.OpenStdin}}', `${seen.tty} ${seen.stdin}`);
  }
  if (check.networkMode !== undefined && raw.mode !== check.networkMode) {
    const got = said('container.mode', { name, mode: raw.mode });
    return inspected('fail', got, '{{.HostConfig.NetworkMode}}', seen.networkMode);
  }
  const { restarts } = seen;
  const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = check.restarts ?? {};
  if (restarts < atLeast || restarts > atMost) {
    const got = said('container.restarts', { name, count: restarts });
    return inspected('fail', got, '{{.RestartCount}}', String(restarts));
  }
  return { verdict: 'pass', got: stateSaid(seen), evidence: stateEvidence(seen) };
}
