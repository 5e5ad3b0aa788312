// Run as a process of its own by session-killed.test.ts: a session that says what it reaches, and never ends by itself.
import { openEngine } from '../../src/engine/index.ts';
import { environmentOn, openProgress, startSession } from '../../src/session/index.ts';
import { lessonFrom, smallLesson } from './small-lesson.ts';

const [folder = '', id = ''] = process.argv.slice(2);
const environment = environmentOn(await openEngine());
const session = await startSession({
  lesson: lessonFrom({ ...smallLesson, id }),
  lang: 'en',
  mode: 'guided',
  step: 'web',
  progress: openProgress(folder),
  logFolder: folder,
  prepare: async () => environment,
});

let said = '';
const say = (word: string): void => {
  if (word !== said) process.stdout.write(`${word}\n`);
  said = word;
};
session.subscribe(() => {
  const { phase, boot, shells, steps } = session.getSnapshot();
  if (phase === 'boot') say(boot.some(stage => stage.id === 'host') ? 'booting' : 'started');
  if (phase === 'predict' && shells.length > 0) session.send({ type: 'predict', choice: 'unsure' });
  if (phase === 'work' && steps.web?.predicted !== undefined) say('working');
});
process.stdin.on('data', () => session.send({ type: 'reset' }));
