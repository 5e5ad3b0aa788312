import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openProgress } from '../../src/session/index.ts';
import { testEngine, testImage } from './fixture.ts';
import { withFolder } from './session-fixture.ts';

const program = fileURLToPath(new URL('./session-program.ts', import.meta.url));

afterAll(async () => (await testEngine()).close());

test.each([
  ['while it boots', 'booting', false],
  ['at work', 'working', false],
  ['in the middle of a reset', 'booting', true],
])('a session killed %s leaves no lab and keeps the progress', async (_when, word, reset) => {
  await testImage();
  const id = `killed-${word}${reset ? '-reset' : ''}`;
  await withFolder(async folder => {
    const child = spawn(process.execPath, [program, folder, id], { stdio: ['pipe', 'pipe', 'inherit'] });
    const words = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const until = async (wanted: string): Promise<void> => {
      for (;;) {
        const { value, done } = await words.next();
        if (done === true) throw new Error(`ended before it was ${wanted}`);
        if (value === wanted) return;
      }
    };
    try {
      if (reset) {
        await until('working');
        child.stdin.write('reset\n');
      }
      await until(word);
      // What is on its way to the disk when the kill comes is lost; what is there must stay whole.
      const entry = async () => (await openProgress(folder).read()).value.lessons[id];
      await expect.poll(async () => (await entry())?.step).toBe('web');
      if (word === 'working')
        await expect.poll(async () => (await entry())?.steps.web?.predicted).toBe('unsure');
    } finally {
      child.kill('SIGKILL');
    }
    await once(child, 'exit');
    const engine = await testEngine();
    const filters = { label: [`netdojo.lesson=${id}`] };
    // Killed between making a container and starting it, that one waits for the sweep of the next start: removed here. One
    // that the engine is just starting ends by its lease: it has nobody at its stdin.
    const left = async (): Promise<number> => {
      const found = await engine.docker.listContainers({ all: true, filters });
      for (const { Id, State } of found)
        if (State === 'created')
          await engine.docker
            .getContainer(Id)
            .remove({ v: true })
            .catch(() => {});
      return found.length;
    };
    await expect.poll(left).toBe(0);

    const { value, damaged } = await openProgress(folder).read();
    expect(damaged).toBeUndefined();
    expect(value.lessons[id]?.step).toBe('web');
    if (word === 'working') expect(value.lessons[id]?.steps.web?.predicted).toBe('unsure');
  });
});
