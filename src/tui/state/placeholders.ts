import type { Lesson } from '../../lesson/index.ts';
import type { SessionState } from '../../session/index.ts';

/** As in `{ip:web1}` and `{ip:web1@my_net2}`. */
const placeholder = /\{[a-z]+:[^{}\s]+\}/g;

/** The text to show while its placeholders are not filled yet. */
export function unfilled(text: string): string {
  return text.replace(placeholder, '…');
}

/** Texts of the current step that have placeholders to fill. */
export function textsToFill(lesson: Lesson, lang: 'en' | 'zh', state: SessionState): string[] {
  const step = lesson.steps.find(({ id }) => id === state.step);
  const words = (lesson.prose[lang] ?? lesson.prose.en)?.steps[state.step];
  const texts = [
    words?.body,
    words?.prediction?.question,
    ...Object.values(words?.prediction?.choices ?? {}).flatMap(({ text, reply }) => [text, reply]),
    ...(words?.hints ?? []),
    ...Object.values(words?.checks ?? {}).flatMap(({ title, says }) => [title, ...Object.values(says)]),
    ...(step?.solutions.flatMap(({ run, answer }) => [run, answer]) ?? []),
    step?.kind === 'run' ? step.command : undefined,
  ];
  return texts.filter(text => text !== undefined).filter(text => text.search(placeholder) >= 0);
}

/** Changes when filled texts may have become stale: another step, another lab, a command that has ended. */
export function fillKey(state: SessionState): string {
  const ended = state.commands.filter(({ exitCode }) => exitCode !== undefined).length;
  const rounds = state.checks.map(({ result }) => result?.verdict ?? '').join();
  return JSON.stringify([state.step, state.phase, ended, rounds, state.seen]);
}
