import type { Lang, Lesson, Step } from '../../lesson/index.ts';
import type { Session, SessionState } from '../../session/index.ts';

/** As in `{ip:web1}` and `{ip:web1@my_net2}`. The kinds are the schema's, which would be loaded before the first frame. */
const placeholder = /\{[a-z]+:[^{}\s]+\}/g;

/** Whether a text has a value for each of its placeholders, rather than its name. */
export function isFilled(session: Pick<Session, 'named'>, raw: string, filled: string | undefined): boolean {
  const open = raw.match(placeholder) ?? [];
  return (
    open.length === 0 || (filled !== undefined && !open.some(one => filled.includes(session.named(one))))
  );
}

/** Texts that have placeholders to fill: the current step's, and the next one's once it is about to be entered. */
export function textsToFill(lesson: Lesson, lang: Lang, state: SessionState): string[] {
  const at = lesson.steps.findIndex(({ id }) => id === state.step);
  const shown = lesson.steps.slice(at, state.phase === 'green' ? at + 2 : at + 1);
  return shown.flatMap(step => textsOf(lesson, lang, step)).filter(text => text.search(placeholder) >= 0);
}

function textsOf(lesson: Lesson, lang: Lang, step: Step): string[] {
  const words = (lesson.prose[lang] ?? lesson.prose.en)?.steps[step.id];
  const texts = [
    words?.body,
    words?.prediction?.question,
    ...Object.values(words?.prediction?.choices ?? {}).flatMap(({ text, reply }) => [text, reply]),
    ...(words?.hints ?? []),
    ...Object.values(words?.checks ?? {}).flatMap(({ title, says }) => [title, ...Object.values(says)]),
    ...step.solutions.flatMap(({ run, answer }) => [run, answer]),
    step.kind === 'run' ? step.command : undefined,
  ];
  return texts.filter(text => text !== undefined);
}

/** Changes when filled texts may have become stale: another step, another lab, a command that has ended. */
export function fillKey(state: SessionState): string {
  const ended = state.commands.filter(({ exitCode }) => exitCode !== undefined).length;
  const rounds = state.checks.map(({ result }) => result?.verdict ?? '').join();
  return JSON.stringify([state.step, state.phase, ended, rounds, state.seen]);
}
