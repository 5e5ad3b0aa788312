import { codesByKind } from '../../../src/probe/index.ts';
import { parametersIn, parametersOf } from '../../../src/text/index.ts';

/** What `netdojo lint` knows of what checks can say. */
export const vocabulary = { codes: codesByKind, parametersIn, parametersOf };
