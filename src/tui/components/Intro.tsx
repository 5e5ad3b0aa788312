import { markdownLines } from '../text/markdown.ts';
import { Lines } from './Lines.tsx';

/** What a lesson teaches. A file of its own, because Markdown is loaded after the first frame. */
export default function Intro({ text, width, height }: { text: string; width: number; height: number }) {
  return <Lines lines={markdownLines(text, width).slice(0, height)} />;
}
