import { expect, it } from 'vitest';
import { Turns } from '../../../src/probe/turns.ts';

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Who has a turn, in the order in which they got one. */
function queue() {
  const turns = new Turns();
  const began: string[] = [];
  const take = (name: string, alone: boolean, signal = new AbortController().signal) => {
    const turn = turns.take(alone, signal).then(end => {
      began.push(name);
      return end;
    });
    return { turn, end: async () => (await turn)() };
  };
  return { began, take };
}

it('many run at once, one alone waits for them and lets nobody in before it', async () => {
  const { began, take } = queue();
  const one = take('one', false);
  const two = take('two', false);
  const alone = take('alone', true);
  const late = take('late', false);
  await settled();
  expect(began).toEqual(['one', 'two']);
  await one.end();
  await settled();
  expect(began).toEqual(['one', 'two']);
  await two.end();
  await settled();
  expect(began).toEqual(['one', 'two', 'alone']);
  await alone.end();
  await late.end();
  expect(began).toEqual(['one', 'two', 'alone', 'late']);
});

it('two that must be alone run one after the other', async () => {
  const { began, take } = queue();
  const one = take('one', true);
  const two = take('two', true);
  await settled();
  expect(began).toEqual(['one']);
  await one.end();
  await two.end();
  expect(began).toEqual(['one', 'two']);
});

it('who is overtaken while waiting makes room', async () => {
  const { began, take } = queue();
  const overtaken = new AbortController();
  const one = take('one', false);
  const alone = take('alone', true, overtaken.signal);
  const late = take('late', false);
  overtaken.abort();
  await expect(alone.turn).rejects.toMatchObject({ name: 'AbortError' });
  await settled();
  expect(began).toEqual(['one', 'late']);
  await one.end();
  await late.end();
  await expect(take('never', false, overtaken.signal).turn).rejects.toMatchObject({ name: 'AbortError' });
});
