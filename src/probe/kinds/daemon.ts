import type { HostSeen } from '../../network/index.ts';
import { type ConfigSeen, otherSetting, settingsOf } from '../daemon-config.ts';
import { asRecord, excerpt } from '../evidence.ts';
import { type Judgement, obstacleJudgement, verdictOf } from '../judgement.ts';
import { daemonDown, findNetwork } from '../lookup.ts';
import { isObstacle } from '../obstacle.ts';
import { readAt, textOf } from '../reading.ts';
import { type CheckOf, parsePlace, placeSaid, said } from '../schema/index.ts';
import { sourceOf } from '../source.ts';
import { all, type Probe } from './probe.ts';

export type DaemonRaw = {
  readonly seen: HostSeen;
  /** Its settings as files; read where they are asked for. */
  readonly config?: ConfigSeen | undefined;
};

const folder = '/etc/docker';

/** Looks at the lab host's Docker daemon: does it run, and with which options? */
export const daemon: Probe<'daemon', DaemonRaw> = {
  codes: [
    'daemon.up',
    'daemon.down',
    'daemon.option',
    'daemon.option-missing',
    'daemon.config',
    'daemon.config-unread',
    'daemon.config-misnamed',
    'daemon.config-no-file',
    'daemon.config-broken',
    'daemon.config-unset',
    'daemon.config-other',
    'network.absent',
  ],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const seen = await scene.seen(parsePlace(check.from).host);
    if (isObstacle(seen)) return seen;
    if (check.config === undefined || seen.daemon === 'down') return { seen };
    const names = await readAt(source, folder, signal);
    if (isObstacle(names)) return names;
    const file = await readAt(source, `${folder}/daemon.json`, signal);
    return isObstacle(file) ? file : { seen, config: { folder: names, file } };
  },

  judge(check, { seen, config }) {
    if (seen.daemon === 'down')
      return { ...obstacleJudgement(daemonDown(seen)), verdict: verdictOf(!check.running) };
    const up = said('daemon.up', { host: seen.host });
    const evidence = { command: 'systemctl is-active docker', output: 'active' };
    if (!check.running) return { verdict: 'fail', got: up, evidence };
    const options =
      check.bridgeOptions === undefined
        ? ({ verdict: 'pass', got: up, evidence } as const)
        : judgeOptions(check.bridgeOptions, seen, { verdict: 'pass', got: up, evidence });
    return options.verdict !== 'pass' || check.config === undefined || config === undefined
      ? options
      : judgeConfig(check.config, seen, config);
  },

  asked: check => said('asked.daemon', { where: placeSaid(check.from) }),
  expected(check) {
    if (!check.running) return said('expect.daemon.down');
    return all([
      said('expect.daemon.up'),
      ...Object.entries(check.bridgeOptions ?? {}).map(([option, value]) =>
        said('expect.option', { option, value }),
      ),
      ...Object.entries(check.config ?? {}).map(([key, value]) =>
        said('expect.daemon.config', { key, value: String(value) }),
      ),
    ]);
  },
};

function judgeOptions(
  wanted: NonNullable<CheckOf<'daemon'>['bridgeOptions']>,
  seen: Extract<HostSeen, { daemon: 'up' }>,
  up: Judgement,
): Judgement {
  // The running daemon's own view: a file not read, or misspelt (`dameon.json`), does not show here.
  const bridge = findNetwork(seen, 'bridge');
  const evidence = {
    command: "docker network inspect -f '{{json .Options}}' bridge",
    output: JSON.stringify(bridge?.options ?? {}),
  };
  if (bridge === undefined)
    return { verdict: 'fail', got: said('network.absent', { name: 'bridge' }), evidence };
  const [other] = Object.entries(wanted).filter(([option, value]) => bridge.options[option] !== value);
  if (other === undefined) return { ...up, evidence };
  const [option] = other;
  const value = bridge.options[option];
  const got =
    value === undefined
      ? said('daemon.option-missing', { option })
      : said('daemon.option', { option, value });
  return { verdict: 'fail', got, evidence };
}

function judgeConfig(
  wanted: NonNullable<CheckOf<'daemon'>['config']>,
  seen: Extract<HostSeen, { daemon: 'up' }>,
  config: ConfigSeen,
): Judgement {
  const bridge = findNetwork(seen, 'bridge');
  const text = textOf(config.file);
  const names = config.folder.is === 'directory' ? config.folder.names : [];
  const inspected = 'docker network inspect bridge';
  if (bridge === undefined)
    return {
      verdict: 'fail',
      got: said('network.absent', { name: 'bridge' }),
      evidence: { command: inspected, output: '' },
    };
  const settings = settingsOf(wanted, bridge);
  const evidence = {
    command: `${inspected}; ${text === undefined ? `ls ${folder}` : `cat ${folder}/daemon.json`}`,
    output: `${asRecord(settings)}\n${text === undefined ? names.join('\n') : excerpt(text)}`,
  };
  const other = otherSetting(wanted, bridge, config);
  return other === undefined
    ? { verdict: 'pass', got: said('daemon.config', { settings }), evidence }
    : { verdict: 'fail', got: other, evidence };
}
