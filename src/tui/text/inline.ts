import { type Line, type Role, span } from '../theme.ts';
import { wrap } from './wrap.ts';

/** Code and strong text inside a sentence: all the Markdown that titles, choices and check sentences use. */
export function inlineSpans(text: string, role: Role = 'plain'): Line {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter(part => part !== '')
    .map(part => {
      if (part.startsWith('`') && part.endsWith('`') && part.length > 2)
        return span(part.slice(1, -1), 'code');
      if (part.startsWith('**') && part.endsWith('**') && part.length > 4)
        return span(part.slice(2, -2), 'strong');
      return span(part, role);
    });
}

/** Such a sentence as rows. */
export function inlineLines(text: string, width: number, role: Role = 'plain'): Line[] {
  return wrap(inlineSpans(text, role), width);
}

/** Such a sentence without its marks. */
export function inlineText(text: string): string {
  return inlineSpans(text)
    .map(({ text: part }) => part)
    .join('');
}
