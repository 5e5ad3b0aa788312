import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../../src/engine/scripts/install-packages.sh', import.meta.url));
const policy = '/usr/sbin/policy-rc.d';

// apt is replaced: what counts is the machine's policy for starting services before, during and after. All of it
// happens on a throw-away layer over /usr/sbin, so that this machine's own policy is not touched.
const setting = `
mount -n -t tmpfs netdojo "$1/layer"
mkdir "$1/layer/upper" "$1/layer/work"
mount -n -t overlay -o "lowerdir=/usr/sbin,upperdir=$1/layer/upper,workdir=$1/layer/work" netdojo /usr/sbin
mount -n --bind "$1/apt-get" /usr/bin/apt-get
rm -f ${policy}
[ ! -e "$1/own-policy" ] || cp -p "$1/own-policy" ${policy}
sh "${script}" docker.io
echo "$?" >"$1/status"
ls -l ${policy} >"$1/after" 2>&1
[ ! -e ${policy} ] || cat ${policy} >"$1/after-text"
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netdojo-apt-'));
  execFileSync('mkdir', [join(folder, 'layer')]);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string, mode: number): void {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), mode);
}

/** An apt-get that notes what the policy says while it runs, and ends as it is told for `install`. */
function apt(end: string): void {
  write(
    'apt-get',
    `#!/bin/sh
echo "$*" >>${folder}/asked
case "$*" in *" install "*) ;; *) exit 0 ;; esac
case "$*" in *--download-only*) exit 0 ;; esac
${policy} docker start; echo "$?" >${folder}/during
echo 'pmstatus:docker.io:50:Unpacking docker.io' >&3
${end}
`,
    0o755,
  );
}

const noted = (name: string) =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8').trim() : undefined;

const install = () =>
  spawn('unshare', ['--mount', 'sh', '-c', setting, 'sh', folder], { stdio: ['ignore', 'pipe', 'pipe'] });

async function ended(process: ReturnType<typeof install>): Promise<string> {
  let said = '';
  process.stdout.on('data', chunk => {
    said += chunk;
  });
  process.stderr.resume();
  await new Promise(resolve => process.once('close', resolve));
  return said;
}

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('installing packages', () => {
  it('denies starts while apt runs, and reports its progress', async () => {
    apt('exit 0');
    expect(await ended(install())).toBe('pmstatus:docker.io:50:Unpacking docker.io\n');
    expect(noted('during')).toBe('101');
    expect(noted('status')).toBe('0');
    expect(noted('asked')?.split('\n')).toEqual([
      expect.stringMatching(/--yes update$/),
      expect.stringMatching(/--yes install --no-install-recommends --download-only docker\.io$/),
      expect.stringMatching(/--yes install --no-install-recommends docker\.io$/),
    ]);
  });

  it('leaves no policy behind where there was none', async () => {
    apt('exit 0');
    await ended(install());
    expect(noted('after')).toContain('No such file');
  });

  it('leaves none behind after a failure, and passes its exit code on', async () => {
    apt('exit 100');
    await ended(install());
    expect(noted('status')).toBe('100');
    expect(noted('after')).toContain('No such file');
  });

  it("overrules the machine's own policy for the time being, and leaves it as it was", async () => {
    write('own-policy', '#!/bin/sh\nexit 0 # ours\n', 0o744);
    apt('exit 100');
    await ended(install());
    expect(noted('during')).toBe('101');
    expect(noted('after')).toMatch(/^-rwxr--r--/);
    expect(noted('after-text')).toBe('#!/bin/sh\nexit 0 # ours');
  });

  it('does not let Ctrl-C end apt in the middle, and puts the policy back', async () => {
    // The signal goes to every process of the terminal, apt included.
    apt(`kill -INT "$PPID" $$; echo went on >${folder}/went-on; exit 0`);
    await ended(install());
    expect(noted('went-on')).toBe('went on');
    expect(noted('after')).toContain('No such file');
  });

  it('leaves nothing that denies starts after a kill -9', async () => {
    // The outermost first: it would still clean up behind the others.
    apt('kill -KILL "$(cut -d " " -f 4 "/proc/$PPID/stat")" "$PPID"; exit 0');
    await ended(install());
    // The empty place that the policy lay on: not executable, so nothing asks it.
    expect(noted('after')).toMatch(/^-rw-r--r--/);
  });
});
