import { said } from '../../probe/schema/index.ts';
import { unknownWord } from '../issues.ts';
import type { Readable, Rule } from '../manuscript.ts';
import { commandPlace, outside, shellPlaces } from '../places.ts';
import type { CommandBlock, Sheet } from '../sheet.ts';
import type { Complaint } from '../types.ts';

/** Shells are on machines that are there, and the text says the same of a command as the structure. */
export const shells: Rule = lesson => [...places(lesson), ...fences(lesson), ...elsewhere(lesson)];

function places({ structure, yaml }: Readable): Complaint[] {
  const known = shellPlaces(structure);
  const named = [
    ...(structure.shells ?? []).map((place, at) => ({ place, path: ['shells', at] })),
    ...structure.steps.map((step, index) => ({
      place: step.kind === 'run' ? step.in : undefined,
      path: ['steps', index, 'in'],
    })),
  ];
  return named.flatMap(({ place, path }) =>
    place === undefined || known.includes(place)
      ? []
      : [yaml.at(path, unknownWord('lint.no-place', place, known))],
  );
}

function fences({ structure, sheets }: Readable): Complaint[] {
  const known = shellPlaces(structure);
  return sheets.flatMap(sheet =>
    blocksOf(sheet).flatMap(({ place, text, line, step: id }) => {
      const at = { file: sheet.file, line: line - 1, column: 1 };
      if (place !== undefined && !known.includes(place))
        return [{ ...at, what: unknownWord('lint.no-place', place, known) }];
      const step = structure.steps.find(one => one.id === id);
      if (step?.kind !== 'run' || text.trim() !== step.command.trim()) return [];
      // Without a place the text means the first host, as the step does.
      const wanted = commandPlace(structure, step) ?? '';
      const [first = ''] = structure.hosts;
      if ((place ?? first) === wanted || !known.includes(wanted)) return [];
      return [{ ...at, what: said('lint.command-elsewhere', { place: wanted }) }];
    }),
  );
}

function blocksOf({ blocks, steps }: Sheet): (CommandBlock & { readonly step?: string })[] {
  return [
    ...blocks.intro,
    ...steps.flatMap(step => step.blocks.map(block => ({ ...block, step: step.id }))),
    ...blocks.closing,
  ];
}

/** netdojo plays scripts on the first host, from where only the outside of a lab of one host can be reached. */
function elsewhere({ structure, yaml }: Readable): Complaint[] {
  const { hosts } = structure;
  const reached = hosts.length === 1 ? [...hosts, outside] : hosts.slice(0, 1);
  return structure.steps.flatMap((step, index) => {
    const place = commandPlace(structure, step);
    if (place === undefined || reached.includes(place) || !shellPlaces(structure).includes(place)) return [];
    if (step.checks.length === 0 || step.solutions.length > 0) return [];
    return [yaml.at(['steps', index, 'in'], said('lint.run-out-of-reach', { place, host: hosts[0] ?? '' }))];
  });
}
