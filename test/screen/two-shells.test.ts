import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadLesson } from '../../src/lesson/index.ts';
import { Learner } from './learner.ts';
import { root } from './netdojo.ts';
import { keys } from './terminal.ts';

const folder = join(root, 'test/screen/two-shells');

let learner: Learner | undefined;
afterEach(() => learner?.leave());

describe.each([
  { columns: 80, rows: 24, lang: 'en' },
  { columns: 120, rows: 40, lang: 'zh' },
] as const)('at $columns × $rows in $lang', ({ columns, rows, lang }) => {
  it('plays a lesson on the host and outside, each command in its own tab', async () => {
    const { lesson } = loadLesson(folder);
    if (lesson === undefined) throw new Error('the lesson does not load');
    learner = new Learner({ lang, columns, rows, args: ['start', folder] });
    const { terminal } = learner;
    const shows = (text: string) => terminal.until(text);
    const header = () => terminal.screen.rows()[0] ?? '';
    const lit = (tab: string) => terminal.screen.inverted(0).includes(`\n ${tab} \n`);

    await learner.atStep(lesson, 0);
    await terminal.until(() => /host1 +outside/.test(header()));
    await terminal.until(() => lit('host1') && !lit('outside'));
    terminal.send(`${keys.prefix}p`);
    await terminal.until(/root@host1:~# docker\s+run\s+-d --name web1/);
    terminal.send(keys.enter);
    await learner.green();
    await learner.next();

    // The block in the text says where its command belongs, and so does the note below the wrong terminal.
    await learner.atStep(lesson, 1);
    await terminal.until(() => terminal.screen.rows().some(row => /^ *outside *(│.*)?$/.test(row)));
    if (columns < 100) terminal.send(keys.enter);
    await shows(learner.words('tui.note.elsewhere', { place: 'outside', prefix: '^]' }));
    terminal.send(`${keys.prefix}p`);
    await shows('root@outside:~# curl -s http://host1:8080/');
    await terminal.until(() => lit('outside') && !lit('host1'));
    terminal.send(keys.enter);
    await shows('I am web1; you are 203.0.113.10');
    terminal.send(`docker ps${keys.enter}`);
    await shows(learner.words('tui.note.no-docker', { prefix: '^]' }));
    await learner.next();

    // A capture in a tab of its own: what is done beside it is judged when asked.
    await learner.atStep(lesson, 2);
    terminal.send(`${keys.prefix}o`);
    await shows('2  outside');
    terminal.send('1');
    await terminal.until(() => lit('host1 2'));
    terminal.send(`tcpdump -n -i eth0 port 8080${keys.enter}`);
    await shows('listening on eth0');
    terminal.send(`${keys.prefix}t`);
    await terminal.until(() => lit('host1') && header().includes('host1 2…'));
    await learner.type('docker rm -f web1; docker run -d --name web1 toolbox hello web1');
    await shows(learner.words('tui.note.held-back', { shell: 'host1 2', prefix: '^]' }));
    terminal.send(`${keys.prefix}c`);
    await learner.green();

    // The tabs are there again on a fresh host, the first one in front.
    terminal.send(`${keys.prefix}r`);
    await shows(learner.words('tui.status.confirm'));
    terminal.send(keys.enter);
    await terminal.until(() => !header().includes('outside'));
    await terminal.until(() => /host1 +outside +host1 2/.test(header()) && lit('host1'));
    await learner.toShell();
    await learner.type('docker rm -f web1; docker run -d --name web1 toolbox hello web1');
    await learner.green();
    await learner.next();
    await shows(learner.words('tui.status.closing'));
    expect(terminal.screen.rows()).toHaveLength(rows);
  }, 240_000);
});
