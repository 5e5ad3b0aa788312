import type { OnStage, Stage } from '../engine/index.ts';
import { say } from '../text/index.ts';
import type { Context } from './context.ts';

/**
 * Shows the stages of a set-up on standard error: one line a stage on a terminal, rewritten while it runs; plain lines,
 * one when a stage starts and one when it ends, anywhere else.
 */
export function showStages(context: Pick<Context, 'lang'>): OnStage {
  const live = process.stderr.isTTY === true && process.env.TERM !== 'dumb';
  const started = new Set<string>();
  return stage => {
    if (live) {
      const end = stage.status === 'running' ? '' : '\n';
      process.stderr.write(`\r\u001B[K${line(context, stage, process.stderr.columns || 80)}${end}`);
      return;
    }
    // The same is done for each engine.
    const what = JSON.stringify([stage.id, stage.params]);
    if (stage.status === 'running' && started.has(what)) return;
    started.add(what);
    process.stderr.write(`${line(context, stage, 200)}\n`);
  };
}

function line(context: Pick<Context, 'lang'>, stage: Stage, width: number): string {
  const mark = { running: '…', done: '✔', failed: '✖' }[stage.status];
  const seconds = stage.status === 'running' ? '' : ` ${(stage.ms / 1000).toFixed(1)} s`;
  const detail = stage.status === 'running' && stage.detail !== undefined ? `  ${stage.detail}` : '';
  // One character a cell is not true of Chinese, so half the width is the safe cut.
  return `${mark} ${say(context.lang, { code: `stage.${stage.id}`, params: stage.params ?? {} })}${seconds}${detail}`.slice(
    0,
    Math.floor(width / (context.lang === 'zh' ? 2 : 1)) - 1,
  );
}
