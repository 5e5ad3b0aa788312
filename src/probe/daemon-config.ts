import type { ReadAnswer } from '../lab/index.ts';
import type { NetworkSeen } from '../network/index.ts';
import { textOf } from './reading.ts';
import { type CheckOf, type Said, said } from './schema/index.ts';

type Config = NonNullable<CheckOf<'daemon'>['config']>;

/** The daemon's folder and its settings, as files. */
export type ConfigSeen = { readonly folder: ReadAnswer; readonly file: ReadAnswer };

const options = 'com.docker.network';

/**
 * Where the running daemon shows a setting: in the network `bridge` it made by it. Other settings it shows nowhere on all
 * engines.
 */
const running: { readonly [Key in keyof Config]-?: (bridge: NetworkSeen) => string | undefined } = {
  icc: bridge => bridge.options[`${options}.bridge.enable_icc`],
  'ip-masq': bridge => bridge.options[`${options}.bridge.enable_ip_masquerade`],
  mtu: bridge => bridge.options[`${options}.driver.mtu`],
  ip: bridge => bridge.options[`${options}.bridge.host_binding_ipv4`],
  bridge: bridge => bridge.options[`${options}.bridge.name`],
  bip: ({ gateway, subnet }) =>
    gateway === undefined || subnet === undefined ? undefined : `${gateway}/${subnet.replace(/.*\//, '')}`,
  'fixed-cidr': bridge => bridge.range,
};

/**
 * The first setting that the running daemon has otherwise, with what its file has to do with it; undefined when all are as
 * wanted, however they came about: by the file or by a flag.
 */
export function otherSetting(wanted: Config, bridge: NetworkSeen, seen: ConfigSeen): Said | undefined {
  for (const [key, show] of Object.entries(running)) {
    const want = Object.entries(wanted).find(([name]) => name === key)?.[1];
    const has = show(bridge);
    if (want === undefined || has === String(want)) continue;
    return fileSaid({ key, value: has ?? said('value.none') }, String(want), seen);
  }
  return undefined;
}

/** The settings as the running daemon has them: `icc: false`. */
export function settingsOf(wanted: Config, bridge: NetworkSeen): string[] {
  return Object.entries(running)
    .filter(([key]) => key in wanted)
    .map(([key, show]) => `${key}: ${show(bridge) ?? '-'}`);
}

function fileSaid(
  params: { readonly key: string; readonly value: string | Said },
  want: string,
  { folder, file }: ConfigSeen,
): Said {
  const text = textOf(file);
  if (text === undefined) {
    const names = folder.is === 'directory' ? folder.names : [];
    const other = names.find(name => meant.test(name) && name !== 'key.json');
    return other === undefined
      ? said('daemon.config-no-file', params)
      : said('daemon.config-misnamed', { ...params, other });
  }
  const settings = settingsIn(text);
  if (settings === undefined) return said('daemon.config-broken', params);
  const written = settings[params.key];
  if (written === undefined) return said('daemon.config-unset', params);
  const says = typeof written === 'string' ? written : JSON.stringify(written);
  return said(says === want ? 'daemon.config-unread' : 'daemon.config-other', { ...params, file: says });
}

/** A name that was probably meant to be `daemon.json`: `dameon.json`, `daemon.conf`, `Daemon.json`. */
const meant = /json|^d[aem]+on/i;

/** The settings in a file; undefined when it isn't a JSON object. */
function settingsIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}
