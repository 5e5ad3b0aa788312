// Boots a lab as netdojo does and holds it, saying what it is at; for tests that end it in the middle.
import process from 'node:process';
import { bootLab } from '../../src/lab/index.ts';
import { oneHost, testEngine, testImage } from './fixture.ts';

const [lesson = 'lease', seconds] = process.argv.slice(2);
const lease =
  seconds === undefined
    ? ({ kind: 'stream' } as const)
    : ({ kind: 'time', seconds: Number(seconds) } as const);
const lab = await bootLab(
  await testEngine(),
  { ...oneHost, lesson },
  { image: await testImage(), lease, onStage: ({ id, status }) => console.log(`${id} ${status}`) },
);
console.log(`lab ${lab.id}`);
if (seconds === undefined) setInterval(() => {}, 60_000);
else await lab.leave();
