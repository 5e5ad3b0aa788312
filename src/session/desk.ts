import type { Environment } from './environment.ts';
import { resultFolder, sessionLogFolder } from './folders.ts';
import { openProgress, type ProgressStore } from './progress.ts';
import { openUpRecords, type UpRecords } from './up-records.ts';

/** Where commands on an `up` lab read and write. */
export type Desk = {
  readonly environment: Environment;
  readonly records: UpRecords;
  readonly progress: ProgressStore;
  /** Where results go as long as nobody asks for another place. */
  readonly results: string;
  /** Folder of the logs. */
  readonly logs: string;
  /** netdojo's version, for the results. */
  readonly netdojo: string;
};

/** The desk of an environment; `folder` instead of the user's state folder. */
export function deskIn(environment: Environment, netdojo: string, folder?: string): Desk {
  return {
    environment,
    records: openUpRecords(folder),
    progress: openProgress(folder),
    results: resultFolder(folder),
    logs: sessionLogFolder(folder),
    netdojo,
  };
}
