import { parsePlace, placesIn, said } from '../../probe/schema/index.ts';
import { placedChecks } from '../checks.ts';
import type { Rule } from '../manuscript.ts';

/** With several hosts the outside is another container, which answers and has no prober: nothing can be asked from there. */
export const places: Rule = ({ structure, yaml }) => {
  if (structure.hosts.length === 1) return [];
  const probes = [
    ...placedChecks(structure).map(({ check, path }) => ({ probe: check, path })),
    ...structure.steps.flatMap(({ predict }, index) =>
      predict === undefined ? [] : [{ probe: predict.measure, path: ['steps', index, 'predict', 'measure'] }],
    ),
  ];
  return probes.flatMap(({ probe, path }) =>
    placesIn(probe)
      .filter(({ place }) => parsePlace(place).at === 'outside')
      .map(({ field }) => yaml.at([...path, field], said('lint.outside-of-several'))),
  );
};
