import { setTimeout } from 'node:timers/promises';
import { Box } from 'ink';
import { lazy, Suspense } from 'react';
import type { CatalogueEntry } from '../options.ts';
import { inlineLines } from '../text/inline.ts';
import { wrap } from '../text/wrap.ts';
import { span } from '../theme.ts';
import { progressWords } from '../view/list-lines.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';

/** Milliseconds after which the list is on the screen: loading the Markdown parser any earlier would hold it up. */
const afterPaint = 40;

const Intro = lazy(async () => {
  await setTimeout(afterPaint);
  return await import('./Intro.tsx');
});

/** The lesson the list stands on: its question, what it takes, and what it teaches. */
export function LessonDetail({
  lesson,
  width,
  height,
}: {
  lesson: CatalogueEntry;
  width: number;
  height: number;
}) {
  const { words } = useServices();
  const { t } = words;
  const facts = [
    lesson.id,
    t('lesson.minutes', { n: lesson.minutes }),
    lesson.hosts === 1 ? t('tui.list.host') : t('tui.list.hosts', { n: lesson.hosts }),
    progressWords(lesson.progress, words),
  ].join(' · ');
  const lines = [
    ...inlineLines(lesson.title, width, 'strong'),
    ...wrap([span(facts, 'dim')], width),
    [],
    ...inlineLines(lesson.question, width, 'accent'),
    [],
  ].slice(0, height);
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <Lines lines={lines} />
      <Suspense fallback={null}>
        <Intro text={lesson.intro} width={width} height={Math.max(0, height - lines.length)} />
      </Suspense>
    </Box>
  );
}
